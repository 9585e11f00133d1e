import type { Command } from 'commander'
import type { SHELLS } from '../commands/completion.ts'
import { bashScript } from './bash.ts'
import { wordsOf } from './command-words.ts'
import { fishScript } from './fish.ts'
import { zshScript } from './zsh.ts'

/** The completions of all commands of a program, for a shell. */
export const completionScript = (shell: (typeof SHELLS)[number], program: Command): string =>
  WRITERS[shell](wordsOf(program))

const WRITERS = { bash: bashScript, zsh: zshScript, fish: fishScript }
