import type { Doubt } from '../../reading/edits.ts'
import type { Source } from '../../reading/source.ts'
import type { ValidationRun } from '../../reading/types.ts'
import type { Outline } from '../outline.ts'
import type { Discrepancy, Verdict } from '../report.ts'
import { runWanted } from './run-wanted.ts'

/** One command, different figures: 482 passed by the one, 550 by the other. */
export function findDiscrepancies(runs: readonly ValidationRun[]): readonly Discrepancy[] {
  return [...byCommand(runs)].flatMap(([about, same]) => {
    const counted = same.filter(({ passed }) => passed !== null)
    const figures = [...new Set(counted.map(({ passed }) => passed ?? 0))].sort((a, b) => a - b)
    return figures.length < 2 ? [] : [{ about, figures, lines: counted.map(({ line }) => line) }]
  })
}

/** An approval over a command that failed and that nobody says has passed since. */
export function approvedOverFailures(
  { outcome, line }: Pick<Verdict, 'outcome' | 'line'>,
  runs: readonly ValidationRun[],
  written: { readonly outline: Outline; readonly source: Source },
): readonly Doubt[] {
  if (outcome !== 'approve') return []
  return [...byCommand(runs)].flatMap(([command, same]): Doubt[] => {
    const last = [...same].sort((a, b) => a.line - b.line).at(-1)
    if (last?.outcome !== 'failed') return []
    const figures = [
      last.failed === null ? null : `${last.failed} failed`,
      last.passed === null ? null : `${last.passed} passed`,
    ].filter((figure) => figure !== null)
    const how = figures.length === 0 ? 'failed' : figures.join(', ')
    return [
      {
        code: 'approve-over-failures',
        severity: 'warning',
        line: last.line,
        message: `The verdict in line ${line} approves, and this command ended badly: ${how} (${command.slice(0, 80)}).`,
        next: `Run it again and add below how it ended, such as "\`${command.slice(0, 80)}\`: 12 passed". If it fails again, say why it may: the warning stays.`,
        changes: () => runWanted(last, written),
      },
    ]
  })
}

function byCommand(runs: readonly ValidationRun[]): ReadonlyMap<string, readonly ValidationRun[]> {
  const found = new Map<string, ValidationRun[]>()
  for (const run of runs) {
    const same = found.get(run.command)
    if (same === undefined) found.set(run.command, [run])
    else same.push(run)
  }
  return found
}
