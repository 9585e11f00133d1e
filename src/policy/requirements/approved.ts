import type { Answer } from '../assessment.ts'
import type { Judging } from '../judging.ts'

/** Enough approving reports that count, and none that blocks. */
export function approved({ approvals, policy, ledger }: Judging): Answer {
  const counting = approvals.filter(({ counts }) => counts)
  const blocking = ledger.reports.filter(
    ({ path, removed, verdict, round }) =>
      !removed &&
      verdict.outcome === 'block' &&
      !counting.some((approval) => approval.path === path || approval.round > round),
  )
  const wanted = policy.approvals
  const met = counting.length >= wanted && blocking.length === 0
  const discounted = approvals.filter(({ counts }) => !counts)
  const found = [
    `${counting.length} of ${wanted} approvals`,
    ...blocking.map(({ path }) => `${path} blocks`),
    ...discounted.map(
      ({ path, objections }) =>
        `${path} does not count: ${objections.map(({ because }) => because).join('; ')}`,
    ),
  ]
  return {
    met,
    looked: ledger.reports.map(({ path }) => path).join(', ') || 'no report',
    found: found.join('; '),
    next: met
      ? null
      : `Let a reviewer look at the head and commit a report that approves: "Verdict: approve", in a new round.`,
  }
}
