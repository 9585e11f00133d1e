import { readCommitMentions } from '../reading/commit-mentions.ts'
import { LABEL, labelsIn, leadingLabel } from '../reading/label.ts'
import { type Passage, sentencesIn } from '../reading/passage.ts'
import { type FixStatement, readFixStatements } from './fix-statement.ts'
import { type Entry, type List, passagesIn, type Section } from './outline.ts'
import { AGAINST, IN_ANSWER, named, ofAll, saidOf, stated } from './said-of.ts'
import { rowsSay } from './status-row.ts'

/** A section about fixes: each entry and sub-heading of one blocker, or running text about them all. */
export function saidInAnswer(section: Section, title: readonly Passage[]): readonly FixStatement[] {
  const label = leadingLabel(section.title?.text ?? '')?.label ?? null
  const isPrior = section.kind === 'prior-blockers'
  return [
    ...title
      .flatMap(sentencesIn)
      .flatMap((sentence) => named(readFixStatements(sentence), sentence, false)),
    ...section.blocks.flatMap((block): readonly FixStatement[] => {
      switch (block.type) {
        case 'paragraph':
          return sentencesIn(block.passage).flatMap((sentence) =>
            saidInSentence(sentence, leadingLabel(block.passage.text)?.label ?? label, isPrior),
          )
        case 'list':
          return block.items.flatMap((entry, at) =>
            saidInEntry(entry, nameIn(block, entry, at) ?? label, isPrior),
          )
        case 'table':
          return rowsSay([block], true)
        default:
          return []
      }
    }),
  ]
}

/** The blocker that an entry tells of: by its label, "#1", or its number when it begins with how it ended. */
function nameIn({ start }: List, entry: Entry, at: number): string | null {
  const [lead] = entry.blocks
  if (lead?.type !== 'paragraph') return null
  const label = leadingLabel(lead.passage.text)?.label
  if (label !== undefined) return label
  const number = /^#(\d{1,3})\b/.exec(lead.passage.text)?.[1]
  if (number !== undefined) return `B${Number(number)}`
  return start !== null && STATUS_FIRST.test(lead.passage.text) ? `B${start + at}` : null
}

const STATUS_FIRST =
  /^(?:\p{Extended_Pictographic}|\uFE0F|\s)*(?:(?:not|un|partially|still)[\s-]*)?(?:fixed|resolved|addressed|closed|open)\b/iu

function saidInEntry(entry: Entry, name: string | null, isPrior: boolean): readonly FixStatement[] {
  return passagesIn(entry.blocks)
    .flatMap(sentencesIn)
    .flatMap((sentence) => {
      if (name !== null) return saidInSentence(sentence, name, isPrior)
      const statements = readFixStatements(sentence, IN_ANSWER)
      const found = named(statements, sentence, false)
      if (found.length > 0) return found
      const ofCommit = subjectNames(sentence)
      if (ofCommit !== null) return [ofCommit]
      const all = ofAll(sentence, isPrior)
      // An entry that is called fixed without saying which blocker it is.
      return all.length > 0
        ? all
        : statements
            .filter(({ commits }) => commits.length > 0)
            .map((statement) => ({ ...statement, claim: 'unclear' as const }))
    })
}

function saidInSentence(
  sentence: Passage,
  name: string | null,
  isPrior: boolean,
): readonly FixStatement[] {
  const statements = readFixStatements(sentence, IN_ANSWER)
  const found = named(statements, sentence, false)
  if (found.length > 0) return found
  const commits = readCommitMentions(sentence)
  if (name !== null) {
    const label = leadingLabel(sentence.text)
    const isValue =
      label !== null && /^[\s→⇒=>"'(-]*[0-9a-f]{7,40}\b/i.test(sentence.text.slice(label.end))
    const said = isValue ? [stated(sentence, [], null, commits)] : saidOf(sentence, name, IN_ANSWER)
    return said.map((statement) => ({ ...statement, labels: [name], group: null }))
  }
  if (commits.length === 0) return []
  const claimed = statements.filter(({ claim }) => claim === 'yes')
  return claimed.length > 0
    ? [stated(sentence, [], { count: null, prior: isPrior, round: null }, commits)]
    : [...ofAll(sentence, isPrior), ...statements]
}

/** "abc1234 fix: bound the loop (B1)" in a list of fix commits. */
function subjectNames(sentence: Passage): FixStatement | null {
  const labels = labelsIn(sentence.text).map(({ label }) => label)
  if (labels.length === 0 || !NAMES_AT_ITS_EDGE.test(sentence.text)) return null
  const said = stated(sentence, labels, null, readCommitMentions(sentence))
  return AGAINST.test(sentence.text) ? { ...said, claim: 'unclear' } : said
}

const NAMES_AT_ITS_EDGE = new RegExp(
  String.raw`^[0-9a-f]{7,40}(?:["')]*\s*(?:[:→⇒—–-]|=>|->)\s*[[(]?${LABEL}\b|\b.{0,300}[[(](?:fix(?:es)? )?(?:${LABEL}(?:, | and |/)?)+[\])][.]?$)`,
  'is',
)
