import type { Line } from './types.ts'

/** A text as it was written, to say where in it something else should stand. */
export interface Source {
  /** With `\n` at the ends of its lines, and without a byte order mark. */
  readonly text: string
  readonly lines: readonly string[]
  /** Where each line starts in the text. */
  readonly starts: readonly number[]
  /** The first line behind a front matter. */
  readonly body: Line
}

/** Some of its text is to be another: from one offset up to another, equal ones where something comes in between. */
export interface Change {
  readonly start: number
  readonly end: number
  readonly text: string
}

export function sourceOf(text: string, body: Line = 1): Source {
  const lines = text.split('\n')
  let at = 0
  const starts = lines.map((line) => {
    const start = at
    at += line.length + 1
    return start
  })
  return { text, lines, starts, body }
}

/** A text as all readers take it: one kind of line end, no byte order mark. */
export const plainLines = (text: string): string =>
  text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')

/** The text of a line; '' where there is none. */
export const lineOf = ({ lines }: Source, line: Line): string => lines[line - 1] ?? ''

/** The line that holds an offset. */
export function lineHolding({ starts }: Source, offset: number): Line {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return Math.max(1, low)
}

export const isBlank = (source: Source, line: Line): boolean => lineOf(source, line).trim() === ''

/** Puts lines before a line; behind the last one where there is no such line. */
export function insertLines(
  { text, starts }: Source,
  before: Line,
  lines: readonly string[],
): Change {
  const start = starts[before - 1]
  return start === undefined
    ? { start: text.length, end: text.length, text: `\n${lines.join('\n')}` }
    : { start, end: start, text: `${lines.join('\n')}\n` }
}

/** Puts a paragraph before a line, with a blank line on each side. */
export const insertParagraph = (source: Source, before: Line, lines: readonly string[]): Change =>
  insertLines(source, before, [
    ...(before === 1 || isBlank(source, before - 1) ? [] : ['']),
    ...lines,
    ...(isBlank(source, before) ? [] : ['']),
  ])

/** Puts other words in the place of the first match in one line; nothing where there is none. */
export function replaceIn(
  source: Source,
  line: Line,
  found: RegExp,
  by: string,
): readonly Change[] {
  const match = found.exec(lineOf(source, line))
  const start = source.starts[line - 1]
  if (match === null || start === undefined) return []
  const at = start + match.index
  return [{ start: at, end: at + match[0].length, text: by }]
}

/** A pattern that finds these very words. */
export const exactly = (words: string): RegExp =>
  new RegExp(words.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))

/**
 * Puts other words in the place of a sentence that was read without its marks; nothing where it isn't found.
 * @param line one of its lines
 */
export function replaceSentence(
  source: Source,
  line: Line,
  said: string,
  by: string,
): readonly Change[] {
  const words = said.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}\s*_~`\\]/gu) ?? []
  if (words.length === 0 || said.length > LONGEST) return []
  const first = Math.max(1, line - AROUND)
  const from = source.starts[first - 1] ?? 0
  const to = source.starts[line + AROUND] ?? source.text.length
  const marks = '[\\s*_~`\\\\]*'
  const found = new RegExp(
    `[*_~\`]{0,3}${words.map((word) => exactly(word).source).join(marks)}[*_~\`]{0,3}`,
  ).exec(source.text.slice(from, Math.min(to, from + 4 * LONGEST)))
  if (found === null) return []
  return [{ start: from + found.index, end: from + found.index + found[0].length, text: by }]
}

/** A sentence that is longer is looked for by nobody, nor one that goes over more lines. */
const LONGEST = 500
const AROUND = 5
