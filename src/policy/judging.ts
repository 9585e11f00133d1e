import type { Facts } from '../ledger/facts.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { anyGlob } from '../snapshot/glob.ts'
import type { Commit, Snapshot } from '../snapshot/snapshot.ts'
import type { JudgedApproval } from './approvals.ts'
import type { Policy } from './policy.ts'
import type { Ruling } from './ruling.ts'
import type { JudgedRun } from './runs.ts'

/** What every requirement may look at. */
export interface Judging {
  readonly snapshot: Snapshot
  readonly facts: Facts
  readonly ledger: Ledger
  readonly ruling: Ruling
  readonly policy: Policy
  readonly approvals: readonly JudgedApproval[]
  readonly runs: readonly JudgedRun[]
}

/**
 * The files by which a commit changes what was reviewed: no reports, no ignored paths, and of a merge with the base
 * nothing that it only brings and this branch never changed. What a merge of the branch with itself leaves out can't be
 * told from its files, so that all of it counts.
 */
export function reviewedFiles(
  { commits }: Snapshot,
  facts: Facts,
  { ignore }: Policy,
): (commit: Commit) => readonly string[] {
  const isIgnored = anyGlob(ignore)
  const counts = (path: string) => !facts.isReport(path) && !isIgnored(path)
  const own = new Set(commits.map(({ sha }) => sha))
  const changed = new Set(
    commits
      .filter(({ parents }) => parents.length === 1)
      .flatMap(({ files }) => files.map(({ path }) => path)),
  )
  /** What one side changed that the other hasn't. */
  const besides = (side: string, other = '') =>
    commits
      .filter(({ sha }) => facts.within(sha, side) && !facts.within(sha, other))
      .flatMap((commit) => commit.files)
  return ({ files, parents }) => {
    const touched = files
      .filter(({ path, brought }) => !brought || changed.has(path))
      .flatMap(({ path, previousPath }) => (previousPath === null ? [path] : [path, previousPath]))
    const merged = parents
      .slice(1)
      .flatMap((other) => (own.has(other) ? besides(other, parents[0]) : []))
    return [...new Set([...touched, ...merged.map(({ path }) => path)])].filter(counts)
  }
}
