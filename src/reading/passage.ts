import type { Nodes, PhrasingContent } from 'mdast'
import { bareAddresses } from './bare-addresses.ts'
import type { Line } from './types.ts'

/** A stretch of a passage, as offsets into its text. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Running text without its marks: a paragraph, a heading, a table cell. A line break of the source stays `\n`. */
export interface Passage {
  readonly text: string
  /** Of its first character. */
  readonly line: Line
  readonly codes: readonly Span[]
  readonly strong: readonly Span[]
  readonly links: readonly (Span & { readonly url: string })[]
  /** What is struck through. */
  readonly struck: readonly Span[]
}

/** The passage that inline Markdown makes. HTML is left out: what it hides or shows is not ours to guess. */
export function passageOf(nodes: readonly PhrasingContent[]): Passage {
  const draft: Draft = {
    text: '',
    line: nodes[0]?.position?.start.line ?? 1,
    codes: [],
    strong: [],
    links: [],
    struck: [],
  }
  for (const node of nodes) write(draft, node)
  // Bold within bold is written before what is around it.
  draft.strong.sort((a, b) => a.start - b.start)
  return draft
}

interface Draft {
  text: string
  line: Line
  readonly codes: Span[]
  readonly strong: Span[]
  readonly links: (Span & { readonly url: string })[]
  readonly struck: Span[]
}

function write(draft: Draft, node: PhrasingContent): void {
  const start = draft.text.length
  switch (node.type) {
    case 'text':
      draft.text += node.value
      draft.links.push(...bareAddresses(node.value, start))
      return
    case 'inlineCode':
      draft.text += node.value
      draft.codes.push({ start, end: start + node.value.length })
      return
    case 'break':
      draft.text += '\n'
      return
    case 'image':
    case 'imageReference':
      draft.text += node.alt ?? ''
      return
    case 'html':
      draft.text += '\n'.repeat(linesOf(node) - 1)
      return
    case 'footnoteReference':
      return
    default:
      for (const child of node.children) write(draft, child)
  }
  const span = { start, end: draft.text.length }
  if (node.type === 'strong') draft.strong.push(span)
  if (node.type === 'delete') draft.struck.push(span)
  if (node.type !== 'link') return
  // An address that is a link's text leads where the link does.
  while ((draft.links.at(-1)?.start ?? -1) >= start) draft.links.pop()
  draft.links.push({ ...span, url: node.url })
}

const linesOf = ({ position }: Nodes): number =>
  position === undefined ? 1 : position.end.line - position.start.line + 1

/** The passage that plain text makes, in which only backticks mean something: a line of a commit message. */
export function plainPassage(source: string, line: Line): Passage {
  const codes: Span[] = []
  let text = ''
  let at = 0
  for (const span of source.matchAll(/`([^`]{1,1000})`/g)) {
    text += source.slice(at, span.index)
    codes.push({ start: text.length, end: text.length + (span[1] ?? '').length })
    text += span[1] ?? ''
    at = span.index + span[0].length
  }
  return { text: text + source.slice(at), line, codes, strong: [], links: [], struck: [] }
}

/** The source's line at an offset of the passage. */
export const lineAt = (passage: Passage, offset: number): Line =>
  passage.line + firstFrom(breaksOf(passage), (at) => at >= offset)

/** Where its lines end. Found once: a hostile passage has a hundred thousand of them, each asked for its line. */
function breaksOf(passage: Passage): readonly number[] {
  const known = breaks.get(passage)
  if (known !== undefined) return known
  const found = [...passage.text.matchAll(/\n/g)].map(({ index }) => index)
  breaks.set(passage, found)
  return found
}

const breaks = new WeakMap<Passage, readonly number[]>()

/** How many members stand before the first that satisfies `from`, in a list in which all after it do as well. */
function firstFrom<T>(list: readonly T[], from: (member: T) => boolean): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (from(list[middle] as T)) high = middle
    else low = middle + 1
  }
  return low
}

/** The spans that share something with a stretch; they stand in their order. */
const touching = <S extends Span>(spans: readonly S[], from: number, to: number): readonly S[] =>
  spans.length === 0
    ? spans
    : spans.slice(
        firstFrom(spans, ({ end }) => end > from),
        firstFrom(spans, ({ start }) => start >= to),
      )

/** The code span in which an offset lies. */
export const codeAt = ({ codes }: Passage, offset: number): Span | undefined =>
  touching(codes, offset, offset + 1)[0]

/** The first code span that starts at an offset or after it. */
export const codeFrom = ({ codes }: Passage, offset: number): Span | undefined =>
  codes[firstFrom(codes, ({ start }) => start >= offset)]

/** A part of a passage as a passage of its own, without the space around it. */
export function part(passage: Passage, start: number, end: number = passage.text.length): Passage {
  const raw = passage.text.slice(start, end)
  const from = start + (raw.length - raw.trimStart().length)
  const to = from + raw.trim().length
  const within = <S extends Span>(spans: readonly S[]): readonly S[] =>
    touching(spans, from, to).map((span) => ({
      ...span,
      start: Math.max(span.start, from) - from,
      end: Math.min(span.end, to) - from,
    }))
  return {
    text: passage.text.slice(from, to),
    line: lineAt(passage, from),
    codes: within(passage.codes),
    strong: within(passage.strong),
    links: within(passage.links),
    struck: within(passage.struck),
  }
}

/** Its lines, each a passage. */
export const linesIn = (passage: Passage): readonly Passage[] =>
  onceFor(keptLines, passage, () => cutAt(passage, breaksOf(passage)))

/**
 * Its sentences, each a passage. A full stop inside a path, a version or a code span ends none; a line that
 * begins with a key ("Status: …") or a mark begins one.
 */
export const sentencesIn = (passage: Passage): readonly Passage[] =>
  onceFor(keptSentences, passage, () =>
    cutAt(
      passage,
      [...stops(passage), ...linesOfTheirOwn(passage)].sort((a, b) => a - b),
    ),
  )

/** Each reader asks for them again. */
const keptLines = new WeakMap<Passage, readonly Passage[]>()
const keptSentences = new WeakMap<Passage, readonly Passage[]>()

function onceFor(
  known: WeakMap<Passage, readonly Passage[]>,
  passage: Passage,
  find: () => readonly Passage[],
): readonly Passage[] {
  const before = known.get(passage)
  if (before !== undefined) return before
  const found = find()
  known.set(passage, found)
  return found
}

const stops = (passage: Passage): readonly number[] =>
  [...passage.text.matchAll(/[.!?]["'”’)*\]]*(?=(?<space>\s+)(?<next>\S))/gu)]
    .filter(({ index, 0: end, groups }) => {
      const next = index + end.length + (groups?.space?.length ?? 0)
      // A sentence begins in upper case, or with code.
      return !/\p{Ll}/u.test(groups?.next ?? '') || codeAt(passage, next)?.start === next
    })
    .map((end) => end.index + end[0].length)
    .filter((end) => (codeAt(passage, end)?.start ?? end) >= end)
    .filter((end) => !ABBREVIATION.test(passage.text.slice(Math.max(0, end - 12), end)))

const ABBREVIATION = /\b(?:e\.g|i\.e|cf|vs|resp|etc|approx|no|incl)\.$/i

/** Where lines end that aren't wrapped: before a mark or a key, behind a short line with a key. */
const linesOfTheirOwn = ({ text }: Passage): readonly number[] => {
  if (!text.includes('\n')) return []
  const lines = text.split('\n')
  const ends: number[] = []
  let at = 0
  for (const [index, line] of lines.entries()) {
    at += line.length
    const next = lines[index + 1]
    if (next !== undefined && (OWN_LINE.test(next) || SHORT_KEYED.test(line))) ends.push(at)
    at++
  }
  return ends
}

const OWN_LINE = /^(?:[✅☑❌–—•]|[A-Z][\w '-]{0,30}: )/u
const SHORT_KEYED = /^[A-Z][\w '-]{0,30}: .{0,50}$/u

function cutAt(passage: Passage, ends: readonly number[]): readonly Passage[] {
  const cuts = [0, ...ends, passage.text.length]
  return cuts
    .slice(1)
    .map((end, index) => part(passage, cuts[index] ?? 0, end))
    .filter(({ text }) => text !== '')
}

/** Its text on one line. */
export const oneLine = ({ text }: Pick<Passage, 'text'>): string =>
  text.replaceAll(/\s+/g, ' ').trim()

/** Whether this stretch is written as code. */
export const isCode = (passage: Passage, start: number, end: number): boolean =>
  end <= (codeAt(passage, start)?.end ?? -1)
