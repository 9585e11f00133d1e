import { reportPaths } from '../snapshot/report-paths.ts'
import type { Commit, FileChange, Snapshot } from '../snapshot/snapshot.ts'
import { type Carried, carriedInto } from './carried.ts'
import { commitFinder, type Found } from './find-commit.ts'
import { type Order, order, type WasBefore } from './order.ts'
import { reverts } from './reverts.ts'
import { filesCited } from './same-file.ts'
import { distrust } from './trust.ts'
import { type Writers, writersIn } from './writers.ts'

/** What links and approvals are checked against: questions about one snapshot, each worked out once. */
export interface Facts {
  readonly find: (sha: string) => Found
  /** A commit of this pull request, of today or of before a force-push, by its whole hash. */
  readonly commit: (sha: string) => Commit | undefined
  readonly wasBefore: WasBefore
  /** Whether one commit stands on the other, or is it. */
  readonly within: Order['within']
  /** What became of a commit that was force-pushed away. */
  readonly carried: (gone: Commit) => Carried | null
  readonly isReport: (path: string) => boolean
  /** Whether a commit changes review reports and nothing else. Moving one elsewhere is no other change. */
  readonly onlyReports: (commit: Commit) => boolean
  /** The file that a commit changes and that a path means, under whatever name. */
  readonly fileCited: (commit: Commit, cited: string) => FileChange | undefined
  readonly revertedBy: (commit: Commit) => Commit | null
  /** Why what a commit says doesn't count here; null where it does. */
  readonly distrusted: (commit: Commit) => string | null
  readonly writers: Writers
  /** The head that the branch had at a time of GitHub's clock; null where that isn't known. */
  readonly headAt: (time: string) => string | null
}

export function factsOf(snapshot: Snapshot): Facts {
  const { commits, dropped, elsewhere, pushes } = snapshot
  const known = new Map([...dropped, ...commits].map((commit) => [commit.sha, commit]))
  const carried = remembered(carriedInto(commits, dropped))
  const { wasBefore, within } = order(commits, dropped, elsewhere, carried)
  const isReport = remembered(reportPaths(snapshot.reportPatterns))
  const onlyReports = remembered((commit: Commit) =>
    commit.files.every((file) => isReport(file.path) || isReport(file.previousPath ?? '')),
  )
  return {
    find: remembered(commitFinder(snapshot, carried)),
    commit: (sha) => known.get(sha),
    wasBefore,
    within,
    carried,
    isReport,
    onlyReports,
    fileCited: filesCited([...dropped, ...commits]),
    revertedBy: reverts(commits, wasBefore, isReport),
    distrusted: remembered(distrust(snapshot)),
    headAt: (time) => {
      const before = pushes.find(({ at }) => Date.parse(at) <= Date.parse(time))
      return before !== undefined && known.has(before.head) ? before.head : null
    },
    writers: writersIn(snapshot, onlyReports, carried),
  }
}

function remembered<K, V>(work: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return (key) => {
    if (!known.has(key)) known.set(key, work(key))
    return known.get(key) as V
  }
}
