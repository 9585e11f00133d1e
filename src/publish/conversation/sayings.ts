import type { Assessment } from '../../policy/assessment.ts'
import type { Octokit } from '../../snapshot/asking.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import type { Addresses } from '../addresses.ts'
import type { Saying } from '../say.ts'
import { answersTo, asksForReview, unanswered } from './answers.ts'
import { askReviewers } from './ask-reviewers.ts'
import { stateSayings } from './state-comment.ts'

/**
 * Everything that there is to say in the conversation after an assessment: the comment with the state, and the answers
 * to commands. After most assessments there is nothing. Whoever is to review again is asked for it at once.
 */
export async function sayingsOf(
  octokit: Octokit,
  snapshot: Snapshot,
  assessment: Assessment,
  addresses: Addresses | null,
): Promise<readonly Saying[]> {
  const { asked } = assessment.ledger
  const isAsked = asked !== null && unanswered(snapshot, assessment).some(asksForReview)
  const notAsked = isAsked ? await askReviewers(octokit, snapshot.pull, asked) : []
  return [
    ...stateSayings(snapshot, assessment, addresses),
    ...answersTo(snapshot, assessment, notAsked),
  ]
}
