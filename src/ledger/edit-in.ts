import { editOf } from '../reading/edits.ts'
import { type Change, plainLines, type Source, sourceOf } from '../reading/source.ts'
import type { Edit } from '../reading/types.ts'
import type { Commit, ReportRevision } from '../snapshot/snapshot.ts'

/** What a diagnostic of the ledger asks to have written in a report or message; null where that isn't there to be changed. */
export function editIn(
  written: ReportRevision | Commit | undefined,
  changes: (source: Source) => readonly Change[],
): Edit | null {
  const source = written === undefined ? null : sourceIn(written)
  return source === null ? null : editOf(source, changes(source))
}

function sourceIn(written: ReportRevision | Commit): Source | null {
  const known = sources.get(written)
  if (known !== undefined) return known
  const text = 'message' in written ? written.message : written.text
  if (text === null) return null
  const source = sourceOf(plainLines(text))
  sources.set(written, source)
  return source
}

/** A report may be asked for many times. */
const sources = new WeakMap<ReportRevision | Commit, Source>()
