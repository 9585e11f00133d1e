import type { Change } from '../../ledger/ledger.ts'
import type { Assessment } from '../../policy/assessment.ts'
import { codeSpan, escapeMarkdown } from '../escape.ts'
import { type Part, row, tableHead } from './parts.ts'

const VERDICT = { approve: 'approve', block: 'block', none: 'none read' }

/** Each report as it stands: who wrote it, what it reviewed, and whether its approval counts. */
export function reportTable({ ledger, approvals }: Assessment): Part {
  return {
    head: tableHead('Reports', ['Report', 'Round', 'By', 'Verdict', 'Reviewed', 'Counts']),
    rows: ledger.reports.map(({ path, round, by, verdict, report, removed }) => () => {
      const approval = approvals.find((one) => one.path === path)
      const told = [VERDICT[verdict.outcome], verdict.qualifier?.replace('-', ' ')]
      return row([
        codeSpan(path),
        String(round),
        escapeMarkdown(by),
        removed ? 'removed' : told.filter(Boolean).join(', '),
        codeSpan(report.reviewedRange ?? report.reviewedHead ?? ''),
        approval === undefined ? '' : counts(approval),
      ])
    }),
  }
}

function counts({ counts: isCounted, objections }: Assessment['approvals'][number]): string {
  if (objections.length === 0) return '✅'
  const because = objections.map(({ because: why }) => why).join('; ')
  return isCounted
    ? `⚠️ ${escapeMarkdown(because)}`
    : `❌ disqualified because ${escapeMarkdown(because)}`
}

const CHANGED: Readonly<Record<Change['kind'], (change: Change) => string>> = {
  verdict: ({ from, to }) => `verdict turned from ${from} to ${to}`,
  severity: ({ name, from, to }) => `${name} lowered from ${from} to ${to}`,
  removed: ({ name }) => `${name} removed`,
  withdrawn: ({ name }) => `${name} withdrawn`,
}

/** "B2 removed" */
export const changeInWords = (change: Change): string => CHANGED[change.kind](change)

/** What later revisions made of earlier words: nothing is ever changed without a trace. */
export const changeList = ({ ledger: { changes } }: Assessment): Part => ({
  head: ['### Changed since it was written first', ''],
  rows: changes.map(
    (change) => () =>
      `- ${codeSpan(change.path)}: ${escapeMarkdown(changeInWords(change))}, by ${escapeMarkdown(change.by)} in ${codeSpan(change.commit.slice(0, 7))}`,
  ),
})
