import type { Severity } from '../reading/severity.ts'
import type { CommitMention, Evidence, Line } from '../reading/types.ts'
import type { Place } from './ledger.ts'
import type { Wording } from './wording.ts'

/** A blocker from the moment it was raised, with what later revisions say of it, before any link is judged. */
export interface Raised {
  readonly label: string
  readonly round: number
  readonly origin: 'report' | 'commit'
  readonly path: string | null
  readonly raised: Place
  /** The report that raised it called it fixed at once: a review and its re-review told in one report. */
  readonly bornFixed: boolean
  /** Where the report that lists it takes it back. */
  readonly withdrawn: Place | null
  readonly title: string
  readonly wording: Wording
  readonly body: string
  readonly evidence: readonly Evidence[]
  readonly line: Line
  readonly listed: boolean
  readonly severity: Severity | null
  /** Where it was called less severe than before. */
  readonly lowered: readonly Lowering[]
  /** What each revision cites for it, where that differs from the one before. */
  readonly cited: readonly Cited[]
  /** Where it was left out, or its report deleted; null while it is listed. */
  readonly removed: Place | null
  /** A revision of its report left it out. Deleting or moving the whole file doesn't count. */
  readonly dropped: boolean
  /** Another blocker's name, by which the report calls it. */
  readonly miscalled: string | null
  /** What reports call it: its own name first, then those that later rounds gave it. */
  readonly names: readonly ReportName[]
  /** Where it was listed as open again, or in other words. */
  readonly reopened: Reopening | null
  /** Where it is listed as open by a report that says which commit was reviewed. */
  readonly seenOpen: SeenOpen | null
  /** The commits that the latest revision of its report names as its fix; null: it says "fixed" and names none. */
  readonly stated: readonly Stated[]
}

/** `B1` of round 2 in `REVIEW-R2.md`. */
export interface ReportName {
  /** Where it is called so first. */
  readonly commit: string
  readonly path: string
  readonly round: number
  readonly label: string
}

export interface Lowering extends Place {
  readonly from: Severity | null
  readonly to: Severity | null
}

export interface Cited {
  readonly commit: string
  readonly evidence: readonly Evidence[]
}

export interface Reopening extends Place {
  readonly round: number
}

export interface SeenOpen extends Place {
  /** The reviewed commit as it is written. */
  readonly reviewed: string
}

export interface Stated {
  readonly said: Place
  readonly mention: CommitMention | null
  readonly because: string | null
  readonly round: number
}
