import { readRange } from '../reading/commit-mentions.ts'
import { readCount } from '../reading/numbers.ts'
import { lineAt, linesIn, oneLine, type Passage, part } from '../reading/passage.ts'
import type { Line } from '../reading/types.ts'
import { type Aside, passagesIn } from './blocks.ts'
import { type Outline, type Section, TITLE_LINE_DEPTH } from './outline.ts'
import type { HeaderField, ReviewReport } from './report.ts'

/** `**Branch:** main`, `- Base: main`, `| Head | abc1234 |`: what a report says of itself before its first section. */
export interface HeaderEntry {
  /** Lower case. */
  readonly key: string
  readonly value: Passage
}

export type Header = Pick<ReviewReport, HeaderField | 'lines'>

/** Something that a report says in one place. */
interface Told<T> {
  readonly value: T
  readonly line: Line
}

/** Which review this is, and of what. */
export function readHeader(outline: Outline): Header {
  const entries = headerEntries(outline)
  const entry = (keys: RegExp) => entries.find(({ key }) => keys.test(key))?.value
  const heading =
    outline.find(({ title, depth }) => title !== null && depth < TITLE_LINE_DEPTH)?.title ?? null
  const range = reviewedRange(outline, entries)
  const title = told(heading, (text) => subjectOf(oneLine(text)))
  const round =
    told(entry(/^(?:review )?(?:round|iteration of review)$/), roundSaid) ??
    told(heading, roundTitled)
  const iterations = told(entry(/^iterations?$/), count)
  const head =
    reviewedHead(outline, entries) ?? (range && { value: range.value.head, line: range.line })
  const branch = told(entry(/^(?:(?:head|feature|reviewed|source) )?branch$/), name)
  const base = told(entry(/^(?:base|target)(?: branch)?$/), name)
  const ahead = told(entry(/^commits? ahead$/), count)
  return {
    title: title?.value ?? null,
    round: round?.value ?? null,
    iterations: iterations?.value ?? null,
    reviewedHead: head?.value ?? null,
    reviewedRange: range?.value.range ?? null,
    branch: branch?.value ?? null,
    base: base?.value ?? null,
    commitsAhead: ahead?.value ?? null,
    lines: {
      title: title?.line ?? null,
      round: round?.line ?? null,
      iterations: iterations?.line ?? null,
      reviewedHead: head?.line ?? null,
      reviewedRange: range?.line ?? null,
      branch: branch?.line ?? null,
      base: base?.line ?? null,
      commitsAhead: ahead?.line ?? null,
    },
  }
}

/** What a passage says by this reading, null when it says nothing. */
function told<T>(
  passage: Passage | null | undefined,
  read: (passage: Passage) => T | null,
): Told<T> | null {
  const value = passage === null || passage === undefined ? null : read(passage)
  return passage === null || passage === undefined || value === null
    ? null
    : { value, line: passage.line }
}

/** The entries that stand before the first section. */
export function headerEntries(outline: Outline): readonly HeaderEntry[] {
  const entries = entriesOfBlocks(outline, false)
  // A quotation is a header only where there is no other.
  return entries.some(({ key }) => key === 'verdict') ? entries : entriesOfBlocks(outline, true)
}

const entriesOfBlocks = (outline: Outline, quoted: boolean): readonly HeaderEntry[] =>
  preamble(outline).flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      if (block.type === 'table') {
        return block.rows.flatMap(({ cells: [key, value] }) =>
          key === undefined || value === undefined ? [] : [{ key: keyOf(oneLine(key)), value }],
        )
      }
      if (block.type === 'quote') return quoted ? quotedEntries(block) : []
      return entriesIn(passagesIn([block]))
    }),
  )

const entriesIn = (passages: readonly Passage[]): readonly HeaderEntry[] =>
  passages.flatMap(linesIn).flatMap(cells).flatMap(entryOf)

/** A quotation under the title that is nothing but a header: "> **Verdict:** pass", "> **Reviewer:** codex". */
function quotedEntries({ html, blocks }: Aside): readonly HeaderEntry[] {
  if (html) return []
  const passages = passagesIn(blocks)
  const entries = entriesIn(passages)
  const lines = passages.flatMap(linesIn).length
  const isPast = passages
    .flatMap(linesIn)
    .some((line) => entryOf(line).length === 0 && PAST.test(line.text))
  return entries.length >= 2 && entries.length * 2 >= lines && !isPast ? entries : []
}

/** What heads a quoted earlier round. */
const PAST = /^\W*(?:(?:review )?round|R)\s?\d|\b(?:previous|prior|earlier)\b/i

/** "Date: today | Status: approved": a line of several. */
const cells = (line: Passage): readonly Passage[] => {
  const cuts = [...line.text.matchAll(/\s[|·•]\s(?=[^:|]{2,40}:)/g)].map(({ index }) => index)
  const ends = [...cuts, line.text.length]
  return [0, ...cuts.map((at) => at + 3)].map((from, index) => part(line, from, ends[index]))
}

/** What comes before the first section: the text under the report's title. */
export function preamble(outline: Outline): readonly Section[] {
  const first = outline.findIndex(({ title }) => title !== null)
  const heading = outline[first]
  if (heading === undefined) return outline
  const isTitle = heading.kind === 'other' && heading.depth < TITLE_LINE_DEPTH
  return outline.slice(0, isTitle ? first + 1 : first)
}

const keyOf = (text: string): string =>
  text.toLowerCase().replaceAll(/[*`:]/g, '').replaceAll('_', ' ').trim()

function entryOf(line: Passage): readonly HeaderEntry[] {
  const found =
    /^(?:\p{Extended_Pictographic}|\uFE0F|\s)*(?:(?<key>[A-Za-z][\w '-]{1,40}?)\s*:|(?<verdict>verdict)\s+[-–—=])\s+(?=\S)/iu.exec(
      line.text,
    )
  if (found?.groups === undefined) return []
  return [
    {
      key: keyOf(found.groups.key ?? found.groups.verdict ?? ''),
      value: part(line, found[0].length),
    },
  ]
}

/** "Review R2: peer handshake" → "peer handshake". A title that says no more than "Review" is none. */
function subjectOf(heading: string): string | null {
  const rest = heading
    .replace(
      /^(?:code |peer |design )?(?:re-?)?review(?: report)?(?:\s+\(?(?:R|round )\d{1,4}\)?)?(?:\s+of(?:\s+the)?\s+|\s*[:—–]\s*|\s+-\s+|$)/i,
      '',
    )
    .trim()
  return /^(?:re-?)?review(?:\s+(?:R|round )?\d{1,4})?$/i.test(rest) || rest === '' ? null : rest
}

const roundSaid = ({ text }: Passage): number | null =>
  numberIn(/^(?:R|round )?(\d{1,4})\b/i.exec(text))

const roundTitled = ({ text }: Passage): number | null =>
  numberIn(/\b(?:R|round |review )(\d{1,4})\b/i.exec(text))

const numberIn = (found: RegExpExecArray | null): number | null =>
  found?.[1] === undefined ? null : Number(found[1])

const count = ({ text }: Passage): number | null => readCount(/^\w+/.exec(text)?.[0] ?? '')

/** A code span, or the first word. */
function name({ text, codes: [code] }: Passage): string | null {
  const first = code?.start === 0 ? text.slice(0, code.end) : (/^\S+/.exec(text)?.[0] ?? '')
  return first.replace(/[,;]$/, '') || null
}

const HEAD_KEYS =
  /^(?:(?:reviewed|audited|head|target|reviewing) )?(?:head|commit|sha|hash|revision)(?: (?:audited|reviewed|sha|commit|hash))?$|^reviewed(?: at)?$/
const RANGE_KEYS =
  /^(?:(?:reviewed|commit|diff|review) )?(?:range|commits|diff|scope)(?: reviewed)?$|^reviewed$/
const HASH = /(?<![\w./-])(?=[0-9a-f]*\d)[0-9a-f]{7,40}(?![\w/-])/i

/** The commit that was reviewed, where the report says so: never a commit that it only mentions. */
function reviewedHead(outline: Outline, entries: readonly HeaderEntry[]): Told<string> | null {
  const said = entries
    .filter(({ key, value }) => HEAD_KEYS.test(key) && readRange(value.text) === null)
    .map(({ value }) => told(value, ({ text }) => HASH.exec(text)?.[0] ?? null))
  const statements = outline
    .flatMap(({ title, blocks }) => [...(title === null ? [] : [title]), ...passagesIn(blocks)])
    .map((passage) => {
      const found = REVIEWED.exec(passage.text)
      const sha = found?.groups?.sha
      return found === null || sha === undefined
        ? null
        : { value: sha, line: lineAt(passage, found.index) }
    })
  const head = [...said, ...statements].find((one) => one !== null) ?? null
  return head === null ? null : { ...head, value: head.value.toLowerCase() }
}

/** "HEAD `f5a3f92`", "Inspected the `d2e8087` delta", "reviewed commit d2e8087". */
const REVIEWED =
  /(?:\bHEAD(?: is| at| was|:)?\s+|\b(?:inspected|reviewed|audited|re-reviewed)\s+(?:at\s+)?(?:the\s+)?(?:(?:head|fix|delta|diff)\s+)?(?:of\s+)?(?:commit\s+)?)(?<sha>(?=[0-9a-f]*\d)[0-9a-f]{7,40})(?![\w.-]|\.\.)/i

function reviewedRange(outline: Outline, entries: readonly HeaderEntry[]) {
  const said = entries.filter(({ key }) => RANGE_KEYS.test(key) || HEAD_KEYS.test(key))
  const statements = outline
    .flatMap(({ blocks }) => passagesIn(blocks))
    .filter(({ text }) =>
      /\b(?:commits?|range|diff|delta|reviewed|inspected|audited)\b/i.test(text),
    )
  const ranges = [...said.map(({ value }) => value), ...statements].map((passage) =>
    told(passage, ({ text }) => readRange(text)),
  )
  return ranges.find((range) => range !== null) ?? null
}
