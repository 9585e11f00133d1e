import type { Asking } from './asking.ts'
import { parentsFirst } from './commits-between.ts'
import { commitBySha, compared } from './github-commits.ts'
import { fileAt } from './github-contents.ts'
import { revisionsOf } from './github-revisions.ts'
import { httpStatus } from './http-status.ts'
import { inTurns } from './in-turns.ts'
import type { Commit, Opened, ReportRevision } from './snapshot.ts'
import { woven } from './woven-revisions.ts'

/** A branch that was rewritten more often than this since the pull request was opened is read that far back. */
const MOST_HEADS = 50
const MOST_PAGES = 3

/** What force-pushes took away, and the reports' revisions with theirs put back where they were written. */
export interface Earlier {
  readonly dropped: readonly Commit[]
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
  const heads = await rewrittenHeads(asking, opened)
  if (heads === null) {
    const unseen = [
      'GitHub does not show whether this branch was force-pushed; reports that it had before are not known',
    ]
    return { dropped: [], revisions, gaps: [], unseen }
  }
  const known = new Set(commits.map(({ sha }) => sha))
  const gone = heads.filter((sha) => !known.has(sha))
  const gaps =
    gone.length > MOST_HEADS
      ? [
          `this branch was force-pushed ${gone.length} times, and no more than ${MOST_HEADS} earlier heads are read`,
        ]
      : []
  const unseen: string[] = []
  const dropped = new Map<string, Commit>()
  let all = revisions
  // The newest first: what an older head shares with it has its place already.
  for (const sha of gone.slice(0, MOST_HEADS)) {
    const listed = await historyOf(asking, opened, sha)
    if (listed === null) {
      unseen.push(`an earlier head, ${sha.slice(0, 7)}, is no longer served by GitHub`)
      continue
    }
    const history = await inTurns(listed, ({ sha: of }) => commitBySha(asking, opened.pull, of))
    const read = await revisionsOf(asking, opened.pull, patterns, history)
    gaps.push(...read.gaps)
    const own = await withoutMerged(asking, opened, read.revisions, revisions)
    all = woven(own, all)
    for (const commit of history) if (!known.has(commit.sha)) dropped.set(commit.sha, commit)
  }
  const removed = takenAway(all, dropped, opened.head.sha)
  return { dropped: inOrder(dropped), revisions: [...all, ...removed], gaps, unseen }
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

/** The heads that a force-push or a deletion of the branch left behind, newest first; null when GitHub doesn't say. */
async function rewrittenHeads(asking: Asking, opened: Opened): Promise<readonly string[] | null> {
  const [owner, repo] = (opened.head.repository ?? '').split('/')
  if (owner === undefined || repo === undefined) return null
  const heads: string[] = []
  try {
    let page = 0
    const pages = asking.octokit.paginate.iterator(asking.octokit.rest.repos.listActivities, {
      owner,
      repo,
      ref: `refs/heads/${opened.head.ref}`,
      per_page: 100,
    })
    for await (const { data } of pages) {
      for (const { activity_type: type, before, timestamp } of data) {
        if (timestamp < opened.createdAt) return heads
        if (type === 'force_push' || type === 'branch_deletion') heads.push(before)
      }
      if (++page === MOST_PAGES) break
    }
    return [...new Set(heads)]
  } catch (error) {
    // A private fork, or a server of one's own that has no such list.
    if ([403, 404, 422].includes(httpStatus(error) ?? 0)) return null
    throw error
  }
}

async function historyOf(asking: Asking, { pull, base }: Opened, sha: string) {
  const key = `${pull.owner}/${pull.repo} earlier head ${base.sha}...${sha}`
  const { between } = await asking.facts.get(key, async () => ({
    between: await compared(asking, pull, base.sha, sha),
  }))
  return between?.commits ?? null
}

/**
 * Without the reports that the base has by now, word for word: they came with another pull request, on which this
 * one stood before it was rebased.
 */
async function withoutMerged(
  asking: Asking,
  { pull, base }: Opened,
  earlier: readonly ReportRevision[],
  present: readonly ReportRevision[],
): Promise<readonly ReportRevision[]> {
  const here = new Set(present.map(({ path }) => path))
  const paths = [...new Set(earlier.map(({ path }) => path))].filter((path) => !here.has(path))
  const merged = new Set<string>()
  for (const path of paths) {
    const inBase = await fileAt(asking, pull.owner, pull.repo, path, base.sha)
    if (earlier.some((one) => one.path === path && one.blob === inBase?.blob)) merged.add(path)
  }
  return earlier.filter(({ path }) => !merged.has(path))
}
