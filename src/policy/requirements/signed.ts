import type { Answer } from '../assessment.ts'
import type { Judging } from '../judging.ts'
import { objected } from './objected.ts'

/** Approvals come in commits with a valid signature: anybody can write anybody's name into one without. */
export function signed({ approvals }: Judging): Answer {
  const unsigned = objected('signed')
  const found = approvals.flatMap((approval) => {
    const because = unsigned(approval)
    return because === null ? [] : [`${approval.path}: disqualified because ${because}`]
  })
  return {
    met: found.length === 0,
    looked:
      approvals.map(({ path, commit }) => `${path} in ${commit.slice(0, 7)}`).join(', ') ||
      'no approval',
    found:
      found.join('; ') ||
      (approvals.length === 0 ? 'nothing has to be signed' : 'each has a valid signature'),
    next:
      found.length === 0
        ? null
        : 'Commit the report again, signed ("git commit -S"), with a key that GitHub knows.',
  }
}
