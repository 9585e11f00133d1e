import type { Command } from '../command/read-commands.ts'
import type { CommitMessage } from '../commit/message.ts'
import type { CommitMention, Diagnostic, Evidence, Line, ValidationRun } from '../reading/types.ts'
import type { ReviewReport, Verdict } from '../review/report.ts'
import type { ReportRevision } from '../snapshot/snapshot.ts'
import type { Was } from './find-commit.ts'

/** What the stages before gave: each revision of a report with its reading, each commit with its message. */
export interface Readings {
  readonly reports: readonly { readonly revision: ReportRevision; readonly report: ReviewReport }[]
  /** By commit SHA. */
  readonly messages: ReadonlyMap<string, CommitMessage>
  /** By the comment's id. */
  readonly commands: ReadonlyMap<string, readonly Command[]>
}

/** What a policy says about the ledger itself. */
export interface Rules {
  /** Who may decide on blockers: whoever has that role or a higher one; where any are listed, those alone. */
  readonly decisions: {
    readonly role: 'triage' | 'write' | 'maintain' | 'admin'
    readonly people: readonly string[]
    readonly teams: readonly string[]
  }
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
  /** What later revisions made of earlier words: verdicts turned, severities lowered, blockers removed. */
  readonly changes: readonly Change[]
  /** Every command that people gave, in the order in which they did, and whether it counts. */
  readonly heard: readonly Heard[]
  /** Who was asked for the next round, and hasn't written it yet. */
  readonly asked: ReviewAsked | null
}

/** One command of one comment. */
export interface Heard {
  /** The comment's id. */
  readonly comment: string
  readonly by: string
  /** ISO 8601. */
  readonly at: string
  readonly url: string
  /** As it was written, without the slash; a name that nobody knows where it is meant for us. */
  readonly name: string
  readonly line: Line
  /** The names of the blockers about which it decides. */
  readonly blockers: readonly string[]
  /** The commit that it names, as it is written. */
  readonly commit: string | null
  /** Why it doesn't count, or not in full; none where it does. */
  readonly problems: readonly CommandProblem[]
}

/** What is wrong with a command: `message` says it, `next` what to write or do instead. */
export interface CommandProblem {
  readonly code: string
  readonly message: string
  readonly next: string
}

/** `/rereview` after the fixes: whoever wrote the reports shall look again. */
export interface ReviewAsked {
  readonly by: string
  readonly at: string
  readonly url: string
  /** The writers of the standing reports, without the author of the pull request. */
  readonly of: readonly string[]
  /** Those of them whom GitHub knows. */
  readonly logins: readonly string[]
}

/** Something that a report said once and says no more, with who changed it. */
export interface Change {
  readonly kind: 'verdict' | 'severity' | 'removed' | 'withdrawn'
  /** The blocker's name, null for a verdict. */
  readonly name: string | null
  readonly path: string
  readonly from: string
  readonly to: string
  readonly commit: string
  readonly by: string
}

/**
 * `fixed`: a sound link. `verified`: a later approving report saw that fix. `withdrawn`: the report that raised it says
 * itself that it was none. `waived`, `deferred`: somebody with the right to decided so, in a comment.
 */
export type BlockerState = 'open' | 'fixed' | 'verified' | 'withdrawn' | 'waived' | 'deferred'

export interface Blocker {
  /** Stable within the pull request: `R1-B2`, with its report's path where two reports share that id. */
  readonly id: string
  /** The shortest name that is still unambiguous here: `B2`, `R1-B2`, `reviews/x.md#R1-B2`. */
  readonly name: string
  readonly label: string
  readonly round: number
  readonly title: string
  readonly body: string
  readonly evidence: readonly CitedPlace[]
  /** Where it was raised: a report, or the body of a commit that answers a review. */
  readonly origin: 'report' | 'commit'
  /** The report, null for a finding that only a commit names. */
  readonly path: string | null
  /** The line in the latest revision that lists it. */
  readonly line: Line
  readonly raisedIn: string
  /** Who raised it. */
  readonly raisedBy: string
  readonly state: BlockerState
  /** The approving report that reviewed the fix, for a verified one. */
  readonly verifiedBy: string | null
  /** Whether the latest revision of its report lists it still. */
  readonly listed: boolean
  readonly links: readonly Link[]
  /** What people decided about it, in the order in which they did. */
  readonly decisions: readonly Decision[]
  /** The newest commit that touches what it cites and that nobody has linked to it: it may be the fix. */
  readonly suggested: string | null
  /** Why it stands as it does, one sentence. */
  readonly why: string
  /** What to do, when it is open. */
  readonly next: string | null
}

/** A place that a blocker cites, and where it is now. */
export interface CitedPlace extends Evidence {
  /** The same lines at the head; null where they can't be followed or are gone. */
  readonly now: { readonly path: string; readonly start: Line; readonly end: Line } | null
}

/** A decision about a blocker, in a comment on the pull request. */
export interface Decision {
  readonly kind: 'waive' | 'defer' | 'reopen'
  readonly by: string
  /** ISO 8601. */
  readonly at: string
  readonly url: string
  readonly reason: string
  /** The issue to which it is deferred. */
  readonly issue: number | null
  /** Why it doesn't count (any more), null where it does. */
  readonly problem: string | null
}

/** Where something is said: a line of a report, or of a commit message (`path` null). */
export interface Place {
  readonly commit: string
  readonly path: string | null
  readonly line: Line
}

/** A claim that a commit fixes a blocker, and whether that holds. */
export interface Link {
  readonly origin: 'trailer' | 'report' | 'commit-body' | 'command'
  /** Of a command: the head at which it was read. */
  readonly said: Place
  /** Who says so. */
  readonly by: string
  /** The comment, for a command. */
  readonly comment: { readonly at: string; readonly url: string } | null
  /** Why the commit touches none of the cited files, in the words of whoever says it. */
  readonly because: string | null
  /** The commit as it is named, null when "fixed" is said and no commit named. */
  readonly mention: CommitMention | null
  /** In full, once found. */
  readonly commit: string | null
  /** Its first line, once found. */
  readonly subject: string | null
  /** The commit that was named, where a rebase or force-push made it another one. */
  readonly was: Was | null
  /** What was checked and is so: short phrases, `in this pull request`, `touches src/a.ts`. */
  readonly holds: readonly string[]
  /** Empty when the link is sound. */
  readonly problems: readonly LinkProblem[]
}

export interface LinkProblem {
  readonly code:
    | 'unnamed'
    | 'missing'
    | 'ambiguous'
    | 'elsewhere'
    | 'force-pushed'
    | 'too-early'
    | 'only-reports'
    | 'changes-nothing'
    | 'only-space'
    | 'untouched'
    | 'reverted'
    | 'subject-differs'
    | 'reopened'
    | 'untrusted'
  readonly message: string
  /** What to do about it, one sentence. */
  readonly next: string
}

/** A report at its latest revision. */
export interface StandingReport {
  readonly path: string
  readonly commit: string
  readonly removed: boolean
  readonly round: number
  readonly verdict: Verdict
  readonly report: ReviewReport
  /** Who wrote its latest revision. */
  readonly by: string
}

/** A command that somebody says they ran, with the report (else `path` is null) and commit that say so. */
export interface PlacedRun extends ValidationRun {
  readonly path: string | null
  readonly commit: string
  /** The commit that said so first, word for word: a report that goes on saying it has not run it again. */
  readonly since: string
}

/** A diagnostic with the file or commit it is about. */
export interface PlacedDiagnostic extends Diagnostic {
  readonly path: string | null
  readonly commit: string
}
