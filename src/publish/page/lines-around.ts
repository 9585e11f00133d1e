import type { PlacedDiagnostic } from '../../ledger/ledger.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'

/** One line of a text, with its number; `isMeant`: the one that is spoken of. */
export interface NumberedLine {
  readonly number: number
  readonly text: string
  readonly isMeant: boolean
}

/** So many lines before and behind. */
const AROUND = 2

/** The lines around a place in a report as that commit left it, or in a commit's message; none where it isn't known. */
export function linesAround(
  { revisions, commits, dropped }: Snapshot,
  { path, commit, line }: Pick<PlacedDiagnostic, 'path' | 'commit' | 'line'>,
): readonly NumberedLine[] {
  const text =
    path === null
      ? [...commits, ...dropped].find(({ sha }) => sha === commit)?.message
      : revisions.find((one) => one.path === path && one.commit === commit)?.text
  if (text === undefined || text === null) return []
  const lines = text.split(/\r\n|\n|\r/u)
  if (line < 1 || line > lines.length) return []
  const first = Math.max(1, line - AROUND)
  return lines
    .slice(first - 1, line + AROUND)
    .map((of, index) => ({ number: first + index, text: of, isMeant: first + index === line }))
}
