import type { Diagnostic, Line } from './types.ts'

/** Containers (quotes, entries of lists) inside each other; more than any reader could follow. */
const MAX_DEPTH = 32

/**
 * What the parser takes more than twice as long for when there is twice as much of it: how much of each is allowed,
 * and what it is called. Each limit is reached within half a second, and is more than a review needs by far.
 */
const LIMITS = {
  entries: { most: 5_000, code: 'too-many-entries', called: 'headings and entries of lists' },
  nested: { most: 2_000, code: 'too-many-entries', called: 'indented entries of lists' },
  underlined: { most: 500, code: 'too-many-headings', called: 'underlined headings' },
  quotes: { most: 1_000, code: 'too-many-quotes', called: 'quotations' },
  footnotes: { most: 500, code: 'too-many-footnotes', called: 'footnotes' },
  cells: { most: 20_000, code: 'too-many-cells', called: 'cells of tables' },
} as const

/** Brackets and signs of emphasis, code or HTML in one paragraph, entry or row: each is held against all before it. */
const MAX_MARKS = 2_000
/** Lines of one paragraph: in a list or quotation each is held against its containers. */
const MAX_LINES = 3_000

/**
 * Why this text is not given to the parser, null when it may be. Lines are told apart as cheaply as can be: whoever
 * dresses one kind up as another meets the time limit of the thread that reads.
 */
export function tooMuch(text: string): Diagnostic | null {
  const counts = { entries: 0, nested: 0, underlined: 0, quotes: 0, footnotes: 0, cells: 0 }
  let paragraph = { line: 1, lines: 0, marks: 0 }
  let before = ''
  let fence: string | null = null
  for (const [index, line] of text.split('\n').entries()) {
    const mark = FENCE.exec(line)?.[0] ?? null
    if (fence !== null || mark !== null) {
      fence = fenceAfter(fence, mark, line)
      paragraph = { line: index + 2, lines: 0, marks: 0 }
      continue
    }
    if (depthOf(line) > MAX_DEPTH) return tooDeep(index + 1)
    if (EMPTY.test(line)) paragraph = { line: index + 2, lines: 0, marks: 0 }
    else if (BEGINS.test(line)) paragraph = { line: index + 1, lines: 0, marks: 0 }
    paragraph.lines++
    paragraph.marks += line.match(/[[\]*_~<`]/g)?.length ?? 0
    if (paragraph.marks > MAX_MARKS) return tooTangled(paragraph.line)
    if (paragraph.lines > MAX_LINES) return tooLong(paragraph.line)
    count(counts, line, before)
    before = line
    const over = KINDS.find((kind) => counts[kind] > LIMITS[kind].most)
    if (over !== undefined) return tooMany(over, index + 1)
  }
  return null
}

type Kind = keyof typeof LIMITS
const KINDS = Object.keys(LIMITS) as readonly Kind[]

/** At the start of its line only: nothing but HTML can be around it there. */
const FENCE = /^(?:`{3,}(?=[^`]*$)|~{3,})/

/** The fence that is open behind a line. */
function fenceAfter(open: string | null, mark: string | null, line: string): string | null {
  if (open === null) return mark
  return mark?.startsWith(open) && line.slice(mark.length).trim() === '' ? null : open
}

const ENTRY = /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/
const HEADING = /^ {0,3}#{1,6}(?:[ \t]|$)/
const UNDERLINE = /^[ \t]{0,3}(?:=+|-+)[ \t]*$/

const QUOTE = /^[ \t]*>/

/** Behind which something new begins. */
const EMPTY = /^[\s>]*$/
/** A line with which something new begins: an entry, a heading, a row of a table. */
const BEGINS = new RegExp(String.raw`\||${ENTRY.source}|${HEADING.source}`)

const CONTAINERS = /^(?:[ \t]{0,64}(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))+/
const CONTAINER = />|[-*+]|\d{1,9}[.)]/g

function depthOf(line: string): number {
  const containers = CONTAINERS.exec(line)?.[0].match(CONTAINER)?.length ?? 0
  const indent = /^[ \t]*(?=[-*+>]|\d{1,9}[.)])/.exec(line)?.[0].length ?? 0
  // Two columns are the least that one more level of a list is indented by.
  return containers + indent / 2
}

function count(counts: Record<Kind, number>, line: string, before: string): void {
  if (HEADING.test(line)) counts.entries++
  if (UNDERLINE.test(line)) counts.underlined++
  if (ENTRY.test(line)) {
    counts.entries++
    const containers = CONTAINERS.exec(line)?.[0].match(CONTAINER)?.length ?? 0
    if (/^[ \t]/.test(line) || containers > 1) counts.nested++
  }
  if (QUOTE.test(line) && !QUOTE.test(before)) counts.quotes++
  counts.footnotes += line.match(/\[\^/g)?.length ?? 0
  counts.cells += line.match(/\|/g)?.length ?? 0
}

const refusal = (line: Line, code: string, what: string): Diagnostic => ({
  code,
  severity: 'error',
  line,
  message: `${what} Nothing of this text was read.`,
  next: 'Write it with fewer of them, or put what was copied from elsewhere into a fenced block of code (a line of ``` before and behind it).',
  edit: null,
})

const tooDeep = (line: Line): Diagnostic =>
  refusal(line, 'too-deep', `Lists or quotes stand more than ${MAX_DEPTH} deep here.`)

const tooTangled = (line: Line): Diagnostic =>
  refusal(line, 'too-tangled', `More than ${MAX_MARKS} brackets and marks stand in one paragraph.`)

const tooLong = (line: Line): Diagnostic =>
  refusal(line, 'too-long', `More than ${MAX_LINES} lines stand in one paragraph.`)

const tooMany = (kind: Kind, line: Line): Diagnostic => {
  const { most, code, called } = LIMITS[kind]
  return refusal(line, code, `More than ${most} ${called} stand before this line.`)
}
