import { readRange } from '../reading/commit-mentions.ts'
import { readCount } from '../reading/numbers.ts'
import { linesIn, oneLine, type Passage, part } from '../reading/passage.ts'
import { type Outline, passagesIn, type Section, TITLE_LINE_DEPTH } from './outline.ts'
import type { ReviewReport } from './report.ts'

/** `**Branch:** main`, `- Base: main`, `| Head | abc1234 |`: what a report says of itself before its first section. */
export interface HeaderEntry {
  /** Lower case. */
  readonly key: string
  readonly value: Passage
}

export type Header = Pick<
  ReviewReport,
  | 'title'
  | 'round'
  | 'iterations'
  | 'reviewedHead'
  | 'reviewedRange'
  | 'branch'
  | 'base'
  | 'commitsAhead'
>

/** Which review this is, and of what. */
export function readHeader(outline: Outline): Header {
  const entries = headerEntries(outline)
  const value = (keys: RegExp) => entries.find(({ key }) => keys.test(key))?.value
  const heading =
    outline.find(({ title, depth }) => title !== null && depth < TITLE_LINE_DEPTH)?.title ?? null
  const range = reviewedRange(outline, entries)
  return {
    title: heading === null ? null : subjectOf(oneLine(heading)),
    round: roundOf(value(/^(?:review )?(?:round|iteration of review)$/), heading),
    iterations: count(value(/^iterations?$/)),
    reviewedHead: reviewedHead(outline, entries) ?? range?.head ?? null,
    reviewedRange: range?.range ?? null,
    branch: name(value(/^(?:(?:head|feature|reviewed|source) )?branch$/)),
    base: name(value(/^(?:base|target)(?: branch)?$/)),
    commitsAhead: count(value(/^commits? ahead$/)),
  }
}

/** The entries that stand before the first section. */
export function headerEntries(outline: Outline): readonly HeaderEntry[] {
  return preamble(outline).flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      if (block.type === 'table') {
        return block.rows.flatMap(({ cells: [key, value] }) =>
          key === undefined || value === undefined ? [] : [{ key: keyOf(oneLine(key)), value }],
        )
      }
      return passagesIn([block]).flatMap((passage) => linesIn(passage).flatMap(entryOf))
    }),
  )
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
  text
    .toLowerCase()
    .replaceAll(/[*_`:]/g, '')
    .trim()

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

function roundOf(entry: Passage | undefined, heading: Passage | null): number | null {
  const said = entry === undefined ? null : /^(?:R|round )?(\d{1,4})\b/i.exec(entry.text)?.[1]
  const titled = /\b(?:R|round |review )(\d{1,4})\b/i.exec(heading?.text ?? '')?.[1]
  const digits = said ?? titled
  return digits === undefined || digits === null ? null : Number(digits)
}

const count = (value: Passage | undefined): number | null =>
  readCount(/^\w+/.exec(value?.text ?? '')?.[0] ?? '')

/** A code span, or the first word. */
function name(value: Passage | undefined): string | null {
  if (value === undefined) return null
  const code = value.codes[0]
  const text =
    code?.start === 0 ? value.text.slice(0, code.end) : (/^\S+/.exec(value.text)?.[0] ?? '')
  return text.replace(/[,;]$/, '') || null
}

const HEAD_KEYS =
  /^(?:(?:reviewed|audited|head|target|reviewing) )?(?:head|commit|sha|hash|revision)(?: (?:audited|reviewed|sha|commit|hash))?$|^reviewed(?: at)?$/
const RANGE_KEYS =
  /^(?:(?:reviewed|commit|diff|review) )?(?:range|commits|diff|scope)(?: reviewed)?$|^reviewed$/
const HASH = /(?<![\w./-])(?=[0-9a-f]*\d)[0-9a-f]{7,40}(?![\w/-])/i

/** The commit that was reviewed, where the report says so: never a commit that it only mentions. */
function reviewedHead(outline: Outline, entries: readonly HeaderEntry[]): string | null {
  const said = entries
    .filter(({ key, value }) => HEAD_KEYS.test(key) && readRange(value.text) === null)
    .map(({ value }) => HASH.exec(value.text)?.[0])
  const statements = outline
    .flatMap(({ title, blocks }) => [...(title === null ? [] : [title]), ...passagesIn(blocks)])
    .map(({ text }) => REVIEWED.exec(text)?.groups?.sha)
  return [...said, ...statements].find((sha) => sha !== undefined)?.toLowerCase() ?? null
}

/** "HEAD `f5a3f92`", "Inspected the `d2e8087` delta", "reviewed commit d2e8087". */
const REVIEWED =
  /(?:\bHEAD(?: is| at| was|:)?\s+|\b(?:inspected|reviewed|audited|re-reviewed)\s+(?:at\s+)?(?:the\s+)?(?:(?:head|fix|delta|diff)\s+)?(?:of\s+)?(?:commit\s+)?)(?<sha>(?=[0-9a-f]*\d)[0-9a-f]{7,40})(?![\w.-]|\.\.)/i

function reviewedRange(outline: Outline, entries: readonly HeaderEntry[]) {
  const said = entries.filter(({ key }) => RANGE_KEYS.test(key) || HEAD_KEYS.test(key))
  const inHeader = said.map(({ value }) => readRange(value.text)).find((range) => range !== null)
  if (inHeader !== undefined) return inHeader
  const statements = outline.flatMap(({ blocks }) => passagesIn(blocks))
  return statements
    .filter(({ text }) =>
      /\b(?:commits?|range|diff|delta|reviewed|inspected|audited)\b/i.test(text),
    )
    .map(({ text }) => readRange(text))
    .find((range) => range !== null)
}
