import type { Doubt } from '../../reading/edits.ts'
import { placeholder } from '../../reading/placeholder.ts'
import { type Change, lineOf, replaceSentence, type Source } from '../../reading/source.ts'
import type { Line } from '../../reading/types.ts'
import type { FixStatement } from './fix-statement.ts'
import type { Names } from './names.ts'

/** Where a statement stands: in the entry of the blocker that it must be about, or anywhere else. */
export type Stands = 'in its entry' | 'outside'

type Said = Pick<FixStatement, 'line' | 'text' | 'commits'>

/** What could be read both ways closes nothing, and is pointed out. */
export const unclearFix = (
  statement: Said,
  stands: Stands,
  { own }: Pick<Names, 'own'>,
  source: Source,
): Doubt => ({
  code: 'unclear-fix',
  severity: 'warning',
  line: statement.line,
  message:
    stands === 'outside'
      ? `"${shortened(statement.text)}" does not say clearly which blocker is fixed.`
      : `"${shortened(statement.text)}" does not say clearly whether this blocker is fixed.`,
  next:
    stands === 'outside'
      ? 'Name each blocker with its commit: "B1: fixed in abc1234", or "B1: still open".'
      : 'Write "Fixed in abc1234" with its commit, or "Status: open", and nothing else in that sentence.',
  changes: () => toldClearly(statement, stands, own, source),
})

/** An open box, or "open" at the end of the entry, says that it is not fixed, the words beside it that it is. */
export const markedOpen = ({ line, text }: Said): Doubt => ({
  code: 'unclear-fix',
  severity: 'warning',
  line,
  message: `"${shortened(text)}" says that it is fixed, and the mark of this entry (an open box, "open", ❌) that it is not.`,
  next: 'If it is fixed, tick the box or take the mark out; if it is not, take out the words that say so.',
  changes: () => [],
})

/** "The three blockers are fixed in abc1234", of two. */
export const otherCount = (
  statement: Said,
  said: number,
  { own }: Pick<Names, 'own'>,
  source: Source,
): Doubt => ({
  code: 'count-mismatch',
  severity: 'error',
  line: statement.line,
  message: `"${shortened(statement.text)}" speaks of ${said} ${said === 1 ? 'blocker' : 'blockers'}, this report lists ${own.length}: ${idsOf(own)}.`,
  next: 'Name each blocker with its commit: "B1: fixed in abc1234".',
  changes: () => toldClearly(statement, 'outside', own, source),
})

function toldClearly(
  { line, text, commits }: Said,
  stands: Stands,
  own: readonly string[],
  source: Source,
): readonly Change[] {
  const [commit, ...others] = commits
  const fix =
    commit === undefined || others.length > 0
      ? '"fixed in" with its commit'
      : `"fixed in ${commit.sha.slice(0, 12)}"`
  const outcome = placeholder(`${fix}, or "still open"`)
  if (/^\s*\|/.test(lineOf(source, line))) return statusCell(source, line, outcome)
  const ids = placeholder(
    `the blockers that are meant, of ${own.length === 0 ? 'R1-B1, R1-B2, …' : idsOf(own)}`,
  )
  return replaceSentence(
    source,
    line,
    text,
    stands === 'outside' ? `${ids}: ${outcome}.` : `Status: ${outcome}.`,
  )
}

/** The last cell of a row that tells of the fix. */
function statusCell(source: Source, line: Line, outcome: string): readonly Change[] {
  let end = 0
  const cells = lineOf(source, line)
    .split('|')
    .map((text) => {
      const start = end
      end += text.length + 1
      return { start: (source.starts[line - 1] ?? 0) + start, text }
    })
  const cell = cells.findLast(({ text }) => TELLS.test(text))
  return cell === undefined
    ? []
    : [{ start: cell.start, end: cell.start + cell.text.length, text: ` ${outcome} ` }]
}

const TELLS = /\b(?:fix|resol|address|clos|open|part)/i

const idsOf = (own: readonly string[]): string =>
  own.length > MOST_IDS ? `${own.slice(0, MOST_IDS).join(', ')}, …` : own.join(', ')

const MOST_IDS = 8

const shortened = (text: string): string => (text.length > 100 ? `${text.slice(0, 99)}…` : text)
