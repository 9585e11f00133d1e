import type { Asking } from './asking.ts'
import type { Comment, Opened } from './snapshot.ts'

/** A line that may be a command; whether it is one is read later. */
const COMMAND = /^\s{0,3}\/[a-z]/imu

/** The comments that may hold a command, oldest first. A pull request without comments isn't asked about any. */
export async function commentsOf(
  { octokit }: Asking,
  { pull, commentCount }: Opened,
): Promise<readonly Comment[]> {
  if (commentCount === 0) return []
  const comments = await octokit.paginate(octokit.rest.issues.listComments, {
    owner: pull.owner,
    repo: pull.repo,
    issue_number: pull.number,
    per_page: 100,
  })
  return comments.flatMap(({ id, user, body, created_at, updated_at, html_url }) =>
    COMMAND.test(body ?? '')
      ? [
          {
            id,
            author: user?.login ?? null,
            isBot: user?.type === 'Bot',
            body: body ?? '',
            createdAt: created_at,
            edited: updated_at !== created_at,
            url: html_url,
          },
        ]
      : [],
  )
}
