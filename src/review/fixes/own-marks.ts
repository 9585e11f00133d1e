import { readCommitMentions } from '../../reading/commit-mentions.ts'
import { readLead } from '../../reading/lead.ts'
import type { Passage } from '../../reading/passage.ts'
import type { Line } from '../../reading/types.ts'
import type { Block } from '../blocks.ts'
import type { Finding } from '../findings/finding.ts'
import type { Outline, Section } from '../outline.ts'
import { isTroubled } from './claim.ts'
import type { FixStatement } from './fix-statement.ts'
import { stated } from './said-of.ts'
import { statusAt, statusAtEnd, type ToldStatus } from './told-status.ts'

/** How findings are marked beside their words: boxes, strokes, signs, the end of a heading, the title above them. */
export type Marks = (finding: Finding) => readonly FixStatement[]

/** The marks of this report's findings. */
export function marksIn(outline: Outline): Marks {
  const boxes = new Map(outline.flatMap(({ blocks }) => boxesIn(blocks)))
  return (finding) => {
    const [first] = finding.passages
    if (first === undefined || finding.row !== null) return []
    const status =
      markOf(finding, first, boxes.get(finding.line) ?? null) ??
      sectionStatus(sectionAt(outline, finding.line))
    if (status === null) return []
    const said = stated(first, [], null, status === 'fixed' ? commitsOf(finding.passages) : [])
    return [
      { ...said, claim: status === 'fixed' ? 'yes' : status === 'open' ? 'denied' : 'withdrawn' },
    ]
  }
}

function markOf(
  { status, line }: Finding,
  first: Passage,
  isTicked: boolean | null,
): ToldStatus | null {
  if (isTicked === true) return 'fixed'
  const told = isTroubled(firstLine(first.text).slice(-MAX_REMARK))
    ? null
    : statusAtEnd(firstLine(first.text))
  if (isTicked === false) return told === 'withdrawn' ? told : 'open'
  if (first.line === line && isStruck(first)) return told ?? statusAt(afterStroke(first)) ?? 'fixed'
  const { end } = readLead(first)
  // "Fixed in abc1234 — incomplete" is no mark alone.
  if (status === 'fixed' && isTroubled(first.text.slice(end, end + MAX_REMARK / 2))) return null
  return status ?? told
}

/** A remark behind a status. */
const MAX_REMARK = 60

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? ''

/** The words of the item are struck through, all of them up to a remark behind. */
function isStruck(passage: Passage): boolean {
  const [span] = passage.struck
  return span !== undefined && span.start <= readLead(passage).end && span.end - span.start > 3
}

const afterStroke = ({ text, struck }: Passage): string => text.slice(struck.at(0)?.end ?? 0)

/** "Bugs (fixed)", "Important issues — all resolved", "Fixed during this review". */
function sectionStatus(section: Section | null): ToldStatus | null {
  const title = section?.title?.text ?? ''
  return title.length < 120 && ALL_FIXED.test(title) ? 'fixed' : null
}

const ALL_FIXED =
  /[(—–:-]\s*(?:(?:all|now|both|items)\s+){0,2}(?:fixed|resolved|addressed|closed)\b(?!\s*:)[^)(—–]{0,40}\)?\s*$|^\W*(?:fixed|resolved) (?:issues|findings|bugs|items|problems|blockers|during|since|in this)\b/iu

const sectionAt = (outline: Outline, line: Line): Section | null =>
  outline.findLast((section) => section.title !== null && section.line <= line) ?? null

/** The commits beside a mark, without those that are told to be the cause, or to have been read. */
const commitsOf = (passages: readonly Passage[]) =>
  passages.flatMap((passage) => {
    const lower = passage.text.toLowerCase()
    return readCommitMentions(passage).filter(({ sha }) => {
      const at = lower.indexOf(sha)
      return !OTHER_COMMIT.test(lower.slice(Math.max(0, at - 60), at))
    })
  })

const OTHER_COMMIT =
  /\b(?:introduc\w+|caus\w+|since|regress\w+|broke\w*|revert\w*|review\w*|head|base|before|prior to|until|as of|at|from|onto|like|see|similar|the same as|compar\w+)\b[^.;)]{0,40}$/

const boxesIn = (blocks: readonly Block[]): readonly (readonly [Line, boolean])[] =>
  blocks.flatMap((block) =>
    block.type === 'list'
      ? block.items.flatMap((entry) => [
          ...(entry.checked === null ? [] : [[entry.line, entry.checked] as const]),
          ...boxesIn(entry.blocks),
        ])
      : [],
  )
