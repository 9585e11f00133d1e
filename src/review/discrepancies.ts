import type { ValidationRun } from '../reading/types.ts'
import type { Discrepancy } from './report.ts'

/** One command, different figures: 482 passed by the one, 550 by the other. */
export function findDiscrepancies(runs: readonly ValidationRun[]): readonly Discrepancy[] {
  const commands = [...new Set(runs.map(({ command }) => command))]
  return commands.flatMap((about) => {
    const counted = runs.filter(({ command, passed }) => command === about && passed !== null)
    const figures = [...new Set(counted.map(({ passed }) => passed ?? 0))].sort((a, b) => a - b)
    return figures.length < 2 ? [] : [{ about, figures, lines: counted.map(({ line }) => line) }]
  })
}
