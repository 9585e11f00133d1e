import { END, HEADING, START } from './section.ts'

/** A report with the section in it: in the place of the one that an earlier run wrote, else at its end. */
export function putIn(report: string, section: string): string {
  const lines = report.replaceAll('\r\n', '\n').split('\n')
  const { from, to } = placeIn(lines)
  const parts = [lines.slice(0, from).join('\n').trimEnd(), section, trimmedStart(lines.slice(to))]
  const written = `${parts
    .filter((part) => part.trim() !== '')
    .join('\n\n')
    .trimEnd()}\n`
  return report.includes('\r\n') ? written.replaceAll('\n', '\r\n') : written
}

/** The lines that the section takes; those of an earlier one that has lost its end go up to the next title. */
function placeIn(lines: readonly string[]): { readonly from: number; readonly to: number } {
  const from = lines.findIndex(
    (line, index) =>
      line.trimEnd() === HEADING &&
      lines
        .slice(index + 1)
        .find((next) => next.trim() !== '')
        ?.startsWith(MARK),
  )
  if (from < 0) return { from: lines.length, to: lines.length }
  const below = lines.slice(from + 1)
  const end = below.findIndex((line) => line.trimEnd() === END || /^#{1,6} /u.test(line))
  if (end < 0) return { from, to: lines.length }
  return { from, to: from + 1 + end + (below[end]?.trimEnd() === END ? 1 : 0) }
}

const MARK = START.slice(0, START.indexOf(':') + 1)

/** Without the empty lines at its start; an indent is a list's or a code's. */
const trimmedStart = (lines: readonly string[]): string =>
  lines
    .slice(
      Math.max(
        0,
        lines.findIndex((line) => line.trim() !== ''),
      ),
    )
    .join('\n')
