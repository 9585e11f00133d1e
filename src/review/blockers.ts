import { onceEach, readEvidence } from '../reading/evidence.ts'
import { leadingLabel } from '../reading/label.ts'
import { oneLine, type Passage, part, sentencesIn } from '../reading/passage.ts'
import type { Line } from '../reading/types.ts'
import { endOf, entriesOf, saysNothing } from './entries.ts'
import { type Block, type Outline, passagesIn, plainText, type Section } from './outline.ts'
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
  const found = outline.flatMap((section, index) => [
    ...fromHeading(outline, index),
    ...(isList(outline, index) ? listed(section) : marked(section)),
  ])
  const labels = new Map<string, number>()
  return found.filter(({ label }, index) => {
    if (label === null) return true
    if (!labels.has(label)) labels.set(label, index)
    return labels.get(label) === index
  })
}

/** Whether this section lists blockers: by its own title, or as a part of one that does and is no blocker itself. */
export function isList(outline: Outline, index: number): boolean {
  const section = outline[index]
  if (section === undefined) return false
  if (section.kind === 'blockers') return true
  return (
    isPartOfBlockers(section) &&
    !isBlockerHeading(outline, index) &&
    !isInsideBlocker(outline, index)
  )
}

const isPartOfBlockers = ({ kind, within }: Section): boolean =>
  (kind === 'other' || kind === 'findings') &&
  within.find((outer) => outer !== 'other') === 'blockers'

/** The heading of a single blocker, with everything up to the next heading as high. */
function fromHeading(outline: Outline, index: number): readonly ListedBlocker[] {
  const section = outline[index]
  if (section?.title === undefined || section.title === null || !isBlockerHeading(outline, index))
    return []
  const blocks = [...section.blocks, ...inside(outline, index).flatMap((part) => part.blocks)]
  return [
    blocker(
      section.title,
      blocks,
      section.line,
      blocks.map(endOf).findLast((line) => line !== null) ?? section.line,
    ),
  ]
}

const inside = (outline: Outline, index: number): readonly Section[] => {
  const own = outline[index]?.depth ?? 0
  const rest = outline.slice(index + 1)
  const end = rest.findIndex(({ depth }) => depth <= own)
  return end < 0 ? rest : rest.slice(0, end)
}

/** Sections whose headings name blockers that others raised, or things that don't block. */
const ELSEWHERE = new Set(['prior-blockers', 'fixes', 'notes', 'validation', 'risks', 'follow-ups'])

function isBlockerHeading(outline: Outline, index: number): boolean {
  const section = outline[index]
  if (section === undefined || section.title === null || section.kind !== 'other') return false
  if (section.within.some((outer) => ELSEWHERE.has(outer))) return false
  if (isInsideBlocker(outline, index)) return false
  const title = section.title.text
  if (leadingLabel(withoutNumber(title))?.label.includes('B') || MARK.test(withoutNumber(title)))
    return true
  // Under "Blockers" any heading is one, unless the list stands beside it, or in it.
  if (!isPartOfBlockers(section) || section.depth > 6) return false
  const parent = outline
    .slice(0, index)
    .findLast(({ depth, title: own }) => own !== null && depth < section.depth)
  const hasOwnList = parent?.kind === 'blockers' && entriesOf(parent.blocks).length > 0
  const hasNumbers = section.blocks.some((block) => block.type === 'list' && block.start !== null)
  return !hasOwnList && !hasNumbers && !saysNothing(title)
}

function isInsideBlocker(outline: Outline, index: number): boolean {
  const depth = outline[index]?.depth ?? 0
  for (let at = index - 1, limit = depth; at >= 0; at--) {
    const before = outline[at]
    if (before === undefined || before.title === null || before.depth >= limit) continue
    limit = before.depth
    if (isBlockerHeading(outline, at)) return true
  }
  return false
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

/** "B1: …" and "**B2.** …" as paragraphs; what follows one belongs to it. */
function labelledParagraphs(blocks: readonly Block[]): readonly ListedBlocker[] {
  const starts = blocks.flatMap((block, index) =>
    block.type === 'paragraph' && leadingLabel(withoutNumber(block.passage.text)) !== null
      ? [index]
      : [],
  )
  return starts.map((start, index) => {
    const own = blocks.slice(start, starts[index + 1])
    const line = own[0]?.type === 'paragraph' ? own[0].passage.line : 1
    return blockerOf({
      blocks: own,
      line,
      endLine: own.map(endOf).findLast((end) => end !== null) ?? line,
    })
  })
}

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
          return MARK.test(text) || leadingLabel(text)?.label.includes('B') === true
        })
        .map(blockerOf)

/** "[blocking]", "Blocker:", "MUST-FIX –" at the start of an entry or heading. */
const MARK = /^[[(]?(?:blocker|blocking|must[- ]fix)(?:[\])]\s*[:–—-]?|\s*[:–—]|\s+-)\s*(?=\S)/i

const withoutNumber = (text: string): string => text.replace(/^\d{1,3}[.)]\s+/, '')

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
