import { supersedes } from '../approvals.ts'
import type { Answer } from '../assessment.ts'
import type { Judging } from '../judging.ts'
import { objected } from './objected.ts'

/** What was approved is what stands at the head: nothing but reports and ignored paths changed since. */
export function fresh({ approvals, snapshot }: Judging): Answer {
  const isStale = objected('fresh')
  const unfresh = approvals.filter(
    (approval) =>
      isStale(approval) !== null &&
      !approvals.some((other) => isStale(other) === null && supersedes(other, approval)),
  )
  const found = unfresh.map((approval) => `${approval.path} is stale: ${isStale(approval)}`)
  return {
    met: unfresh.length === 0,
    looked:
      approvals.length === 0
        ? 'no approval'
        : `${approvals.map(({ path }) => path).join(', ')} against the head ${snapshot.head.sha.slice(0, 7)}`,
    found:
      found.join('; ') ||
      (approvals.length === 0 ? 'nothing can be stale' : 'nothing but reports changed since'),
    next:
      unfresh.length === 0
        ? null
        : `Let ${unfresh.map(({ by }) => by).join(', ')} look at ${snapshot.head.sha.slice(0, 7)} and say so: "Reviewed commit: ${snapshot.head.sha.slice(0, 7)}".`,
  }
}
