import { reportPaths } from '../snapshot/report-paths.ts'
import type { Commit, Snapshot } from '../snapshot/snapshot.ts'
import { ancestry } from './ancestry.ts'
import { commitFinder, type Found } from './find-commit.ts'

/** What links are checked against: questions about one snapshot, each worked out once. */
export interface Facts {
  readonly find: (sha: string) => Found
  /** Whether a commit, of the pull request or of its base, was there before one of the pull request. */
  readonly wasBefore: (earlier: Commit | string, later: string) => boolean
  /** Whether a commit changes review reports and nothing else. Moving one elsewhere is no other change. */
  readonly onlyReports: (commit: Commit) => boolean
}

export function factsOf(snapshot: Snapshot): Facts {
  const own = new Map(snapshot.commits.map((commit) => [commit.sha, commit]))
  const within = ancestry(snapshot.commits)
  const isNamedSo = reportPaths(snapshot.reportPatterns)
  const revised = new Set(snapshot.revisions.map(({ path }) => path))
  const isReport = (path: string | null) => path !== null && (revised.has(path) || isNamedSo(path))
  return {
    find: remembered(commitFinder(snapshot)),
    wasBefore: (earlier, later) => {
      const sha = typeof earlier === 'string' ? earlier : earlier.sha
      if (typeof earlier === 'string' || own.has(sha)) return within(sha, later)
      return !isNewer(earlier, own.get(later))
    },
    onlyReports: remembered((commit: Commit) =>
      commit.files.every((file) => isReport(file.path) || isReport(file.previousPath)),
    ),
  }
}

/** By date, for a commit of the base. A rebase renews the committer's date and leaves the author's. */
const isNewer = (commit: Commit, review: Commit | undefined): boolean =>
  review === undefined || Date.parse(commit.committer.date) >= Date.parse(review.author.date)

function remembered<K, V>(work: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return (key) => {
    if (!known.has(key)) known.set(key, work(key))
    return known.get(key) as V
  }
}
