import type { ReviewAsked } from '../../ledger/ledger.ts'
import type { Octokit } from '../../snapshot/asking.ts'
import { httpStatus, isHidden } from '../../snapshot/http-status.ts'
import type { PullRef } from '../../snapshot/snapshot.ts'
import type { NotAsked } from './answers.ts'

/** Asks the writers of the reports for a review, one by one: GitHub refuses all of a request for one who can't be asked. */
export async function askReviewers(
  octokit: Octokit,
  { owner, repo, number }: PullRef,
  { logins }: ReviewAsked,
): Promise<NotAsked> {
  const refused: NotAsked[number][] = []
  for (const login of logins.slice(0, MOST)) {
    try {
      await octokit.rest.pulls.requestReviewers({
        owner,
        repo,
        pull_number: number,
        reviewers: [login],
      })
    } catch (error) {
      if (!isHidden(error)) throw error
      refused.push({ login, why: WHY[httpStatus(error) ?? 0] ?? 'it refused.' })
    }
  }
  return refused
}

/** GitHub asks 15 for a review at most. */
const MOST = 15

const WHY: Readonly<Record<number, string>> = {
  403: 'the App has no write access to pull requests here.',
  422: 'they are no collaborator.',
}
