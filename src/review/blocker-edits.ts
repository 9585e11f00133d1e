import { recounted } from '../reading/recount.ts'
import {
  type Change,
  insertLines,
  insertParagraph,
  lineOf,
  replaceIn,
  type Source,
} from '../reading/source.ts'
import type { CountClaim, Line } from '../reading/types.ts'
import { passagesIn } from './blocks.ts'
import { BLOCKER_WANTED, behindSection, behindTitle, blockersWanted } from './edits.ts'
import { type Outline, type Section, TITLE_LINE_DEPTH } from './outline.ts'
import type { ReportedBlocker } from './report.ts'

/** Blockers to describe: in the list that holds none so far, else in a new one behind the section of the verdict. */
export function skeleton(
  outline: Outline,
  source: Source,
  verdictLine: Line,
  count: number,
): readonly Change[] {
  const wanted = blockersWanted(count)
  const list = outline.findLast(({ kind, title }) => kind === 'blockers' && title !== null)
  if (list !== undefined) return inPlaceOfNone(outline, source, list, wanted)
  const next = outline.find(({ line, depth }) => line > verdictLine && depth < TITLE_LINE_DEPTH)
  if (next !== undefined && next.line > source.body) {
    return [insertParagraph(source, next.line, ['## Blockers', '', ...wanted])]
  }
  let end = source.lines.length + 1
  while (end > 1 && lineOf(source, end - 1).trim() === '') end--
  return [insertParagraph(source, end, ['## Blockers', '', ...wanted])]
}

/** "None." gives way; anything else stays. */
function inPlaceOfNone(
  outline: Outline,
  source: Source,
  section: Section,
  wanted: readonly string[],
): readonly Change[] {
  const passages = passagesIn(section.blocks)
  const isPlain = section.blocks.every(({ type }) => type === 'paragraph' || type === 'list')
  const [first] = passages
  const end = behindSection(source, outline, section)
  if (first === undefined || !isPlain) {
    return [insertParagraph(source, behindTitle(source, section), wanted)]
  }
  const start = source.starts[first.line - 1] ?? 0
  const to = (source.starts[end - 1] ?? source.text.length + 1) - 1
  return [{ start, end: to, text: wanted.join('\n') }]
}

/**
 * The announced number as it should be where it is too small: all that is listed counts anyhow. Where more were
 * announced one may have been lost, so that there is one more to describe.
 */
export function countInstead(
  claimed: CountClaim,
  blockers: readonly ReportedBlocker[],
  source: Source,
): readonly Change[] {
  if (claimed.count > blockers.length)
    return furtherBlockers(claimed.count - blockers.length, blockers.at(-1), source)
  return recounted(claimed, blockers.length, source)
}

/** Behind the last blocker, as entries of its list or as headings of its kind. */
function furtherBlockers(
  count: number,
  last: ReportedBlocker | undefined,
  source: Source,
): readonly Change[] {
  if (last === undefined) return []
  const text = lineOf(source, last.line)
  const heading = /^#{1,6} /.exec(text)?.[0]
  if (heading !== undefined) {
    const each = `${heading}[BLOCKER] ${BLOCKER_WANTED}`
    const lines = Array.from({ length: Math.min(count, 20) }, () => [each, '']).flat()
    return [insertParagraph(source, last.endLine + 1, lines.slice(0, -1))]
  }
  const [, indent = '', bullet] = /^(\s*)([-*+]|\d{1,4}[.)])\s/.exec(text) ?? []
  if (bullet === undefined) return []
  const number = /^\d+/.exec(bullet)?.[0]
  const entries = blockersWanted(count).map((wanted, index) =>
    number === undefined
      ? wanted.replace(/^\d+\./, bullet)
      : wanted.replace(/^\d+\./, `${Number(number) + 1 + index}${bullet.slice(number.length)}`),
  )
  return [
    insertLines(
      source,
      last.endLine + 1,
      entries.map((entry) => indent + entry),
    ),
  ]
}

/** Each of these called blocking where it begins: that is how they were taken. */
export const marked = (blockers: readonly ReportedBlocker[], source: Source): readonly Change[] => {
  const changes = blockers.map(({ line }) => {
    const text = lineOf(source, line)
    if (/^\s*\|/.test(text)) return replaceIn(source, line, GRADED_CELL, ' blocking ')
    if (TAG.test(text)) return replaceIn(source, line, TAG, '[BLOCKER]')
    const start = (source.starts[line - 1] ?? 0) + (BEGINNING.exec(text)?.[0].length ?? 0)
    return [{ start, end: start, text: '[BLOCKER] ' }]
  })
  // Half of them would say that the others don't block.
  return changes.every((one) => one.length > 0) ? changes.flat() : []
}

const GRADED_CELL = /(?<=\|)\s*\W{0,4}(?:medium|moderate|warning|p2)\W{0,4}\s*(?=\|)/i
const TAG = /\[(?:medium|moderate|warning|p2)\]/i
/** Behind the marks of an entry or heading. */
const BEGINNING = /^\s*(?:(?:[-*+]|\d{1,4}[.)])\s+(?:\[[ x]\]\s+)?|#{1,6}\s+)?/i
