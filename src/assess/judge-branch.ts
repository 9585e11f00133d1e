import type { Readings } from '../ledger/ledger.ts'
import type { Assessment } from '../policy/assessment.ts'
import type { Reader } from '../reader/reader.ts'
import { cloneSource } from '../snapshot/clone.ts'
import { closedBy } from '../snapshot/clone-opened.ts'
import type { Git } from '../snapshot/git.ts'
import type { Snapshot, Source } from '../snapshot/snapshot.ts'
import { assess, factsAbout } from './assess.ts'
import type { NotAssessed } from './branch.ts'
import type { OpenBranch } from './open-branch.ts'

/** A branch of a clone, assessed. */
export interface JudgedClone {
  readonly snapshot: Snapshot
  readonly readings: Readings
  readonly assessment: Assessment
  readonly source: Source
  readonly git: Git
  /** The base as somebody named it, or as it was found: `origin/main`. */
  readonly baseName: string
}

/** The whole job for a branch of a clone that is open: facts, readings, ledger, judgement. */
export async function judgeBranch(
  { git, opening }: OpenBranch,
  reader: Reader,
): Promise<({ readonly ok: true } & JudgedClone) | NotAssessed> {
  if (!opening.ok) return opening
  try {
    const source = cloneSource(git, opening)
    const { snapshot, readings } = await factsAbout({ reader }, source, opening.opened)
    const assessment = assess(snapshot, readings)
    return { ok: true, snapshot, readings, assessment, source, git, baseName: opening.baseName }
  } catch (error) {
    return closedBy(error)
  }
}
