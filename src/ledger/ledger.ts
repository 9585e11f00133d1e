import type { CommitMessage } from '../commit/message.ts'
import type { CommitMention, Diagnostic, Evidence, Line, ValidationRun } from '../reading/types.ts'
import type { ReviewReport, Verdict } from '../review/report.ts'
import type { ReportRevision } from '../snapshot/snapshot.ts'

/** What the stages before gave: each revision of a report with its reading, each commit with its message. */
export interface Readings {
  readonly reports: readonly { readonly revision: ReportRevision; readonly report: ReviewReport }[]
  /** By commit SHA. */
  readonly messages: ReadonlyMap<string, CommitMessage>
}

/** All blockers of one pull request with their life, and everything that was said without effect. */
export interface Ledger {
  /** In the order in which they were raised. None ever leaves. */
  readonly blockers: readonly Blocker[]
  /** Each report as it stands now, one entry per path. */
  readonly reports: readonly StandingReport[]
  /** What was run, as the latest revision of each report and each commit say. Claims, all of them. */
  readonly validation: readonly PlacedRun[]
  /** What the latest revision of each report, and each commit, left unclear. */
  readonly diagnostics: readonly PlacedDiagnostic[]
}

/**
 * `fixed`: a sound link. `verified`: a later approving report saw that fix. `withdrawn`: the report that raised it says
 * itself that it was none.
 */
export type BlockerState = 'open' | 'fixed' | 'verified' | 'withdrawn'

export interface Blocker {
  /** Stable within the pull request: `R1-B2`, with its report's path where two reports share that id. */
  readonly id: string
  /** The shortest name that is still unambiguous here: `B2`, `R1-B2`, `reviews/x.md#R1-B2`. */
  readonly name: string
  readonly label: string
  readonly round: number
  readonly title: string
  readonly body: string
  readonly evidence: readonly Evidence[]
  /** Where it was raised: a report, or the body of a commit that answers a review. */
  readonly origin: 'report' | 'commit'
  /** The report, null for a finding that only a commit names. */
  readonly path: string | null
  /** The line in the latest revision that lists it. */
  readonly line: Line
  readonly raisedIn: string
  readonly state: BlockerState
  /** Whether the latest revision of its report lists it still. */
  readonly listed: boolean
  readonly links: readonly Link[]
  /** Why it stands as it does, one sentence. */
  readonly why: string
  /** What to do, when it is open. */
  readonly next: string | null
}

/** Where something is said: a line of a report, or of a commit message (`path` null). */
export interface Place {
  readonly commit: string
  readonly path: string | null
  readonly line: Line
}

/** A claim that a commit fixes a blocker, and whether that holds. */
export interface Link {
  readonly origin: 'trailer' | 'report' | 'commit-body'
  readonly said: Place
  /** The commit as it is named, null when "fixed" is said and no commit named. */
  readonly mention: CommitMention | null
  /** In full, once found. */
  readonly commit: string | null
  /** Its first line, once found. */
  readonly subject: string | null
  /** Empty when the link is sound. */
  readonly problems: readonly LinkProblem[]
}

export interface LinkProblem {
  readonly code:
    | 'unnamed'
    | 'missing'
    | 'ambiguous'
    | 'elsewhere'
    | 'too-early'
    | 'only-reports'
    | 'changes-nothing'
    | 'subject-differs'
    | 'reopened'
  readonly message: string
}

/** A report at its latest revision. */
export interface StandingReport {
  readonly path: string
  readonly commit: string
  readonly removed: boolean
  readonly round: number
  readonly verdict: Verdict
  readonly report: ReviewReport
}

/** A command that somebody says they ran, with the report (else `path` is null) and commit that say so. */
export interface PlacedRun extends ValidationRun {
  readonly path: string | null
  readonly commit: string
}

/** A diagnostic with the file or commit it is about. */
export interface PlacedDiagnostic extends Diagnostic {
  readonly path: string | null
  readonly commit: string
}
