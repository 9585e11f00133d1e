import { placesOnce, readEvidence } from '../reading/evidence.ts'
import { LABEL, leadingLabel } from '../reading/label.ts'
import { oneLine, type Passage, part, sentencesIn } from '../reading/passage.ts'
import { plainTitle } from '../reading/section-kind.ts'
import type { Line } from '../reading/types.ts'
import { rowBlockers } from './blocker-rows.ts'
import { ELSEWHERE, rolesOf, withoutNumber } from './blocker-sections.ts'
import { endOf, entriesOf, saysNothing } from './entries.ts'
import type { ListedBlocker } from './listed-blocker.ts'
import { isMarked, isTagged, markEnd, saysSeverity } from './marks.ts'
import {
  type Block,
  type Outline,
  type Paragraph,
  passagesIn,
  plainText,
  type Section,
} from './outline.ts'

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

const listed = (section: Section): readonly ListedBlocker[] => {
  const { blocks } = section
  const entries = entriesOf(blocks)
    .filter((entry) => !saysNothing(plainText(entry.blocks)))
    .map((entry) => blockerOf(entry))
  return [
    ...entries,
    ...(entries.length === 0 ? paragraphsOf(section) : []),
    ...rowBlockers(blocks, true, blocker),
  ]
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

/** "B1: …", "**2.** …" and "[blocking] …" as paragraphs, or as lines of one; what follows belongs to the one before. */
function paragraphsOf({ title, line, blocks }: Section): readonly ListedBlocker[] {
  const found = startingWith(blocks, (text) => isLabelled(text) || isMarked(text))
  const numbered = startingWith(blocks, (text) => NUMBERED.test(text))
  if (found.length > 0) return found
  if (numbered.length > 0) return numbered
  // Under "Blocker" there is no more than one.
  const isOne = /^(?:the |open |only |one |1 )*(?:blocker|blocking (?:issue|finding|problem))$/i
  if (title === null || !isOne.test(plainTitle(title.text))) return []
  return blocks.some(({ type }) => type === 'paragraph') && !saysNothing(plainText(blocks))
    ? [blockerOf({ blocks, line, endLine: lastLineOf(blocks) ?? line })]
    : []
}

const NUMBERED = /^\d{1,3}[.)]\s+\S/

function startingWith(
  blocks: readonly Block[],
  starts: (text: string) => boolean,
): readonly ListedBlocker[] {
  const pieces = blocks.flatMap((block): readonly Block[] =>
    block.type === 'paragraph' ? cutAtLabels(block) : [block],
  )
  const at = pieces.flatMap((block, index) =>
    block.type === 'paragraph' && starts(block.passage.text) ? [index] : [],
  )
  return at.map((start, index) => {
    const own = pieces.slice(start, at[index + 1])
    const line = own[0]?.type === 'paragraph' ? own[0].passage.line : 1
    return blockerOf({ blocks: own, line, endLine: lastLineOf(own) ?? line })
  })
}

const isLabelled = (text: string): boolean => leadingLabel(withoutNumber(text)) !== null

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

/** Entries, paragraphs and rows elsewhere that are marked as blocking, or labelled in a list of findings. */
const marked = (section: Section): readonly ListedBlocker[] =>
  [section.kind, ...section.within].some((kind) => ELSEWHERE.has(kind))
    ? []
    : [
        ...entriesOf(section.blocks)
          .filter(({ blocks: [lead, ...rest] }) => {
            const text = lead?.type === 'paragraph' ? withoutNumber(lead.passage.text) : ''
            const isLabelled = leadingLabel(text)?.label.includes('B') === true
            const isTold = section.kind !== 'findings' && STATUS.test(text)
            return isMarked(text) || isTagged(text) || saysSeverity(rest) || (isLabelled && !isTold)
          })
          .map(blockerOf),
        ...startingWith(section.blocks, (text) => isMarked(withoutNumber(text))),
        ...rowBlockers(section.blocks, false, blocker),
      ].sort((one, other) => one.line - other.line)

/** What a list of the blockers of another round tells of each. */
const STATUS =
  /\b(?:fixed|resolved|addressed|closed|verified|confirmed|done|open|pending|unresolved|waived|deferred|withdrawn|dropped|accepted|obsolete|moot|won't fix)\b|[✅❌✔]/i

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
    evidence: placesOnce(passages.flatMap((passage) => readEvidence(passage))),
    passages,
    row: null,
  }
}

/** Titles are shown in tables and lines. */
const MAX_TITLE = 200

const withoutMark = (passage: Passage): Passage => part(passage, markEnd(passage.text) ?? 0)

/** The bold words that it begins with, else its first sentence; without label, mark and number. */
function titleOf(lead: Passage | null): { readonly label: string | null; readonly title: string } {
  if (lead === null) return { label: null, title: '' }
  const number = lead.text.length - withoutNumber(lead.text).length
  const numbered = part(lead, number)
  const label = leadingLabel(numbered.text) ?? leadingLabel(withoutMark(numbered).text)
  const spelled = leadingLabel(numbered.text)
  const told =
    spelled === null
      ? part(withoutMark(numbered), label?.end ?? 0)
      : withoutMark(part(numbered, spelled.end))
  const bold = told.strong.find((span) => span.start === 0)
  const words =
    bold !== undefined && bold.end > 3 ? part(told, 0, bold.end) : (sentencesIn(told)[0] ?? told)
  const title = oneLine(words).replace(/[.:\s]+$/, '')
  return {
    label: label?.label ?? null,
    title: title.length > MAX_TITLE ? `${title.slice(0, MAX_TITLE - 1)}…` : title,
  }
}
