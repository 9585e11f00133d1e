import { Command, Option } from 'commander'
import type { Cli } from '../program.ts'

interface Options {
  readonly base?: string
  readonly commit?: true
  readonly names?: true
}

/** `countersign fix`: the trailers that say which blockers a commit fixes, and that commit. */
export const fixCommand = (cli: Cli): Command =>
  new Command('fix')
    .summary('print or commit the trailer that links a fix to its blocker')
    .description(
      'Prints the trailer that says which blocker a commit fixes, or makes that commit. Without a name: the open blockers, each with its trailer.',
    )
    .argument('[names...]', 'blockers: B2, R1-B2, "B2 because the loop is in src/main.ts"')
    .usage('[names...] [--base <branch>] [--commit [-- <words for git commit>]]')
    .option('--base <branch>', 'where the branch is to be merged')
    .option('--commit', 'commit what is staged, with the trailers; what follows -- is for git')
    // For the completions of a shell.
    .addOption(new Option('--names', 'the names of the open blockers').hideHelp())
    .addHelpText('after', EXAMPLES)
    .action(async (words: readonly string[], options: Options, command: Command) => {
      const { fix } = await import('../fix.ts')
      const { base = null, commit = false, names = false } = options
      const forGit = behindDashes(command)
      const named = words.slice(0, words.length - forGit.length)
      cli.end(await fix(cli.terminal(), { named, base, commit, forGit, onlyNames: names }))
    })

/** Commander hands on what stands behind `--` as if it stood before it. */
function behindDashes(command: Command): readonly string[] {
  const { rawArgs = [] } = (command.parent ?? {}) as { readonly rawArgs?: readonly string[] }
  const at = rawArgs.indexOf('--')
  return at < 0 ? [] : rawArgs.slice(at + 1)
}

const EXAMPLES = `
Examples:
  countersign fix                                     which blockers are open
  countersign fix B2                                  Fixes-Blocker: B2
  countersign fix B2 --commit                         the same as git commit, with the trailer
  countersign fix B2 B3 --commit -- -m "fix: give up" without an editor
  countersign fix "B2 because the caller loops"       a fix that touches none of the files B2 cites`
