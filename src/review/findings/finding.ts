import type { Passage } from '../../reading/passage.ts'
import type { Severity } from '../../reading/severity.ts'
import type { ReportedBlocker } from '../report.ts'

/** What a reviewer found, as it is listed, before it is known whether it blocks and whether it is fixed. */
export interface Finding
  extends Omit<ReportedBlocker, 'ordinal' | 'state' | 'fixCommits' | 'fixBecause'> {
  /** Its own, or that of the section it stands in; null where neither says. */
  readonly severity: Severity | null
  /** What it says of its state before its first word: "[fixed] …". */
  readonly status: 'fixed' | 'open' | 'withdrawn' | null
  /**
   * `described` where it stands; `asked` in a summary or a list of what has to be done, or told of an earlier round
   * by its `status`: these may tell again what is described elsewhere.
   */
  readonly told: 'described' | 'asked' | 'status'
  /** Its number among those listed with it, and what these are called: "Important 2", "Issue 2". */
  readonly number: number | null
  /** What was said inside the item, for statements of a fix. */
  readonly passages: readonly Passage[]
  /** The row of the table that it stands in, with the table's head. */
  readonly row: { readonly head: readonly Passage[]; readonly cells: readonly Passage[] } | null
}
