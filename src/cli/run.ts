import { CommanderError } from 'commander'
import { INVISIBLE } from '../publish/escape.ts'
import { EXIT } from './exit.ts'
import { programFor } from './program.ts'
import { Stopped } from './stopped.ts'
import type { Terminal } from './terminal.ts'

/**
 * Runs a command line.
 * @param words what stands after `countersign`
 * @returns the exit code
 */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = EXIT.well
  const program = programFor(terminal, (ended) => {
    code = ended
  })
  try {
    await program.parseAsync([...words], { from: 'user' })
    return code
  } catch (error) {
    // Help and version were asked for, and are printed already; so is what was wrong.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.well : EXIT.wrong
    if (error instanceof Stopped) {
      const text = error.next === null ? error.message : `${error.message}\n${error.next}`
      // It may name a branch, a file or what git said.
      terminal.err(`countersign: ${text.replaceAll(INVISIBLE, '')}`)
      return EXIT.wrong
    }
    throw error
  }
}
