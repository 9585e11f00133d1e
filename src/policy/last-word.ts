import type { StandingReport } from '../ledger/ledger.ts'
import type { JudgedApproval } from './approvals.ts'
import type { Assessment } from './assessment.ts'

/** What the reviewers said last: the standing report of the highest round, the newest where several are of one round. */
export interface LastWord {
  readonly report: StandingReport
  /** Where that report approves. */
  readonly approval: JudgedApproval | null
}

/** Null where no report stands. */
export function lastWord(
  { reports }: Pick<Assessment['ledger'], 'reports'>,
  approvals: readonly JudgedApproval[],
): LastWord | null {
  const report = reports
    .filter(({ removed }) => !removed)
    .reduce<StandingReport | null>(
      (last, one) => (last === null || one.round >= last.round ? one : last),
      null,
    )
  if (report === null) return null
  return { report, approval: approvals.find(({ path }) => path === report.path) ?? null }
}
