import { plainText } from '../../publish/escape.ts'
import type { Style } from '../../publish/terminal/style.ts'
import type { Terminal } from '../terminal.ts'
import { isStill, newlyDiffering, type Tree } from '../tree.ts'
import { inFull, type Planned } from './plan.ts'
import { runInShell } from './run-in-shell.ts'
import { type Entry, endOf, outcomeOf } from './section.ts'

/** What is run, where, and what is known of that place before. */
export interface Course {
  readonly plan: readonly Planned[]
  /** Why a command of the plan is not to be run, by the command. */
  readonly refused: ReadonlyMap<string, string>
  readonly root: string
  readonly first: Tree
  readonly look: () => Promise<Tree>
}

/**
 * Runs one command after the other. On standard error, somebody who watches sees all that they print; else only the
 * last lines of those that fail. Ctrl-C stops the one that is running, and those behind it are not begun.
 */
export async function runAll(
  { plan, refused, root, first, look }: Course,
  terminal: Terminal,
  style: Style,
): Promise<readonly Entry[]> {
  const stopping = new AbortController()
  const stop = (): void => {
    if (!stopping.signal.aborted) terminal.err('Stopping…')
    stopping.abort()
  }
  for (const name of SIGNALS) process.on(name, stop)
  try {
    const entries: Entry[] = []
    let before = first
    const running = plan.filter(({ command }) => !refused.has(command)).length
    for (const { command } of plan) {
      const why =
        refused.get(command) ?? (stopping.signal.aborted ? 'stopped before it began' : null)
      if (why !== null) {
        entries.push({ command, ran: null, whyNot: why, onHead: false, left: [] })
        terminal.err(`${style.doubtful('–')} ${inFull(command)}: not run, ${why}`)
        continue
      }
      const at = entries.filter(({ ran }) => ran !== null).length + 1
      terminal.err(style.bold(`[${at}/${running}] ${inFull(command)}`))
      const ran = await runInShell(command, {
        folder: root,
        stop: stopping.signal,
        onLine: terminal.isWatched ? terminal.err : () => {},
      })
      const now = await look()
      const left = newlyDiffering(before, now)
      const entry = { command, ran, whyNot: null, onHead: isStill(first, before), left }
      entries.push(entry)
      sayHow(entry, terminal, style)
      before = now
    }
    return entries
  } finally {
    for (const name of SIGNALS) process.off(name, stop)
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

function sayHow(entry: Entry, terminal: Terminal, style: Style): void {
  const outcome = outcomeOf(entry)
  const failed = entry.ran?.ending.how !== 'exited' || entry.ran.ending.status !== 0
  if (failed && !terminal.isWatched) {
    for (const line of entry.ran?.lastLines ?? []) terminal.err(`  │ ${plainText(line, 300)}`)
  }
  const sign =
    outcome === 'passed' ? style.good('✓') : failed ? style.bad('✗') : style.doubtful('!')
  terminal.err(`${sign} ${plainText(endOf(entry), 1_000)}`)
}
