import { reportPaths } from '../snapshot/report-paths.ts'
import type { Commit, Snapshot } from '../snapshot/snapshot.ts'
import { type Carried, carriedInto } from './carried.ts'
import { commitFinder, type Found } from './find-commit.ts'
import { type Order, order, type WasBefore } from './order.ts'
import { reverts } from './reverts.ts'
import { sameFiles } from './same-file.ts'
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
  readonly sameFile: (cited: string, path: string) => boolean
  readonly revertedBy: (commit: Commit) => Commit | null
  /** Why what a commit says doesn't count here; null where it does. */
  readonly distrusted: (commit: Commit) => string | null
  readonly writers: Writers
}

export function factsOf(snapshot: Snapshot): Facts {
  const { commits, dropped, elsewhere } = snapshot
  const known = new Map([...dropped, ...commits].map((commit) => [commit.sha, commit]))
  const carried = remembered(carriedInto(commits))
  const { wasBefore, within } = order(commits, dropped, elsewhere, carried)
  const isNamedSo = reportPaths(snapshot.reportPatterns)
  const revised = new Set(snapshot.revisions.map(({ path }) => path))
  const isReport = remembered((path: string) => revised.has(path) || isNamedSo(path))
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
    sameFile: sameFiles([...dropped, ...commits]),
    revertedBy: reverts(commits, wasBefore, isReport),
    distrusted: remembered(distrust(snapshot)),
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
