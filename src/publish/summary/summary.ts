import type { PlacedDiagnostic } from '../../ledger/ledger.ts'
import type { Assessment } from '../../policy/assessment.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import { codeSpan, escapeMarkdown } from '../escape.ts'
import { blockerTable, rewrittenTable } from './blockers.ts'
import { fitted, type Part, placeOf } from './parts.ts'
import { policyProblems, policyProposed, policySources, requirementTable } from './policy.ts'
import { changeList, reportTable } from './reports.ts'
import { discrepancyList, validationTable } from './validation.ts'

/**
 * The Markdown below the check's title: what to do next, the blockers, the reports, what was run, what could
 * not be read, the rules. Everything that comes from a report or message is escaped. It never exceeds GitHub's limit:
 * rows that don't fit are counted.
 */
export function summaryOf(snapshot: Snapshot, assessment: Assessment): string {
  const { ledger } = assessment
  if (assessment.conclusion === 'neutral') {
    return [noReport(snapshot), notSeen(snapshot), fitted([policyProposed(assessment)])]
      .join('\n\n')
      .trim()
  }
  return fitted([
    nextSteps(assessment, 'error', '**To turn this green**'),
    nextSteps(assessment, 'warn', '**Worth a look** (it holds nothing up)'),
    policyProblems(assessment),
    blockerTable(snapshot, ledger.blockers),
    rewrittenTable(ledger.blockers),
    diagnosticList(assessment),
    vainCommands(assessment),
    changeList(assessment),
    reportTable(assessment),
    validationTable(assessment),
    discrepancyList(assessment),
    policyProposed(assessment),
    requirementTable(assessment),
    policySources(assessment),
  ])
}

/** The summary below the check's title: a page of its own, of 70 KB at most. */
export const summaryPage = (snapshot: Snapshot, assessment: Assessment): string =>
  `# ${escapeMarkdown(assessment.title)}\n\n${summaryOf(snapshot, assessment)}\n`

function noReport({ reportPatterns }: Snapshot): string {
  return [
    'This pull request adds or changes no review report, so there is nothing to hold it to.',
    '',
    `A report is a file named ${reportPatterns.map((pattern) => codeSpan(pattern)).join(', ')}. The shortest one:`,
    '',
    '```markdown',
    '# Review: what was reviewed',
    '',
    'Verdict: block',
    '',
    '## Blockers',
    '',
    '1. **Retries never stop.** `src/retry.ts:12-20` loops for ever when the server is down.',
    '```',
    '',
    'Its commit turns this check red until each blocker has a fix commit, linked by a trailer like `Fixes-Blocker: B1`.',
  ].join('\n')
}

/** A report may have been here, and nobody can tell. */
const notSeen = ({ unseen }: Snapshot): string =>
  unseen.map((one) => `⚠️ ${escapeMarkdown(one)}.`).join('\n')

const nextSteps = ({ requirements }: Assessment, level: 'error' | 'warn', head: string): Part => ({
  head: [head, ''],
  rows: requirements.flatMap((requirement) =>
    requirement.met || requirement.next === null || requirement.level !== level
      ? []
      : [() => `- ${escapeMarkdown(requirement.next ?? '', 600)}`],
  ),
})

const diagnosticList = ({ ledger: { diagnostics } }: Assessment): Part => ({
  head: ['### Could not be read without a doubt', ''],
  rows: diagnostics.map((diagnostic) => () => {
    const sign = diagnostic.severity === 'error' ? '❌' : '⚠️'
    return doubt(sign, placeOf(diagnostic), diagnostic)
  }),
})

/** Commands that don't count, or not in full. */
const vainCommands = ({ ledger: { heard } }: Assessment): Part => ({
  head: ['### Commands that don’t count', ''],
  rows: heard.flatMap(({ by, line, problems }) =>
    problems.map((problem) => () => doubt('⚠️', `comment by ${by}:${line}`, problem)),
  ),
})

const doubt = (
  sign: string,
  place: string,
  { message, next }: Pick<PlacedDiagnostic, 'message' | 'next'>,
): string => `- ${sign} ${codeSpan(place)} ${escapeMarkdown(message)} ${escapeMarkdown(next)}`
