import { Command } from 'commander'
import { EXIT } from '../exit.ts'
import type { Cli } from '../program.ts'

/** `countersign hook`: our commit-msg hook, in and out, and what it calls. */
export const hookCommand = (cli: Cli): Command => {
  const hook = new Command('hook')
    .summary('check each commit before it is made')
    .helpCommand(false)
    .description(
      'A commit-msg hook for this clone: it refuses a commit whose trailers name no blocker, or whose review reports can’t be read, and says what to write instead.',
    )
  hook.addHelpText('after', EXAMPLES)
  hook
    .command('install')
    .summary('put the hook into this clone')
    .description(
      'Puts the hook into the hooks folder of this clone, where core.hooksPath may lead elsewhere. One that somebody else wrote stays as it is (exit code 2).',
    )
    .action(async () => {
      const { installHook } = await import('../hook/install.ts')
      await installHook(cli.terminal())
    })
  hook
    .command('uninstall')
    .summary('take it out again')
    .description('Takes the hook out again; one that somebody else wrote stays as it is.')
    .action(async () => {
      const { uninstallHook } = await import('../hook/install.ts')
      await uninstallHook(cli.terminal())
    })
  hook
    .command('commit-msg', { hidden: true })
    .description('what the hook calls')
    .argument('<file>', 'the message')
    .action(async (file: string) => {
      const { hookText } = await import('../hook/hook-text.ts')
      const { text, refused } = await hookText(cli.terminal(), file)
      if (text !== null) cli.terminal().err(text)
      cli.end(refused ? EXIT.red : EXIT.well)
    })
  return hook
}

const EXAMPLES = `
Examples:
  countersign hook install               from now on, each commit is checked
  git commit --no-verify                 this one is not
  countersign hook uninstall             none is`
