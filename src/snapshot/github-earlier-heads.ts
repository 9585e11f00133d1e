import type { Asking } from './asking.ts'
import type { History } from './commits-between.ts'
import { type TakenAway, takenAway } from './earlier-heads.ts'
import { commitsOf } from './github-commits.ts'
import { revisionsOf } from './github-revisions.ts'
import { httpStatus, isHidden } from './http-status.ts'
import type { Commit, Opened, Push, ReportRevision } from './snapshot.ts'

const MOST_PAGES = 30
/** What force-pushes took away, and when the branch came to which head. */
export interface Earlier extends TakenAway {
  readonly pushes: readonly Push[]
}

/**
 * The commits that earlier heads of this pull request had: GitHub keeps a list of what moved its branch, and serves
 * the commits for a long time. A report that was force-pushed away still counts.
 * The list is asked for only where it can tell something: after a force-push, or where a command was given before we
 * saw the head that is there now.
 * @see https://docs.github.com/rest/repos/repos#list-repository-activities
 */
export async function earlierHeads(
  asking: Asking,
  opened: Opened,
  patterns: readonly string[],
  { rewrites, moves: wanted }: Moved,
  commits: readonly Commit[],
  revisions: readonly ReportRevision[],
): Promise<Earlier> {
  if (rewrites === 0 && Array.isArray(wanted)) {
    return { dropped: [], pushes: wanted, revisions, gaps: [], unseen: [] }
  }
  const moves = await keptMoves(asking, opened, rewrites)
  if (moves === null) {
    const unseen = [
      'GitHub does not show whether this branch was force-pushed; reports that it had before are not known',
    ]
    return { dropped: [], pushes: [], revisions, gaps: [], unseen }
  }
  const { pushes, left } = moves
  const present = { head: opened.head.sha, commits, revisions }
  const taken = await takenAway(left, present, {
    at: async (sha) => {
      const history = await historyOf(asking, opened, sha)
      if (history === null) return null
      return { history, read: await revisionsOf(asking, opened.pull, patterns, history.commits) }
    },
    isMerged: mergedBefore(asking, opened),
    unserved: (sha) => `an earlier head, ${sha.slice(0, 7)}, is no longer served by GitHub`,
  })
  return { ...taken, pushes }
}

/** What is known of how the branch moved, without its list. */
export interface Moved {
  /** How often it was force-pushed, deleted or restored. */
  readonly rewrites: number
  /** When it came to which head, as far as anybody asks; `'ask'` where only the list can tell. */
  readonly moves: readonly Push[] | 'ask'
}

/**
 * The list of moves, remembered by the head that it ends at: a branch comes back to a head that it had only by being
 * rewritten.
 */
async function keptMoves(asking: Asking, opened: Opened, rewrites: number): Promise<Moves | null> {
  const { pull, head } = opened
  const key = `${pull.owner}/${pull.repo}#${pull.number} moves ${head.ref} ${head.sha} ${rewrites}`
  const known = await asking.facts.known<Moves>(key)
  if (known !== null) return known
  const moves = await movesOf(asking, opened)
  // GitHub's list may be a moment behind.
  if (moves?.pushes[0]?.head === head.sha) asking.facts.keep(key, moves)
  return moves
}

interface Moves {
  readonly pushes: readonly Push[]
  /** The heads that a force-push or a deletion of the branch left behind, newest first. */
  readonly left: readonly string[]
}

/** How the branch moved since the pull request was opened; null when GitHub doesn't say. */
async function movesOf(asking: Asking, opened: Opened): Promise<Moves | null> {
  const [owner, repo] = (opened.head.repository ?? '').split('/')
  if (owner === undefined || repo === undefined) return null
  const left = new Set<string>()
  const pushes: Push[] = []
  try {
    let page = 0
    const pages = asking.octokit.paginate.iterator(asking.octokit.rest.repos.listActivities, {
      owner,
      repo,
      ref: `refs/heads/${opened.head.ref}`,
      per_page: 100,
    })
    for await (const { data } of pages) {
      for (const { activity_type: type, before, after, timestamp } of data) {
        pushes.push({ at: timestamp, head: after })
        if (timestamp < opened.createdAt) return { pushes, left: [...left] }
        if (type === 'force_push' || type === 'branch_deletion') left.add(before)
      }
      if (++page === MOST_PAGES) break
    }
    return { pushes, left: [...left] }
  } catch (error) {
    if (isHidden(error)) return null
    throw error
  }
}

/** The history of an earlier head; null when GitHub no longer has that commit. */
async function historyOf(
  asking: Asking,
  { pull, base }: Opened,
  sha: string,
): Promise<History | null> {
  const key = `${pull.owner}/${pull.repo} earlier head ${base.sha}...${sha}`
  const { isGone } = await asking.facts.get(key, async () => {
    try {
      await commitsOf(asking, pull, base.sha, sha)
      return { isGone: false }
    } catch (error) {
      // What can't be compared was walked, and so is not there if that can't be done either.
      if ([404, 409, 422].includes(httpStatus(error) ?? 0)) return { isGone: true }
      throw error
    }
  })
  return isGone ? null : commitsOf(asking, pull, base.sha, sha)
}

/**
 * Tells whether another pull request brought a commit into the base, if only squashed; remembered until the base moves,
 * as nothing is merged without that.
 */
function mergedBefore(
  { octokit, facts }: Asking,
  { pull: { owner, repo, number }, base }: Opened,
): (sha: string) => Promise<boolean> {
  const ask = async (sha: string): Promise<boolean> => {
    try {
      const { data } = await octokit.rest.repos.listPullRequestsAssociatedWithCommit({
        owner,
        repo,
        commit_sha: sha,
        per_page: 100,
      })
      return data.some(
        (one) => one.number !== number && one.merged_at !== null && one.base.ref === base.ref,
      )
    } catch (error) {
      if ([404, 409, 422].includes(httpStatus(error) ?? 0)) return false
      throw error
    }
  }
  return async (sha) => {
    const key = `${owner}/${repo}#${number} merged before ${base.sha} ${sha}`
    return (await facts.get(key, async () => ({ was: await ask(sha) }))).was
  }
}
