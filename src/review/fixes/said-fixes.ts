import { readLead } from '../../reading/lead.ts'
import { type Passage, sentencesIn } from '../../reading/passage.ts'
import { type Block, passagesIn } from '../blocks.ts'
import type { Finding } from '../findings/finding.ts'
import { rolesOf } from '../findings/sections.ts'
import type { Outline, Section } from '../outline.ts'
import { answerOf } from './answer-sections.ts'
import { type FixStatement, readFixStatements } from './fix-statement.ts'
import { type Names, namesOf } from './names.ts'
import { type Answer, saidInAnswer } from './said-in-answer.ts'
import { inAnswer, inItem, named, saidOf } from './said-of.ts'
import { rowsSay, statusOf } from './status-row.ts'

/** What a finding's own entry says of it: "Fixed in `abc1234`", "Status: resolved by `abc1234`", "Fix: `abc1234`". */
export function fixesSaidInItem(
  { row, line, passages }: Pick<Finding, 'row' | 'line' | 'passages'>,
  name: string,
  names: Pick<Names, 'in'>,
): readonly FixStatement[] {
  if (row !== null) {
    const said = statusOf(row.head, row.cells, line, names)
    return said === null ? [] : [said]
  }
  return passages.flatMap((passage) =>
    sentencesIn(passage).flatMap((sentence) => saidOf(sentence, name, inItem(names))),
  )
}

/** Sections in which a fix that is mentioned is beside the point. */
const SILENT = new Set(['notes', 'risks', 'follow-ups', 'validation'])

const isSilent = ({ kind, within, title }: Section): boolean =>
  [kind, ...within].some((one) => SILENT.has(one)) && !AGAIN.test(title?.text ?? '')

/** "Re-validation": what was found is looked at once more. */
const AGAIN =
  /\b(?:re-?(?:validation|verification|check|test|review)|post-?fix|after (?:the )?fix(?:es)?)\b/i

/**
 * What a section says to be fixed, outside of the entries that list findings.
 * @param isOwn whether a passage belongs to one of these
 */
export function fixesSaidIn(
  outline: Outline,
  section: Section,
  index: number,
  names: Names,
  isOwn: (passage: Passage) => boolean,
): readonly FixStatement[] {
  const answer = answerOf(section)
  if (answer === null && isSilent(section)) return []
  const role = rolesOf(outline)[index]
  // What stands in a finding's own text is read with it.
  if (role === 'finding' || role === 'inside') return []
  const isList = role === 'list'
  if (answer !== null && !isList) return saidInAnswerOf(section, answer, names)
  const title = section.title === null || section.depth > 6 ? [] : [section.title]
  const blocks = isList ? section.blocks.filter(({ type }) => type !== 'list') : section.blocks
  const outside = passagesIn(withoutTables(blocks)).filter((passage) => !isOwn(passage))
  return [
    ...[...title, ...outside]
      .flatMap(sentencesIn)
      .flatMap((sentence) =>
        named(
          readFixStatements(sentence, { ...inAnswer(names), inItem: false, aboutFixes: false }),
          sentence,
          isList ? names : null,
        ),
      ),
    ...(isList || section.kind === 'findings' ? [] : rowsSay(blocks, 'none', names)),
  ]
}

function saidInAnswerOf(
  section: Section,
  kind: 'done' | 'told',
  names: Names,
): readonly FixStatement[] {
  const isOthers = isOfOthers(section)
  const answer: Answer = {
    names: isOthers ? NOBODY : names,
    isDone: kind === 'done',
    isPrior: section.kind === 'prior-blockers',
    ofBlockers: isOthers || /block/i.test(section.title?.text ?? ''),
    heading: headingOf(section, isOthers ? NOBODY : names),
  }
  const said = saidInAnswer(section, answer)
  return isOthers ? said.map((statement) => ofOthers(statement, section)) : said
}

/** The nearest heading that names findings. */
const headingOf = (section: Section, names: Names): Passage | null =>
  [section, ...section.around]
    .filter((one) => one === section || answerOf(one) !== null)
    .map(({ title, depth }) => (depth > 6 ? null : title))
    .find((title) => title !== null && namesSome(title, names)) ?? null

const namesSome = (title: Passage, names: Names): boolean =>
  names.leading(title) !== null || readLead(title).label !== null

/** Names of another round mean no finding of this report. */
const NOBODY = namesOf([])

/** "Prior blockers", "Status of the R1 findings", and what stands under such a heading. */
const isOfOthers = ({ kind, within, title }: Section): boolean =>
  kind === 'prior-blockers' ? EARLIER.test(title?.text ?? '') : within.includes('prior-blockers')

const EARLIER = /\b(?:prior|previous|earlier|past|first|last|r\d+|round \d+)\b/i

/** A label there is that of the round which the heading names. */
function ofOthers(statement: FixStatement, { title }: Section): FixStatement {
  const round = /\b(?:r|round )(\d{1,4})\b/i.exec(title?.text ?? '')?.[1]
  const labels = statement.labels.map((label) =>
    round === undefined || /^R\d/.test(label) ? label : `R${round}-${label}`,
  )
  return { ...statement, labels, prior: true }
}

const withoutTables = (blocks: readonly Block[]): readonly Block[] =>
  blocks.filter(({ type }) => type !== 'table')
