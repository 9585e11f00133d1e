import { Argument, Command } from 'commander'
import type { Cli } from '../program.ts'

export const SHELLS = ['bash', 'zsh', 'fish'] as const

/** `countersign completion`: what a shell needs to complete our command lines. */
export const completionCommand = (cli: Cli): Command =>
  new Command('completion')
    .summary('print completions for a shell')
    .description(
      'Prints a script by which a shell completes commands, options, branches, files and the names of blockers.',
    )
    .addArgument(new Argument('<shell>', 'for which shell').choices(SHELLS))
    .addHelpText('after', HOW)
    .action(async (shell: (typeof SHELLS)[number], _options: object, command: Command) => {
      const { completionScript } = await import('../completion/completion-script.ts')
      if (command.parent !== null) cli.terminal().out(completionScript(shell, command.parent))
    })

const HOW = `
To install:
  bash   countersign completion bash > ~/.local/share/bash-completion/completions/countersign
  zsh    countersign completion zsh > _countersign     in a folder of your $fpath
  fish   countersign completion fish > ~/.config/fish/completions/countersign.fish

Or for this shell only:
  source <(countersign completion bash)`
