import type { Doubt } from '../../reading/edits.ts'
import { oneLine } from '../../reading/passage.ts'
import { placeholdersIn } from '../../reading/placeholder.ts'
import { type Change, exactly, lineOf, replaceIn, type Source } from '../../reading/source.ts'
import type { Item } from '../../reading/types.ts'
import { insertVerdict, VERDICT_WANTED } from '../edits.ts'
import type { Outline } from '../outline.ts'
import type { Verdict } from '../report.ts'
import type { Statement } from './statement.ts'
import { verdictStatements } from './statements.ts'

export interface VerdictReading {
  readonly verdict: Verdict
  /** "Verdict: not a 2.0 blocker" in a later section: said of something smaller. */
  readonly asides: readonly Item[]
  readonly doubts: readonly Doubt[]
}

/**
 * The verdict of a report: what it says of the whole, in its header, under "Verdict" or where it sums up. Of several
 * rounds in one file the last stands. Two that contradict each other are none.
 */
export function readVerdict(outline: Outline, source: Source): VerdictReading {
  const statements = verdictStatements(outline)
  const asides = statements
    .filter(({ weight, decision }) => weight === 'section' && decision === null)
    .map(({ passage }) => ({ text: oneLine(passage), line: passage.line }))
  const candidates = ofTheWhole(statements)
  const [first] = candidates.filter(({ decision }) => decision !== null)
  if (first === undefined) {
    const [unread] = candidates
    const changes = () => verdictWanted(outline, source, unread)
    return { verdict: none(unread), asides, doubts: [noVerdict(unread, changes)] }
  }
  const all = [...candidates, ...againstIt(first, statements)]
  const other = all.find(
    ({ decision }) => decision !== null && decision.outcome !== first.decision?.outcome,
  )
  return other === undefined
    ? { verdict: verdictOf(first, candidates), asides, doubts: [] }
    : { verdict: none(first), asides, doubts: [contradiction(first, other, all)] }
}

/** The statements that speak for the whole report, as it stands at its end. */
function ofTheWhole(statements: readonly Statement[]): readonly Statement[] {
  const main = statements.filter(({ weight }) => MAIN.has(weight))
  const summed = statements.filter(({ weight }) => weight === 'summary')
  const decided = (some: readonly Statement[]) => some.filter(({ decision }) => decision !== null)
  const weighty = [...main, ...summed].filter(({ decision }) => decision !== null)
  if (weighty.length > 0) {
    const last = Math.max(...weighty.map((one) => one.part))
    const inLast = weighty.filter((one) => one.part === last)
    // A plain "Verdict: block" stands beside a "Final verdict: approve", and not below it.
    const overall = inLast.filter(({ weight }) => weight === 'overall' || weight === 'plain')
    return overall.some(({ weight }) => weight === 'overall') ? overall : inLast
  }
  // "Verdict: perhaps" is no verdict, whatever else is said.
  if (main.length > 0) return main
  const bare = decided(statements.filter(({ weight }) => weight === 'bare'))
  if (bare.length > 0) return bare
  // One section alone that decides speaks for the report; of several, each speaks for itself.
  return decided(statements.filter(({ weight }) => weight === 'section'))
}

const MAIN: ReadonlySet<Statement['weight']> = new Set(['overall', 'plain', 'own'])

/** A section that blocks, under a verdict that approves without saying that it speaks for all. */
const againstIt = (verdict: Statement, statements: readonly Statement[]): readonly Statement[] =>
  verdict.weight === 'overall' || verdict.decision?.outcome !== 'approve'
    ? []
    : statements.filter(
        ({ weight, decision, part }) =>
          weight === 'section' && decision?.outcome === 'block' && part >= verdict.part,
      )

/** A qualifier holds wherever it is said. */
const verdictOf = (first: Statement, all: readonly Statement[]): Verdict => ({
  outcome: first.decision?.outcome ?? 'none',
  qualifier:
    all.map(({ decision }) => decision?.qualifier ?? null).find((one) => one !== null) ?? null,
  line: first.passage.line,
  text: oneLine(first.passage),
})

const none = (statement: Statement | undefined): Verdict => ({
  outcome: 'none',
  qualifier: null,
  line: statement?.passage.line ?? 1,
  text: statement === undefined ? '' : oneLine(statement.passage),
})

const noVerdict = (statement: Statement | undefined, changes: Doubt['changes']): Doubt => ({
  code: 'no-verdict',
  severity: 'error',
  line: statement?.passage.line ?? 1,
  message:
    statement === undefined
      ? 'This report gives no verdict.'
      : `"${shortened(oneLine(statement.passage))}" is no verdict that could be read.`,
  next: 'Write "Verdict: approve" or "Verdict: blocking" on a line of its own under the title. A verdict that blocks needs what it asks for under "## Blockers".',
  changes,
})

/** Few words behind a key give way to others; a sentence stays, and is told in a word under the title. */
function verdictWanted(
  outline: Outline,
  source: Source,
  statement: Statement | undefined,
): readonly Change[] {
  if (statement === undefined) return [insertVerdict(source, outline)]
  const { line, text } = statement.passage
  // It asks for the verdict already.
  if (placeholdersIn(text).length > 0) return []
  const isKeyed = lineOf(source, line).trim() !== text && text.length <= LONGEST_ANSWER
  const [inPlace] = isKeyed ? replaceIn(source, line, exactly(text), VERDICT_WANTED) : []
  return [inPlace ?? insertVerdict(source, outline)]
}

const LONGEST_ANSWER = 80

/** Which of the two still holds, only the writer knows. */
const contradiction = (first: Statement, other: Statement, all: readonly Statement[]): Doubt => ({
  code: 'verdicts-contradict',
  severity: 'error',
  line: other.passage.line,
  message: `"${shortened(oneLine(other.passage))}" contradicts the verdict in line ${first.passage.line}, "${shortened(oneLine(first.passage))}".`,
  next: `Keep one: ${sayingSo('approve', all)}, ${sayingSo('block', all)}. Delete what no longer holds, or quote it with ">" before it.`,
  changes: () => [],
})

const sayingSo = (outcome: 'approve' | 'block', all: readonly Statement[]): string => {
  const saying = all.filter(({ decision }) => decision?.outcome === outcome)
  const lines = [...new Set(saying.map(({ passage }) => passage.line))].sort((a, b) => a - b)
  return lines.length === 1
    ? `line ${lines[0]} ${outcome}s`
    : `lines ${lines.join(', ')} ${outcome}`
}

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text)
