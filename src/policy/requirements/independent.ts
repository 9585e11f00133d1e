import type { Answer } from '../assessment.ts'
import type { Judging } from '../judging.ts'
import type { Policy } from '../policy.ts'
import { objected } from './objected.ts'

/** Who approves, and who decides on blockers, did not write the code; and is heard here at all. */
export function independent({ approvals, ledger, facts, snapshot, policy }: Judging): Answer {
  const [dependent, distrusted] = [objected('independent'), objected('trust')]
  const disqualified = approvals.flatMap((approval) => {
    const because = distrusted(approval) ?? dependent(approval)
    return because === null ? [] : [`${approval.path}: disqualified because ${because}`]
  })
  const decided = ledger.blockers.flatMap(({ name, state, decisions }) => {
    if (state !== 'waived' && state !== 'deferred') return []
    const by = decisions.findLast(({ problem }) => problem === null)?.by ?? ''
    const code = facts.writers.codeBy({ name: by, email: '', date: '', login: by })
    return code === null ? [] : [`${name} was ${state} by ${by}, who wrote ${code.sha.slice(0, 7)}`]
  })
  const found = [...disqualified, ...decided]
  const looked = [
    ...approvals.map(({ path, by }) => `${path} by ${by}`),
    `${snapshot.commits.length} commits`,
  ]
  return {
    met: found.length === 0,
    looked: looked.join(', '),
    found: found.join('; ') || 'nobody judges their own work',
    next: found.length === 0 ? null : nextFor(disqualified.length > 0, policy),
  }
}

function nextFor(isReport: boolean, { reviewers: { people, teams } }: Policy): string {
  if (!isReport) return 'Let somebody who wrote no code here decide about it.'
  const listed = [...people, ...teams]
  const who =
    listed.length === 0
      ? 'somebody else, who may write here,'
      : `one of ${listed.join(', ')} who wrote no code here`
  return `Let ${who} review the head and commit the report in their own name.`
}
