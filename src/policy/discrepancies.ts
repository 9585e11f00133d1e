import { type JudgedRun, toldAt } from './runs.ts'

/** Two figures for one command on the same code: 482 tests here, 550 there. */
export interface Discrepancy {
  readonly command: string
  readonly told: readonly { readonly passed: number; readonly at: string }[]
}

/** Commands that different reports or commits tell with different figures, of the same code. */
export function discrepanciesIn(runs: readonly JudgedRun[]): readonly Discrepancy[] {
  const byCommand = new Map<string, Map<number, string>>()
  for (const run of runs) {
    if (!run.onLastCode || run.passed === null) continue
    const figures = byCommand.get(run.command) ?? new Map<number, string>()
    if (!figures.has(run.passed)) figures.set(run.passed, toldAt(run))
    byCommand.set(run.command, figures)
  }
  return [...byCommand]
    .filter(([, figures]) => figures.size > 1)
    .map(([command, figures]) => ({
      command,
      told: [...figures].map(([passed, at]) => ({ passed, at })),
    }))
}
