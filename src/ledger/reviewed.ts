import type { Commit, Snapshot } from '../snapshot/snapshot.ts'
import type { Facts } from './facts.ts'
import type { StandingReport } from './ledger.ts'
import type { RoundRevision } from './rounds.ts'

/** What a report looked at: the reviewed head that it names, else what its own commit stands on. */
export interface Reviewed {
  /** The reviewed commit, null when the one that is named isn't there. */
  readonly head: string | null
  /** As the report writes it, null where it names none. */
  readonly named: string | null
  /** The commits of this pull request that it had before it. */
  readonly has: (sha: string) => boolean
  /** Commits that it saw, and that a force-push took away with what they changed. */
  readonly lost: readonly string[]
}

/** The end of "2117381..e10b4ad", or the one commit, as a report writes it. */
export const reviewedHeadOf = ({ report }: Pick<RoundRevision, 'report'>): string | null =>
  report.reviewedRange?.split('..').at(-1)?.replace(/^\./, '') || report.reviewedHead

/**
 * What a report reviewed, in commits of today. After a rebase those count that have the same patch, and after a
 * squash the one that leaves the same files; never one that only looks alike.
 */
export function reviewedBy(
  snapshot: Snapshot,
  facts: Facts,
  report: Pick<StandingReport, 'path' | 'commit' | 'report'>,
): Reviewed {
  const named = reviewedHeadOf(report)
  if (named === null) return unnamed(snapshot, facts, report)
  const found = facts.find(named)
  if (found.where === 'base') return { head: found.commit.sha, named, has: () => false, lost: [] }
  const start = found.where === 'pull' ? (found.was?.sha ?? found.commit.sha) : namedGone(found)
  const gone = start === null ? undefined : snapshot.dropped.find(({ sha }) => sha === start)
  if (gone !== undefined) {
    return { head: gone.sha, named, ...carriedAlong(snapshot, facts, gone) }
  }
  // Of a commit that isn't known to have been here only its patch can be told.
  if (found.where === 'pull' && found.was?.how !== 'author') {
    return {
      head: found.commit.sha,
      named,
      has: (sha) => facts.within(sha, found.commit.sha),
      lost: [],
    }
  }
  return { head: null, named, has: () => false, lost: [] }
}

/** A report that names no commit looked at what its own stands on; at what it stood on first, where it was rebased. */
function unnamed(
  snapshot: Snapshot,
  facts: Facts,
  { path, commit }: Pick<StandingReport, 'path' | 'commit'>,
): Reviewed {
  const blob = facts.commit(commit)?.files.find((file) => file.path === path)?.blob
  const first = snapshot.dropped.find(({ files }) =>
    files.some((file) => file.path === path && file.blob === blob),
  )
  const parent = (first ?? facts.commit(commit))?.parents[0] ?? ''
  const gone = snapshot.dropped.find(({ sha }) => sha === parent)
  if (gone === undefined) {
    return { head: parent, named: null, has: (sha) => facts.within(sha, parent), lost: [] }
  }
  return { head: parent, named: null, ...carriedAlong(snapshot, facts, gone) }
}

const namedGone = (found: ReturnType<Facts['find']>): string | null =>
  found.where === 'dropped' ? (found.commit?.sha ?? null) : null

function carriedAlong(
  { commits, dropped }: Snapshot,
  facts: Facts,
  gone: Commit,
): Pick<Reviewed, 'has' | 'lost'> {
  const present = new Set<string>()
  const lost: string[] = []
  for (const { sha } of commits) if (facts.within(sha, gone.sha)) present.add(sha)
  for (const before of dropped) {
    if (!facts.within(before.sha, gone.sha)) continue
    const now = facts.carried(before)
    if (now?.how === 'patch') present.add(now.commit.sha)
    if (now === null && !facts.onlyReports(before)) lost.push(before.sha)
  }
  const trees = new Set(sameCode(dropped, facts, gone).map(({ tree }) => tree))
  const squashed = commits.filter(({ tree }) => trees.has(tree))
  for (const whole of squashed) {
    for (const { sha } of commits) if (facts.within(sha, whole.sha)) present.add(sha)
  }
  return { has: (sha) => present.has(sha), lost: squashed.length > 0 ? [] : lost }
}

/** The commit and those behind it that changed nothing but reports. */
function sameCode(dropped: readonly Commit[], facts: Facts, gone: Commit): readonly Commit[] {
  const same = new Set([gone.sha])
  for (const commit of dropped) {
    const [parent] = commit.parents
    if (parent !== undefined && same.has(parent) && facts.onlyReports(commit)) same.add(commit.sha)
  }
  return dropped.filter(({ sha }) => same.has(sha))
}
