import { Command } from 'commander'
import type { InitOptions } from '../policy-draft/init-policy.ts'
import type { Cli } from '../program.ts'

/** `countersign init`: begins a repository's policy with what is to be found in it. */
export const initCommand = (cli: Cli): Command =>
  new Command('init')
    .summary('begin the policy file, fitted to this repository')
    .description(
      'Writes .github/countersign.yml: where this repository keeps its reviews, which CI job shows how a command really ended, and every other key in a comment, with its default and what it means. What isn’t sure is only suggested. A file that is there stays as it is (exit code 2).',
    )
    .option('--print', 'print it, and write nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (options: InitOptions) => {
      const { initPolicy } = await import('../policy-draft/init-policy.ts')
      await initPolicy(cli.terminal(), options)
    })

const EXAMPLES = `
Examples:
  countersign init                       write it, and say what was found
  countersign init --print               see it first
  countersign init --print | diff .github/countersign.yml -
                                         what it would be today, beside what it is`
