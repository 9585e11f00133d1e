import { sentencesIn } from '../reading/passage.ts'
import { rolesOf } from './blocker-sections.ts'
import { type FixStatement, readFixStatements } from './fix-statement.ts'
import type { ListedBlocker } from './listed-blocker.ts'
import { type Block, type Outline, passagesIn, type Section } from './outline.ts'
import { saidInAnswer } from './said-in-answer.ts'
import { IN_ITEM, named, saidOf } from './said-of.ts'
import { rowsSay, statusOf } from './status-row.ts'

/** What a blocker's own entry says of it: "Fixed in `abc1234`", "Status: resolved by `abc1234`", "Fix: `abc1234`". */
export function fixesSaidInItem(blocker: ListedBlocker, name: string): readonly FixStatement[] {
  if (blocker.row !== null) {
    const said = statusOf(blocker.row.head, blocker.row.cells, blocker.line)
    return said === null ? [] : [said]
  }
  return blocker.passages.flatMap((passage) =>
    sentencesIn(passage).flatMap((sentence) => saidOf(sentence, name, IN_ITEM)),
  )
}

/** Sections in which a fix that is mentioned is beside the point. */
const SILENT = new Set(['notes', 'risks', 'follow-ups', 'validation'])

/** What a section says to be fixed, outside of the entries that list blockers. */
export function fixesSaidIn(
  outline: Outline,
  section: Section,
  index: number,
): readonly FixStatement[] {
  if ([section.kind, ...section.within].some((kind) => SILENT.has(kind))) return []
  const role = rolesOf(outline)[index]
  // What stands in a blocker's own text is read with it.
  if (role === 'blocker' || role === 'inside') return []
  const isList = role === 'list'
  const title = section.title === null || section.depth > 6 ? [] : [section.title]
  if (isAboutFixes(section)) {
    const said = saidInAnswer(section, title)
    return isOfOthers(section) ? said.map((statement) => ofOthers(statement, section)) : said
  }
  const blocks = isList ? section.blocks.filter(({ type }) => type !== 'list') : section.blocks
  return [
    ...[...title, ...passagesIn(withoutTables(blocks))]
      .flatMap(sentencesIn)
      .flatMap((sentence) => named(readFixStatements(sentence), sentence, isList)),
    ...(isList || section.kind === 'findings' ? [] : rowsSay(blocks, false)),
  ]
}

const isAboutFixes = ({ kind, within }: Section): boolean => {
  const nearest = [kind, ...within].find((one) => one !== 'other')
  return nearest === 'fixes' || nearest === 'prior-blockers'
}

/** "Prior blockers", "Status of the R1 findings", and what stands under such a heading. */
const isOfOthers = ({ kind, within, title }: Section): boolean =>
  kind === 'prior-blockers' ? EARLIER.test(title?.text ?? '') : within.includes('prior-blockers')

const EARLIER = /\b(?:prior|previous|earlier|past|first|last|r\d+|round \d+)\b/i

/** A label there is that of the round which the heading names. */
function ofOthers(statement: FixStatement, { title }: Section): FixStatement {
  const round = /\b(?:r|round )(\d{1,4})\b/i.exec(title?.text ?? '')?.[1]
  const labels = statement.labels.map((label) =>
    round === undefined || label.startsWith('R') ? label : `R${round}-${label}`,
  )
  return { ...statement, labels, prior: true }
}

const withoutTables = (blocks: readonly Block[]): readonly Block[] =>
  blocks.filter(({ type }) => type !== 'table')
