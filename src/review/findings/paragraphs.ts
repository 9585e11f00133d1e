import { LABEL } from '../../reading/label.ts'
import { type Lead, readLead } from '../../reading/lead.ts'
import { type Passage, part } from '../../reading/passage.ts'
import { plainTitle } from '../../reading/section-kind.ts'
import type { Severity } from '../../reading/severity.ts'
import { type Block, type Paragraph, plainText } from '../blocks.ts'
import { saysNothing } from '../entries.ts'
import type { Section } from '../outline.ts'
import type { Finding } from './finding.ts'
import { lastLineOf, ofEntry } from './make-finding.ts'

/** "B1: …", "**2.** …" and "[blocking] …" as paragraphs, or as lines of one; what follows belongs to the one before. */
export function paragraphsOf(section: Section, severity: Severity | null): readonly Finding[] {
  const { title, line, blocks } = section
  const found = startingWith(blocks, (lead) => lead.label !== null || lead.isNamed, severity)
  if (found.length > 0) return found
  const numbered = startingWith(blocks, (lead) => lead.isNumbered, severity)
  if (numbered.length > 0) return numbered
  const bold = startingWith(blocks, (_, passage) => isBoldAlone(passage), severity)
  if (bold.length > 0) return bold
  // Under "Blocker" there is no more than one.
  const isOne = /^(?:the |open |only |one |1 )*(?:blocker|blocking (?:issue|finding|problem))$/i
  if (title === null || !isOne.test(plainTitle(title.text))) return []
  return blocks.some(({ type }) => type === 'paragraph') && !saysNothing(plainText(blocks))
    ? [ofEntry({ blocks, line, endLine: lastLineOf(blocks) ?? line }, severity)]
    : []
}

export function startingWith(
  blocks: readonly Block[],
  starts: (lead: Lead, passage: Passage) => boolean,
  severity: Severity | null,
): readonly Finding[] {
  const pieces = blocks.flatMap((block): readonly Block[] =>
    block.type === 'paragraph' ? cutAtLabels(block) : [block],
  )
  const at = pieces.flatMap((block, index) =>
    block.type === 'paragraph' && begins(block.passage, starts) ? [index] : [],
  )
  return at.map((start, index) => {
    const own = pieces.slice(start, at[index + 1])
    const line = own[0]?.type === 'paragraph' ? own[0].passage.line : 1
    return ofEntry({ blocks: own, line, endLine: lastLineOf(own) ?? line }, severity)
  })
}

function begins(passage: Passage, starts: (lead: Lead, passage: Passage) => boolean): boolean {
  const lead = readLead(passage)
  const [words = ''] = passage.text.slice(lead.end).split('\n', 1)
  // "B1 is fixed in abc1234" tells of B1, and doesn't raise it.
  const isStatus = lead.label !== null && !lead.isNamed && STATUS_FIRST.test(words)
  return starts(lead, passage) && !saysNothing(words) && !isStatus
}

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

const LABELLED_LINE = new RegExp(
  String.raw`(?<=\n)(?:[[(]?${LABEL}[\])]?\s*[:.)—–-]|\[(?:blocker|blocking|must[- ]fix|nit|P\d|critical|high|major|medium|minor|low|suggestion)\]|blocker \d+:)`,
  'gi',
)

/** Where paragraphs begin that are findings themselves, so that the lists below them tell more of these. */
export function headsOf(blocks: readonly Block[]): number {
  const at = blocks.findIndex((block) => {
    if (block.type !== 'paragraph') return false
    const { text, strong } = block.passage
    const lead = readLead(block.passage)
    const isHead =
      lead.label !== null || lead.isNamed || (lead.isNumbered && strong[0]?.start === 0)
    const isBold = (strong[0]?.start ?? 9) <= lead.end && (strong[0]?.end ?? 0) > lead.end
    return (
      isBoldAlone(block.passage) ||
      (isHead && (isBold || lead.label !== null) && !saysNothing(text.slice(lead.end)))
    )
  })
  return at < 0 ? blocks.length : at
}

/** "**The lock file is out of sync**" alone in its line, above what is said of it. */
const isBoldAlone = ({ text, strong }: Passage): boolean => {
  const [first] = strong
  return (
    first?.start === 0 &&
    first.end >= text.length - 1 &&
    text.split(/\s+/).length > 2 &&
    !/[:?]$/.test(text) &&
    !saysNothing(text)
  )
}

/** What is told of a finding, rather than what it is. */
export const STATUS_FIRST =
  /^(?:(?:not|now|yet|still|partially|partly|un|is|are|was|were|has been|have been) ?){0,3}(?:fixed|resolved|addressed|closed|verified|confirmed|done|open|pending|unresolved|waived|deferred|withdrawn|dropped|accepted|obsolete|moot|won't fix)\b/i
