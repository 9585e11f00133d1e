import { oneLine } from '../../reading/passage.ts'
import type { Diagnostic, Item } from '../../reading/types.ts'
import type { Outline } from '../outline.ts'
import type { Verdict } from '../report.ts'
import type { Statement } from './statement.ts'
import { verdictStatements } from './statements.ts'

export interface VerdictReading {
  readonly verdict: Verdict
  /** "Verdict: not a 2.0 blocker" in a later section: said of something smaller. */
  readonly asides: readonly Item[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The verdict of a report: what it says of the whole, in its header, under "Verdict" or where it sums up. Of several
 * rounds in one file the last stands. Two that contradict each other are none.
 */
export function readVerdict(outline: Outline): VerdictReading {
  const statements = verdictStatements(outline)
  const asides = statements
    .filter(({ weight, decision }) => weight === 'section' && decision === null)
    .map(({ passage }) => ({ text: oneLine(passage), line: passage.line }))
  const candidates = ofTheWhole(statements)
  const [first] = candidates.filter(({ decision }) => decision !== null)
  if (first === undefined) {
    const [unread] = candidates
    return { verdict: none(unread), asides, diagnostics: [noVerdict(unread)] }
  }
  const other = [...candidates, ...againstIt(first, statements)].find(
    ({ decision }) => decision !== null && decision.outcome !== first.decision?.outcome,
  )
  return other === undefined
    ? { verdict: verdictOf(first, candidates), asides, diagnostics: [] }
    : { verdict: none(first), asides, diagnostics: [contradiction(first, other)] }
}

/** The statements that speak for the whole report, as it stands at its end. */
function ofTheWhole(statements: readonly Statement[]): readonly Statement[] {
  const main = statements.filter(({ weight }) => weight === 'overall' || weight === 'own')
  const summed = statements.filter(({ weight }) => weight === 'summary')
  const decided = (some: readonly Statement[]) => some.filter(({ decision }) => decision !== null)
  const weighty = [...main, ...summed].filter(({ decision }) => decision !== null)
  if (weighty.length > 0) {
    const last = Math.max(...weighty.map((one) => one.part))
    const inLast = weighty.filter((one) => one.part === last)
    const overall = inLast.filter(({ weight }) => weight === 'overall')
    return overall.length > 0 ? overall : inLast
  }
  // "Verdict: perhaps" is no verdict, whatever else is said.
  if (main.length > 0) return main
  const bare = decided(statements.filter(({ weight }) => weight === 'bare'))
  if (bare.length > 0) return bare
  // One section alone that decides speaks for the report; of several, each speaks for itself.
  return decided(statements.filter(({ weight }) => weight === 'section'))
}

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

const noVerdict = (statement: Statement | undefined): Diagnostic => ({
  code: 'no-verdict',
  severity: 'error',
  line: statement?.passage.line ?? 1,
  message:
    statement === undefined
      ? 'This report gives no verdict.'
      : `"${shortened(oneLine(statement.passage))}" is no verdict that could be read.`,
  next: 'Write "Verdict: approve" or "Verdict: blocking" on a line of its own under the title.',
})

const contradiction = (first: Statement, other: Statement): Diagnostic => ({
  code: 'verdicts-contradict',
  severity: 'error',
  line: other.passage.line,
  message: `"${shortened(oneLine(other.passage))}" contradicts the verdict in line ${first.passage.line}, "${shortened(oneLine(first.passage))}".`,
  next: 'Keep one verdict; quote an earlier one behind ">".',
})

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text)
