import { onceEach, readEvidence } from '../reading/evidence.ts'
import { LABEL, leadingLabel } from '../reading/label.ts'
import { oneLine, type Passage, part, sentencesIn } from '../reading/passage.ts'
import type { Line } from '../reading/types.ts'
import { ELSEWHERE, MARK, rolesOf, withoutNumber } from './blocker-sections.ts'
import { endOf, entriesOf, saysNothing } from './entries.ts'
import {
  type Block,
  type Outline,
  type Paragraph,
  passagesIn,
  plainText,
  type Section,
} from './outline.ts'
import type { ReportedBlocker } from './report.ts'

/** A blocker as it is listed, before it is known whether the report calls it fixed. */
export interface ListedBlocker extends Omit<ReportedBlocker, 'ordinal' | 'state' | 'fixCommits'> {
  /** What was said inside the item, for statements of a fix. */
  readonly passages: readonly Passage[]
}

/**
 * The blockers that a report lists: the entries, or the sub-headings, of a section called so; anywhere else
 * only what is marked as one ("[blocking] …", a heading "B1: …"). In the report's order, each label once.
 */
export function readBlockers(outline: Outline): readonly ListedBlocker[] {
  const roles = rolesOf(outline)
  const found = outline.flatMap((section, index): readonly ListedBlocker[] => {
    switch (roles[index]) {
      case 'list':
        return listed(section)
      case 'blocker':
        return [fromHeading(section, inside(outline, index))]
      case 'inside':
        return []
      default:
        return marked(section)
    }
  })
  const labels = new Map<string, number>()
  return found.filter(({ label }, index) => {
    if (label === null) return true
    if (!labels.has(label)) labels.set(label, index)
    return labels.get(label) === index
  })
}

/** The heading of a single blocker, with everything up to the next heading as high. */
function fromHeading({ title, line, blocks }: Section, parts: readonly Section[]): ListedBlocker {
  const all = [...blocks, ...parts.flatMap((section) => section.blocks)]
  return blocker(title, all, line, lastLineOf(all) ?? line)
}

function inside(outline: Outline, index: number): readonly Section[] {
  const own = outline[index]?.depth ?? 0
  let end = index + 1
  while ((outline[end]?.depth ?? 0) > own) end++
  return outline.slice(index + 1, end)
}

const listed = ({ blocks }: Section): readonly ListedBlocker[] => {
  const entries = entriesOf(blocks)
    .filter((entry) => !saysNothing(plainText(entry.blocks)))
    .map((entry) => blockerOf(entry))
  return [...entries, ...(entries.length === 0 ? labelledParagraphs(blocks) : []), ...rows(blocks)]
}

const blockerOf = (entry: {
  readonly blocks: readonly Block[]
  readonly line: Line
  readonly endLine: Line
}) => {
  const [lead, ...rest] = entry.blocks
  return lead?.type === 'paragraph'
    ? blocker(lead.passage, rest, entry.line, entry.endLine)
    : blocker(null, entry.blocks, entry.line, entry.endLine)
}

/** "B1: …" and "**B2.** …" as paragraphs, or as lines of one; what follows belongs to the label before. */
function labelledParagraphs(blocks: readonly Block[]): readonly ListedBlocker[] {
  const pieces = blocks.flatMap((block): readonly Block[] =>
    block.type === 'paragraph' ? cutAtLabels(block) : [block],
  )
  const starts = pieces.flatMap((block, index) => (isLabelled(block) ? [index] : []))
  return starts.map((start, index) => {
    const own = pieces.slice(start, starts[index + 1])
    const line = own[0]?.type === 'paragraph' ? own[0].passage.line : 1
    return blockerOf({ blocks: own, line, endLine: lastLineOf(own) ?? line })
  })
}

const isLabelled = (block: Block): boolean =>
  block.type === 'paragraph' && leadingLabel(withoutNumber(block.passage.text)) !== null

function cutAtLabels({ passage }: Paragraph): readonly Paragraph[] {
  const starts = [...passage.text.matchAll(LABELLED_LINE)].map(({ index }) => index)
  const cuts = [0, ...starts, passage.text.length]
  return cuts
    .slice(1)
    .map((end, index) => part(passage, cuts[index] ?? 0, end))
    .filter(({ text }) => text !== '')
    .map((piece) => ({
      type: 'paragraph',
      passage: piece,
      endLine: piece.line + piece.text.split('\n').length - 1,
    }))
}

const LABELLED_LINE = new RegExp(String.raw`(?<=\n)[[(]?${LABEL}[\])]?\s*[:.)—–-]`, 'g')

const lastLineOf = (blocks: readonly Block[]): Line | null =>
  blocks.map(endOf).findLast((line) => line !== null) ?? null

/** A table with a column of ids and one that tells what is wrong. */
const rows = (blocks: readonly Block[]): readonly ListedBlocker[] =>
  blocks.flatMap((block) => {
    if (block.type !== 'table') return []
    const [head, ...body] = block.rows
    const column = head?.cells.findIndex(({ text }) => TOLD.test(text.trim())) ?? -1
    if (column < 0) return []
    return body.flatMap(({ cells, line }) => {
      const [id, told] = [cells[0], cells[column]]
      if (told === undefined || saysNothing(told.text)) return []
      const one = blocker(told, [], line, line)
      const passages = [joined(cells)]
      return [
        {
          ...one,
          label: leadingLabel(id?.text ?? '')?.label ?? one.label,
          body: cells.map(oneLine).join(' | '),
          evidence: onceEach(cells.flatMap((cell) => readEvidence(cell))),
          passages,
        },
      ]
    })
  })

const TOLD = /^(?:title|issue|finding|blocker|problem|description|what|summary)s?$/i

/** A row reads like a sentence: `B1 | loops | fixed | abc1234`. */
const joined = (cells: readonly Passage[]): Passage => ({
  text: cells.map(oneLine).join(' | '),
  line: cells[0]?.line ?? 1,
  codes: [],
  strong: [],
  links: [],
})

/** Entries of other lists that are marked as blocking, or labelled in a list of findings. */
const marked = (section: Section): readonly ListedBlocker[] =>
  [section.kind, ...section.within].some((kind) => ELSEWHERE.has(kind))
    ? []
    : entriesOf(section.blocks)
        .filter(({ blocks: [lead] }) => {
          const text = lead?.type === 'paragraph' ? withoutNumber(lead.passage.text) : ''
          const isLabelled = leadingLabel(text)?.label.includes('B') === true
          return (
            MARK.test(text) || (isLabelled && !(section.kind !== 'findings' && STATUS.test(text)))
          )
        })
        .map(blockerOf)

/** What a list of the blockers of another round tells of each. */
const STATUS = /\b(?:fixed|resolved|addressed|closed|verified|done|open|pending|unresolved)\b/i

function blocker(
  lead: Passage | null,
  blocks: readonly Block[],
  line: Line,
  endLine: Line,
): ListedBlocker {
  const passages = [...(lead === null ? [] : [lead]), ...passagesIn(blocks)]
  const { label, title } = titleOf(lead ?? passages[0] ?? null)
  const told = [...(lead === null ? [] : [oneLine(lead)]), plainText(blocks)].filter(
    (text) => text !== '',
  )
  return {
    label,
    title,
    body: told.join('\n\n'),
    line,
    endLine,
    evidence: onceEach(passages.flatMap((passage) => readEvidence(passage))),
    passages,
  }
}

/** Titles are shown in tables and lines. */
const MAX_TITLE = 200

/** The bold words that it begins with, else its first sentence; without label, mark and number. */
function titleOf(lead: Passage | null): { readonly label: string | null; readonly title: string } {
  if (lead === null) return { label: null, title: '' }
  const number = lead.text.length - withoutNumber(lead.text).length
  const numbered = part(lead, number)
  const mark = MARK.exec(numbered.text)
  const unmarked = mark === null ? numbered : part(numbered, mark[0].length)
  const label = leadingLabel(unmarked.text)
  const told = label === null ? unmarked : part(unmarked, label.end)
  const bold = told.strong.find((span) => span.start === 0)
  const words =
    bold !== undefined && bold.end > 3 ? part(told, 0, bold.end) : (sentencesIn(told)[0] ?? told)
  const title = oneLine(words).replace(/[.:\s]+$/, '')
  return {
    label: label?.label ?? null,
    title: title.length > MAX_TITLE ? `${title.slice(0, MAX_TITLE - 1)}…` : title,
  }
}
