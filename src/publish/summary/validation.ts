import type { Assessment } from '../../policy/assessment.ts'
import { type JudgedRun, toldAt } from '../../policy/runs.ts'
import type { ValidationRun } from '../../reading/types.ts'
import { codeSpan } from '../escape.ts'
import { runCounts } from '../run-counts.ts'
import { type Part, row, tableHead } from './parts.ts'

const OUTCOME: Record<ValidationRun['outcome'], string> = {
  passed: 'said to pass',
  failed: '❌ said to fail',
  'not-run': 'not run',
  unknown: 'outcome not said',
}

/** Claims all of them: a command that somebody says they ran is shown as said, and beside it what a check shows. */
export const validationTable = ({ runs }: Assessment): Part => ({
  head: tableHead('Validation, as reports and commits say', [
    'Command',
    'By',
    'Outcome',
    'Counts',
    'Of',
    'Seen',
    'Where',
  ]),
  rows: runs.map(
    (run) => () =>
      row([
        codeSpan(run.command),
        run.by,
        OUTCOME[run.outcome],
        runCounts(run),
        run.onLastCode ? 'this code' : 'older code',
        seen(run),
        codeSpan(toldAt(run)),
      ]),
  ),
})

/** What the check shows with which the policy corroborates it. */
function seen({ check, onLastCode }: JudgedRun): string {
  if (check === null) return 'only claimed'
  if (!onLastCode) return 'not of this code'
  if (check === 'missing') return 'no check yet'
  const name = codeSpan(check.name)
  if (check.conclusion === null) return `${name} runs`
  return check.conclusion === 'success' ? `✅ ${name}` : `❌ ${name}: ${check.conclusion}`
}

/** Where one command is told with different figures: in one report, or by several of the same code. */
export function discrepancyList({ ledger: { reports }, discrepancies }: Assessment): Part {
  const within = reports
    .filter(({ removed }) => !removed)
    .flatMap(({ path, report }) =>
      report.discrepancies.map(
        ({ about, figures, lines }) =>
          () =>
            `- ⚠️ ${codeSpan(about)}: ${figures.join(' and ')} passed, by ${codeSpan(`${path}:${lines.join(', ')}`)}`,
      ),
    )
  const among = discrepancies.map(({ command, told }) => () => {
    const figures = told.map(({ passed, at }) => `${passed} passed by ${codeSpan(at)}`)
    return `- ⚠️ ${codeSpan(command)}: ${figures.join(', ')}`
  })
  return { head: ['### Figures that differ', ''], rows: [...within, ...among] }
}
