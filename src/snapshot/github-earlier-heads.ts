import type { Asking } from './asking.ts'
import { parentsFirst } from './commits-between.ts'
import { commitsOf, type History } from './github-commits.ts'
import { revisionsOf } from './github-revisions.ts'
import { httpStatus, isHidden } from './http-status.ts'
import type { Commit, Opened, Push, ReportRevision } from './snapshot.ts'
import { woven } from './woven-revisions.ts'

/** A branch that was rewritten more often than this since the pull request was opened is read that far back. */
const MOST_HEADS = 50
const MOST_PAGES = 30
/** As many commits as a pull request itself may have. */
const MOST_COMMITS = 3_000

/** What force-pushes took away, and the reports' revisions with theirs put back where they were written. */
export interface Earlier {
  readonly dropped: readonly Commit[]
  readonly pushes: readonly Push[]
  readonly revisions: readonly ReportRevision[]
  readonly gaps: readonly string[]
  readonly unseen: readonly string[]
}

/**
 * The commits that earlier heads of this pull request had: GitHub keeps a list of what moved its branch, and serves
 * the commits for a long time. A report that was force-pushed away still counts.
 * @see https://docs.github.com/rest/repos/repos#list-repository-activities
 */
export async function earlierHeads(
  asking: Asking,
  opened: Opened,
  patterns: readonly string[],
  commits: readonly Commit[],
  revisions: readonly ReportRevision[],
): Promise<Earlier> {
  const moves = await movesOf(asking, opened)
  if (moves === null) {
    const unseen = [
      'GitHub does not show whether this branch was force-pushed; reports that it had before are not known',
    ]
    return { dropped: [], pushes: [], revisions, gaps: [], unseen }
  }
  const known = new Set(commits.map(({ sha }) => sha))
  const gone = moves.left.filter((sha) => !known.has(sha))
  const gaps =
    gone.length > MOST_HEADS
      ? [
          `this branch was force-pushed ${gone.length} times, and no more than ${MOST_HEADS} earlier heads are read`,
        ]
      : []
  const unseen: string[] = []
  const dropped = new Map<string, Commit>()
  const isMerged = mergedBefore(asking, opened)
  let all = revisions
  // The newest first: what an older head shares with it has its place already.
  for (const sha of gone.slice(0, MOST_HEADS)) {
    if (dropped.size > MOST_COMMITS) {
      gaps.push(`force-pushes took away more than ${MOST_COMMITS} commits; older ones are not read`)
      break
    }
    const history = await historyOf(asking, opened, sha)
    if (history === null) {
      unseen.push(`an earlier head, ${sha.slice(0, 7)}, is no longer served by GitHub`)
      continue
    }
    const read = await revisionsOf(asking, opened.pull, patterns, history.commits)
    gaps.push(...history.gaps, ...read.gaps)
    const own = await withoutMerged(read.revisions, all, isMerged)
    all = woven(own, all)
    for (const commit of history.commits)
      if (!known.has(commit.sha)) dropped.set(commit.sha, commit)
  }
  const removed = takenAway(all, dropped, opened.head.sha)
  const { pushes } = moves
  return { dropped: inOrder(dropped), pushes, revisions: [...all, ...removed], gaps, unseen }
}

/** A report of which only earlier heads know is no longer there: at the head, it is removed. */
function takenAway(
  revisions: readonly ReportRevision[],
  dropped: ReadonlyMap<string, Commit>,
  head: string,
): readonly ReportRevision[] {
  const last = new Map(revisions.map((revision) => [revision.path, revision]))
  return [...last.values()]
    .filter(({ commit, text }) => dropped.has(commit) && text !== null)
    .map(({ path }) => ({ path, previousPath: null, commit: head, blob: null, text: null }))
}

/** Parents before children, whichever head they belong to. */
const inOrder = (dropped: ReadonlyMap<string, Commit>): readonly Commit[] => {
  const sorted = new Map<string, Commit>()
  for (const sha of dropped.keys()) {
    for (const commit of parentsFirst(dropped, sha)) sorted.set(commit.sha, commit)
  }
  return [...sorted.values()]
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
  const { history } = await asking.facts.get(key, async () => {
    try {
      return { history: await commitsOf(asking, pull, base.sha, sha) }
    } catch (error) {
      // What can't be compared was walked, and so is not there if that can't be done either.
      if ([404, 409, 422].includes(httpStatus(error) ?? 0)) return { history: null }
      throw error
    }
  })
  return history
}

/**
 * Without the reports of other pull requests, on one of which this one stood until that was merged and this one was
 * rebased: they were judged there. That the base has the same text by now proves nothing, anybody can copy it.
 */
async function withoutMerged(
  earlier: readonly ReportRevision[],
  present: readonly ReportRevision[],
  isMerged: (sha: string) => Promise<boolean>,
): Promise<readonly ReportRevision[]> {
  const isKnown = ({ path, blob }: ReportRevision) =>
    present.some((one) => one.path === path && one.blob === blob)
  const left: ReportRevision[] = []
  for (const one of earlier) if (isKnown(one) || !(await isMerged(one.commit))) left.push(one)
  return left
}

/** Tells whether another pull request brought a commit into the base, if only squashed; asks once for each. */
function mergedBefore(
  { octokit }: Asking,
  { pull: { owner, repo, number }, base }: Opened,
): (sha: string) => Promise<boolean> {
  const known = new Map<string, boolean>()
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
    const answer = known.get(sha) ?? (await ask(sha))
    known.set(sha, answer)
    return answer
  }
}
