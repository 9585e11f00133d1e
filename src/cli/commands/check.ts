import { Command, Option } from 'commander'
import { EXIT } from '../exit.ts'
import type { Cli } from '../program.ts'

export const CHECK_FORMATS = ['text', 'json', 'markdown', 'sarif', 'github'] as const

interface Options {
  readonly base?: string
  readonly head?: string
  readonly format: (typeof CHECK_FORMATS)[number]
}

/** `countersign check`: the assessment of a branch, as the App will give it once it is pushed. */
export const checkCommand = (cli: Cli): Command =>
  new Command('check')
    .summary('assess this branch, before it is pushed')
    .description(
      'Assesses a branch of this clone as the App will once it is pushed: blockers, fixes, requirements, what to do next. Exit code 0 when it would be green, 1 when red.',
    )
    .option(
      '--base <branch>',
      'where it is to be merged (default: the remote’s default branch, else main or master)',
    )
    .option('--head <branch>', 'what is assessed (default: HEAD)')
    .addOption(
      new Option('--format <format>', 'how to print it').choices(CHECK_FORMATS).default('text'),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (options: Options) => {
      const { assessClone } = await import('../assess-clone.ts')
      const terminal = cli.terminal()
      const judged = await assessClone(terminal, options)
      const { checkText } = await import('../check-text.ts')
      terminal.out(await checkText(judged, options.format, terminal))
      if (options.format === 'github') {
        const { addToStep } = await import('../step-files.ts')
        await addToStep(judged, terminal.env)
      }
      cli.end(judged.assessment.conclusion === 'failure' ? EXIT.red : EXIT.well)
    })

const EXAMPLES = `
Examples:
  countersign check                              this branch against the remote's default branch
  countersign check --base release/2 --head fix  two branches
  countersign check --format json                for a program or an agent
  countersign check --format github              in a GitHub Action: annotations and a summary`
