import type {
  CommitMention,
  CountClaim,
  Diagnostic,
  Evidence,
  Item,
  Line,
  ValidationRun,
} from '../reading/types.ts'

/** One line of git's trailer block, continuation lines joined by a space. */
export interface Trailer {
  readonly key: string
  readonly value: string
  readonly line: Line
}

/** A blocker as a trailer or command names it: `B1`, `R2-B1`, `reviews/x.md#B1`, `reviews/x.md#R2-B1`. */
export interface BlockerRef {
  readonly path: string | null
  readonly round: number | null
  /** The id without its round, upper case: `B1`, `F3`. */
  readonly label: string
  /** As it was written. */
  readonly text: string
  readonly line: Line
}

/** A review finding that a commit body lists and says it addresses. */
export interface Finding {
  readonly ordinal: number
  readonly title: string
  readonly body: string
  readonly line: Line
  readonly evidence: readonly Evidence[]
}

/** What one commit message says. Lines are counted from 1 at the subject. */
export interface CommitMessage {
  readonly subject: string
  readonly body: string
  readonly trailers: readonly Trailer[]
  /** `Fixes-Blocker:`, `Resolves-Blocker:`, `Addresses-Blocker:` trailers. */
  readonly fixesBlockers: readonly (BlockerRef & { readonly because: string | null })[]
  /** Commits that the message names, each once. */
  readonly refs: readonly CommitMention[]
  /** Commits whose review this one answers ("Refs: Review feedback on commit 348a02c"). */
  readonly addressesReviewOf: readonly CommitMention[]
  readonly findings: readonly Finding[]
  readonly claimedFindingCount: CountClaim | null
  readonly validation: readonly ValidationRun[]
  readonly manualSteps: readonly Item[]
  readonly followUps: readonly Item[]
  readonly diagnostics: readonly Diagnostic[]
}
