import { Command, Option } from 'commander'
import type { Cli } from '../program.ts'
import type { RunOptions } from '../validation/run-validation.ts'

/** `countersign run`: runs what the policy or a report names, and writes down honestly how it ended. */
export const runCommand = (cli: Cli): Command =>
  new Command('run')
    .summary('run the validation commands, and write down how they ended')
    .description(
      'Runs, in the root of the clone, the commands that the policy of the base branch lists under "validation" and "corroborate", and those that a report of this branch says were run. Each of the latter is asked for first, and is not run where nobody can answer. Then prints a section for a report: which commit, which commands, how each ended. Exit code 0 when all passed, 1 when one failed or was not run.',
    )
    .option(
      '--base <branch>',
      'where it is to be merged, and whose policy counts (default: the remote’s default branch, else main or master)',
    )
    .addOption(
      new Option(
        '--as <role>',
        'who runs them (default: coder if you wrote code on this branch, else reviewer)',
      ).choices(['coder', 'reviewer']),
    )
    .option('--policy', 'only what the policy lists, nothing that a report names')
    .option(
      '--write <file>',
      'put the section into that report, in the place of the one from an earlier run',
    )
    .addHelpText('after', EXAMPLES)
    .action(async (options: RunOptions) => {
      const { runValidation } = await import('../validation/run-validation.ts')
      cli.end(await runValidation(cli.terminal(), options))
    })

const EXAMPLES = `
Examples:
  countersign run                           run them, print the section to paste
  countersign run --as reviewer --write REVIEW.md
                                            … or have it written into the report
  countersign run --policy > ../run.md      in CI: only what the base's policy lists; outside of the
                                            clone, as a new file in it would make it unclean`
