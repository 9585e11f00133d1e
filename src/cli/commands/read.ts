import { Command, Option } from 'commander'
import { EXIT } from '../exit.ts'
import type { Cli } from '../program.ts'
import { Stopped } from '../stopped.ts'

export const READ_FORMATS = ['text', 'json', 'sarif', 'github'] as const

interface Options {
  readonly as: 'report' | 'message'
  readonly format: (typeof READ_FORMATS)[number]
  readonly fix?: boolean
}

/** `countersign read`: what is understood of reports and commit messages, before anybody is judged by it. */
export const readCommand = (cli: Cli): Command =>
  new Command('read')
    .summary('show what is understood of a report or a commit message')
    .description(
      'Shows what is understood of reports and commit messages beside their lines, and what is not. Exit code 0 when there is no error, 1 when there is one.',
    )
    .argument('<input...>', 'files, commits by any name that git knows, "-" for standard input')
    .addOption(
      new Option('--as <kind>', 'what files and standard input hold')
        .choices(['report', 'message'])
        .default('report'),
    )
    .addOption(
      new Option('--format <format>', 'how to print it').choices(READ_FORMATS).default('text'),
    )
    .option('--fix', 'make the edits that the diagnostics propose, in the files')
    .addHelpText('after', EXAMPLES)
    .action(async (names: readonly string[], { as, format, fix = false }: Options) => {
      const { findInputs } = await import('../reading/inputs.ts')
      const { readInputs } = await import('../reading/read-inputs.ts')
      const { readText } = await import('../reading/read-text.ts')
      const terminal = cli.terminal()
      const kind = as === 'message' ? 'commit' : 'report'
      const { found, notes, problems } = await findInputs(terminal, names, kind)
      const other = fix ? found.find(({ file }) => file === null) : undefined
      if (other !== undefined) {
        throw new Stopped(`--fix changes files, and ${other.input} is none.`, 'Leave it out.')
      }
      const { readings, notes: changes } = await readInputs(terminal, found, fix)
      for (const note of [...notes, ...changes]) terminal.err(note)
      if (readings.length > 0) terminal.out(await readText(readings, format, terminal))
      for (const problem of problems) terminal.err(`countersign: ${problem}`)
      const { hasErrors } = await import('../../publish/reading.ts')
      cli.end(problems.length > 0 ? EXIT.wrong : readings.some(hasErrors) ? EXIT.red : EXIT.well)
    })

const EXAMPLES = `
Examples:
  countersign read REVIEW.md                 a report, before it is committed
  countersign read HEAD~1                    a commit's message
  countersign read - --as message < message  a message that is no commit's yet
  countersign read REVIEW.md --fix           what can be corrected by a program, corrected
  countersign read reviews/*.md --format json`
