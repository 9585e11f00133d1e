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

/** The files by which a commit changes what was reviewed: no reports, no ignored paths, nothing that a merge only brings. */
export function reviewedFiles(
  facts: Facts,
  { ignore }: Policy,
): (commit: Commit) => readonly string[] {
  const isIgnored = anyGlob(ignore)
  return ({ files }) =>
    files
      .filter(({ path, brought }) => !brought && !facts.isReport(path) && !isIgnored(path))
      .map(({ path }) => path)
}
