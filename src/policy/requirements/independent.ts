import type { Answer } from '../assessment.ts'
import type { Judging } from '../judging.ts'
import { objected } from './objected.ts'

/** Who approves, and who decides on blockers, did not write the code; and is heard here at all. */
export function independent({ approvals, ledger, facts, snapshot }: Judging): Answer {
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
    next:
      found.length === 0
        ? null
        : 'Let somebody else, who may write here, review the head and commit the report in their own name.',
  }
}
