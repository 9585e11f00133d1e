import type { Severity } from '../reading/severity.ts'
import type {
  CommitMention,
  CountClaim,
  Diagnostic,
  Evidence,
  Item,
  Line,
  ValidationRun,
} from '../reading/types.ts'

/** What a reviewer decided. `none`: no verdict could be read. */
export interface Verdict {
  readonly outcome: 'approve' | 'block' | 'none'
  readonly qualifier: 'after-fixes' | 'with-conditions' | null
  readonly line: Line
  /** The words it was read from, in plain text. */
  readonly text: string
}

/** A blocker as a report lists it. */
export interface ReportedBlocker {
  /** Its place in the report's own list, counted from 1. */
  readonly ordinal: number
  /** The id that the report itself gives it (`B1`, `R2-F1`), upper case, or null. */
  readonly label: string | null
  /** The first sentence or bold lead, in plain text. */
  readonly title: string
  /** The whole item in plain text. */
  readonly body: string
  readonly line: Line
  readonly endLine: Line
  readonly evidence: readonly Evidence[]
  /** How severe the report calls it; null where it says only that it blocks. */
  readonly severity: Severity | null
  /** What this report says of it: `fixed` when a resolution in this same report covers it. */
  readonly state: 'open' | 'fixed' | 'withdrawn'
  /** The commits that this report names as its fix. */
  readonly fixCommits: readonly CommitMention[]
  /** What it says behind "because" where it names them, or null. */
  readonly fixBecause: string | null
}

/** "These are fixed", said of blockers that this report does not list itself. */
export interface Resolution {
  /**
   * A single blocker by its id as written (`B1`, `R1-B2`, upper case), or every blocker of an earlier round. A note:
   * a finding of this report that doesn't block, '' where it isn't said which; no blocker is meant by it.
   */
  readonly of:
    | { readonly label: string }
    | { readonly round: number | null }
    | { readonly note: string }
  /** The announced count ("the two prior blocking issues"), or null. */
  readonly count: number | null
  readonly commits: readonly CommitMention[]
  readonly line: Line
  readonly text: string
}

/** Two figures for one thing: 482 tests here, 550 there. */
export interface Discrepancy {
  readonly about: string
  readonly figures: readonly number[]
  readonly lines: readonly Line[]
}

/** What a report says of itself once. */
export type HeaderField =
  | 'title'
  | 'round'
  | 'iterations'
  | 'reviewedHead'
  | 'reviewedRange'
  | 'branch'
  | 'base'
  | 'commitsAhead'

/** Everything that one report says, each reading with its line. Nothing in it is ever guessed. */
export interface ReviewReport {
  /** The subject: the first heading without "Review", "Review R2" and the like. */
  readonly title: string | null
  readonly verdict: Verdict
  /** "Verdict: not a v1.1.6 blocker" in a later section: said of something smaller, not of the change. */
  readonly asides: readonly Item[]
  readonly round: number | null
  readonly iterations: number | null
  /** The commit that was reviewed, 7 to 40 digits as written. */
  readonly reviewedHead: string | null
  /** As written: `2117381..e10b4ad`. */
  readonly reviewedRange: string | null
  readonly branch: string | null
  readonly base: string | null
  readonly commitsAhead: number | null
  /** Where each of these is said, null where it is not. */
  readonly lines: Readonly<Record<HeaderField, Line | null>>
  readonly blockers: readonly ReportedBlocker[]
  readonly claimedBlockerCount: CountClaim | null
  readonly resolutions: readonly Resolution[]
  /** Every commit that the report names with its subject. */
  readonly quotedCommits: readonly CommitMention[]
  /** Places cited outside of blockers and notes. */
  readonly evidence: readonly Evidence[]
  readonly notes: readonly Item[]
  readonly validation: readonly ValidationRun[]
  readonly discrepancies: readonly Discrepancy[]
  readonly residualRisks: readonly Item[]
  readonly followUps: readonly Item[]
  readonly diagnostics: readonly Diagnostic[]
}
