import { Command, InvalidArgumentError } from 'commander'
import type { Cli } from '../program.ts'

interface Options {
  readonly round?: number
  readonly base?: string
}

/** `countersign new`: the skeleton of the next review report. */
export const newCommand = (cli: Cli): Command =>
  new Command('new')
    .summary('begin a review report')
    .description(
      'Writes the skeleton of a review report: verdict, round, what was reviewed, the blockers of earlier rounds, and what the policy wants run. Whatever is left in braces keeps the check red.',
    )
    .argument(
      '[file]',
      'where to write it, - for standard output (default: REVIEW.md, REVIEW-R2.md, …)',
    )
    .option('--round <number>', 'which round (default: the one after the last)', roundOf)
    .option('--base <branch>', 'where the branch is to be merged')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, { round = null, base = null }: OptionsOrNull) => {
      const { writeNew } = await import('../new-report/write-new.ts')
      await writeNew(cli.terminal(), { file: file ?? null, round, base })
    })

type OptionsOrNull = { readonly [Key in keyof Options]: Options[Key] | null }

function roundOf(text: string): number {
  if (!/^[1-9]\d{0,3}$/u.test(text)) throw new InvalidArgumentError('A round is 1, 2, 3, …')
  return Number(text)
}

const EXAMPLES = `
Examples:
  countersign new                       REVIEW.md, or REVIEW-R2.md after a first round
  countersign new reviews/api.md        a file of your choice
  countersign new - --base release/2    print it`
