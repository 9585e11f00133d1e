import type { Assessment } from '../../policy/assessment.ts'
import type { Octokit } from '../../snapshot/asking.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import type { Addresses } from '../addresses.ts'
import { answersTo, asksForReview, unanswered } from './answers.ts'
import { askReviewers } from './ask-reviewers.ts'
import { say } from './say.ts'
import { stateSayings } from './state-comment.ts'

/**
 * Everything that we say in the conversation after an assessment: the comment with the state, and the answers to
 * commands. Most assessments have nothing to say, and ask nothing of GitHub.
 * @returns what GitHub refused, each a sentence of GitHub's
 */
export async function speak(
  octokit: Octokit,
  snapshot: Snapshot,
  assessment: Assessment,
  addresses: Addresses | null,
): Promise<readonly string[]> {
  const { asked } = assessment.ledger
  const isAsked = asked !== null && unanswered(snapshot, assessment).some(asksForReview)
  const notAsked = isAsked ? await askReviewers(octokit, snapshot.pull, asked) : []
  return say(octokit, snapshot.nodeId, [
    ...stateSayings(snapshot, assessment, addresses),
    ...answersTo(snapshot, assessment, notAsked),
  ])
}
