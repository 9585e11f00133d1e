/** `countersign/assess`: what becomes of a pull request, or of a branch of a clone. */
import { read as readWith } from '../assess/assess.ts'
import { assessClone as judgeClone } from '../assess/assess-clone.ts'
import type { Branch, NotAssessed } from '../assess/branch.ts'
import type { Readings } from '../ledger/ledger.ts'
import type { Assessment } from '../policy/assessment.ts'
import { startReader } from '../reader/reader.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'

export { assess } from '../assess/assess.ts'
export type { Branch, NotAssessed } from '../assess/branch.ts'
export type {
  Blocker,
  BlockerState,
  Ledger,
  Link,
  LinkProblem,
  Readings,
  StandingReport,
} from '../ledger/ledger.ts'
export type { Assessment, Requirement } from '../policy/assessment.ts'
export type { Policy } from '../policy/policy.ts'
export type { Commit, FileChange, ReportRevision, Snapshot } from '../snapshot/snapshot.ts'

/** The facts of a branch, and the answer about it. */
export interface AssessedClone {
  readonly ok: true
  /** Plain data: `assess(snapshot, await read(snapshot))` gives the same answer anywhere. */
  readonly snapshot: Snapshot
  readonly assessment: Assessment
}

/**
 * Assesses a branch of a clone, as `countersign check` does. It runs `git`, which reaches no network and changes
 * nothing.
 * @returns where there is no clone, no such branch, or not all of its history: what is wrong, and what to do
 */
export async function assessClone(branch: Branch): Promise<AssessedClone | NotAssessed> {
  const judged = await judgeClone(branch)
  if (!judged.ok) return judged
  const { snapshot, assessment } = judged
  return { ok: true, snapshot, assessment }
}

/**
 * Reads every report, commit message and comment of a snapshot, in a thread of its own. A text that takes more than two
 * seconds or 256 MB is given up, and its reading says so.
 */
export async function read(snapshot: Snapshot): Promise<Readings> {
  const reader = startReader({ threads: 1 })
  try {
    return await readWith(snapshot, reader)
  } finally {
    await reader.close()
  }
}
