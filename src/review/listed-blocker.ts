import type { Passage } from '../reading/passage.ts'
import type { ReportedBlocker } from './report.ts'

/** A blocker as it is listed, before it is known whether the report calls it fixed. */
export interface ListedBlocker extends Omit<ReportedBlocker, 'ordinal' | 'state' | 'fixCommits'> {
  /** What was said inside the item, for statements of a fix. */
  readonly passages: readonly Passage[]
  /** The row of the table that it stands in, with the table's head. */
  readonly row: { readonly head: readonly Passage[]; readonly cells: readonly Passage[] } | null
}
