import pc from 'picocolors'
import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'
import { plainText } from '../escape.ts'

/** How text is set in a terminal. */
export interface Style {
  readonly columns: number
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly doubtful: (text: string) => string
}

/** With colours, or as plain text. */
export function styleOf({
  colours,
  columns,
}: {
  readonly colours: boolean
  readonly columns: number
}): Style {
  const { bold, dim, green, red, yellow } = pc.createColors(colours)
  return { columns, bold, dim, good: green, bad: red, doubtful: yellow }
}

/** Text of others for a terminal: on one line, and without anything that could move the cursor. */
export const shown = (text: string, most = 500): string =>
  plainText(text.replaceAll('\n', ' '), most)

/**
 * Text that is set below each other behind an indent, its first line behind a mark.
 * @param mark what stands before the first line, as wide as the indent or less
 */
export function paragraph({ columns }: Style, text: string, indent = 0, mark = ''): string {
  const width = Math.max(columns - indent, 20)
  // What is longer than a line, a path or a hash, stays whole: people copy it.
  const lines = wrapAnsi(text, width, { hard: false, trim: true }).split('\n')
  const space = ' '.repeat(indent)
  const first = mark + ' '.repeat(Math.max(indent - stringWidth(mark), 0))
  return lines.map((line, index) => `${index === 0 ? first : space}${line}`.trimEnd()).join('\n')
}

/** Filled up to so many columns. */
export const padded = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(columns - stringWidth(text), 0))

/** The width of the widest. */
export const widest = (texts: readonly string[]): number =>
  Math.max(0, ...texts.map((text) => stringWidth(text)))

/** A line of somebody's text with its indent, as far as that is one. */
export function visibleLine(line: string): string {
  const indent = /^[ \t]*/u.exec(line)?.[0].replaceAll('\t', '  ').length ?? 0
  const text = plainText(line, 2_000)
  return text === '' ? '' : `${' '.repeat(Math.min(indent, 12))}${text}`
}

/** Text on so many rows of so many columns; where more is left, the last one ends in "…". */
export function folded(text: string, columns: number, most: number): readonly string[] {
  const rows = wrapAnsi(text, columns, { hard: true, trim: false }).split('\n')
  const last = rows[most - 1]
  return last === undefined || rows.length === most
    ? rows
    : [...rows.slice(0, most - 1), `${cut(last, columns - 1)}…`]
}

/** No wider than so many columns. */
function cut(text: string, columns: number): string {
  let kept = ''
  let width = 0
  for (const { segment } of GRAPHEMES.segment(text.trimEnd())) {
    width += stringWidth(segment)
    if (width > columns) break
    kept += segment
  }
  return kept
}

const GRAPHEMES = new Intl.Segmenter()
