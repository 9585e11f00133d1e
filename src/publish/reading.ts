import type { CommitMessage } from '../commit/message.ts'
import type { Diagnostic } from '../reading/types.ts'
import type { ReportedBlocker, ReviewReport } from '../review/report.ts'
import { type Remark, remarkOf } from './remarks.ts'

/** One text that was read by itself, outside of any pull request. */
export type Reading = ReadReport | ReadMessage

export interface ReadReport extends ReadText {
  readonly kind: 'report'
  readonly report: ReviewReport
}

export interface ReadMessage extends ReadText {
  readonly kind: 'commit'
  readonly message: CommitMessage
  /** Null for a message that is no commit's yet. */
  readonly sha: string | null
}

interface ReadText {
  /** As somebody named it: a path, a commit, `-`. */
  readonly input: string
  /** From the root of the repository; null for what is no file. */
  readonly path: string | null
  readonly text: string
}

export const diagnosticsOf = (reading: Reading): readonly Diagnostic[] =>
  reading.kind === 'report' ? reading.report.diagnostics : reading.message.diagnostics

/** Every diagnostic on its line. */
export const remarksOnReading = (reading: Reading): readonly Remark[] => {
  const commit = reading.kind === 'commit' ? reading.sha : null
  return diagnosticsOf(reading).map((one) => remarkOf({ ...one, path: reading.path, commit }))
}

/** What a blocker is called where its report gives it no id. */
export const blockerName = ({ label, ordinal }: ReportedBlocker): string => label ?? `B${ordinal}`

/** "1 error, 2 warnings", '' where there is none. */
export function countOfDoubts(diagnostics: readonly Pick<Diagnostic, 'severity'>[]): string {
  const count = (wanted: Diagnostic['severity']): string | null => {
    const { length } = diagnostics.filter(({ severity }) => severity === wanted)
    return length === 0 ? null : `${length} ${wanted}${length === 1 ? '' : 's'}`
  }
  return [count('error'), count('warning')].filter((part) => part !== null).join(', ')
}

export const hasErrors = (reading: Reading): boolean =>
  diagnosticsOf(reading).some(({ severity }) => severity === 'error')
