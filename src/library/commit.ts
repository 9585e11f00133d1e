/** `countersign/commit`: what a commit message says. */
export type { BlockerRef, CommitMessage, Finding, Trailer } from '../commit/message.ts'
export { readCommit } from '../commit/read-commit.ts'
export type {
  CommitMention,
  CountClaim,
  Diagnostic,
  Evidence,
  Item,
  Line,
  Outcome,
  Role,
  ValidationRun,
} from '../reading/types.ts'
