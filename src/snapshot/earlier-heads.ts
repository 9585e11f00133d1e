import { type History, MOST_COMMITS, parentsFirst } from './commits-between.ts'

import type { Revisions } from './report-revisions.ts'
import type { Commit, ReportRevision } from './snapshot.ts'
import { woven } from './woven-revisions.ts'

/** A branch that was rewritten more often than this since the pull request was opened is read that far back. */
const MOST_HEADS = 50

/** What force-pushes took away, and the reports' revisions with theirs put back where they were written. */
export interface TakenAway {
  /** Parents before children. */
  readonly dropped: readonly Commit[]
  readonly revisions: readonly ReportRevision[]
  readonly gaps: readonly string[]
  readonly unseen: readonly string[]
}

/** What is there now. */
export interface Present {
  readonly head: string
  readonly commits: readonly Commit[]
  readonly revisions: readonly ReportRevision[]
}

/** Where an earlier head's history comes from. */
export interface EarlierHeads {
  /** Null where it is gone for good. */
  readonly at: (
    sha: string,
  ) => Promise<{ readonly history: History; readonly read: Revisions } | null>
  /** Whether another pull request brought that commit into the base. */
  readonly isMerged: (sha: string) => Promise<boolean>
  /** Says that it is gone. */
  readonly unserved: (sha: string) => string
}

/**
 * The commits and reports that earlier heads of a branch had, and that it has no more. A report that was force-pushed
 * away still counts.
 * @param left the heads that were left behind, newest first
 */
export async function takenAway(
  left: readonly string[],
  { head, commits, revisions }: Present,
  earlier: EarlierHeads,
): Promise<TakenAway> {
  const known = new Set(commits.map(({ sha }) => sha))
  const gone = left.filter((sha) => !known.has(sha))
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
    if (dropped.size > MOST_COMMITS) {
      gaps.push(`force-pushes took away more than ${MOST_COMMITS} commits; older ones are not read`)
      break
    }
    const found = await earlier.at(sha)
    if (found === null) {
      unseen.push(earlier.unserved(sha))
      continue
    }
    const { history, read } = found
    gaps.push(...history.gaps, ...read.gaps)
    all = woven(await withoutMerged(read.revisions, all, earlier.isMerged), all)
    for (const commit of history.commits)
      if (!known.has(commit.sha)) dropped.set(commit.sha, commit)
  }
  return {
    dropped: inOrder(dropped),
    revisions: [...all, ...removedAt(head, all, dropped)],
    gaps,
    unseen,
  }
}

/** A report of which only earlier heads know is no longer there: at the head, it is removed. */
function removedAt(
  head: string,
  revisions: readonly ReportRevision[],
  dropped: ReadonlyMap<string, Commit>,
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
