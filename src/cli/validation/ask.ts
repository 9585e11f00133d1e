import { shown } from '../../publish/terminal/style.ts'
import type { Terminal } from '../terminal.ts'
import { inFull, type Planned } from './plan.ts'

/**
 * Asks for each command that only a report names, before any is run: a report is a stranger's, and so are its commands.
 * @returns why a command is not to be run, by the command
 */
export async function refusedOf(
  plan: readonly Planned[],
  terminal: Pick<Terminal, 'err' | 'confirm'>,
): Promise<ReadonlyMap<string, string>> {
  const refused = new Map<string, string>()
  for (const { command, from, unfit } of plan) {
    if (unfit !== null) refused.set(command, unfit)
    if (unfit !== null || from === 'policy') continue
    terminal.err(`${shown(from.report)} says that this was run:\n\n    ${inFull(command)}\n`)
    if (!(await terminal.confirm('Run it here?'))) refused.set(command, UNCONFIRMED)
  }
  return refused
}

const UNCONFIRMED = 'only a report names it, and nobody here said yes to it'
