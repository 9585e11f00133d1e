/** `countersign/review`: what a report says. */
export type { Severity } from '../reading/severity.ts'
export type {
  CommitMention,
  CountClaim,
  Diagnostic,
  Edit,
  Evidence,
  Item,
  Line,
  Outcome,
  Role,
  ValidationRun,
} from '../reading/types.ts'
export { applyEdits } from '../review/apply-edits.ts'
export { readReport } from '../review/read-report.ts'
export type {
  Discrepancy,
  HeaderField,
  ReportedBlocker,
  Resolution,
  ReviewReport,
  Verdict,
} from '../review/report.ts'
