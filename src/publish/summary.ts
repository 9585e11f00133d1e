import type { Blocker, Ledger, Link, PlacedDiagnostic } from '../ledger/ledger.ts'
import type { Assessment } from '../policy/assessment.ts'
import type { ValidationRun } from '../reading/types.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { codeSpan, escapeMarkdown } from './escape.ts'

/** GitHub refuses a summary or text of more than 65,535 characters (REST API, "Create a check run"). */
const MOST_CHARACTERS = 65_535

/**
 * The Markdown below the check's title: what to do next, the blockers, the reports, what was run, what could
 * not be read. Everything that comes from a report or message is escaped. It never exceeds GitHub's limit:
 * rows that don't fit are counted.
 */
export function summaryOf(snapshot: Snapshot, assessment: Assessment): string {
  if (assessment.conclusion === 'neutral') return noReport(snapshot)
  const { ledger } = assessment
  return fitted([
    nextSteps(assessment),
    blockerTable(snapshot, ledger.blockers),
    diagnosticList(ledger.diagnostics),
    reportTable(ledger),
    validationTable(ledger),
    discrepancyList(ledger),
    requirementTable(assessment),
  ])
}

interface Part {
  readonly head: readonly string[]
  /** Each is written when there is room for it. */
  readonly rows: readonly (() => string)[]
}

const NOTHING: Part = { head: [], rows: [] }

/** Parts in order of weight; each keeps as many rows as its share of the room allows. */
function fitted(parts: readonly Part[]): string {
  let left = MOST_CHARACTERS - 1_000
  const texts = parts.map(({ head, rows }) => {
    if (rows.length === 0) return ''
    const kept: string[] = []
    left -= head.join('\n').length
    for (const write of rows) {
      const row = write()
      if (left < row.length + 1) break
      kept.push(row)
      left -= row.length + 1
    }
    const missing = rows.length - kept.length
    const more = missing > 0 ? [`\n… and ${missing} more.`] : []
    return [...head, ...kept, ...more].join('\n')
  })
  return texts.filter((text) => text !== '').join('\n\n')
}

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

function nextSteps({ requirements }: Assessment): Part {
  const rows = requirements.flatMap(({ met, next }) =>
    met || next === null ? [] : [() => `- ${escapeMarkdown(next)}`],
  )
  return rows.length === 0 ? NOTHING : { head: ['**To turn this green**', ''], rows }
}

const MARK = {
  open: '❌ open',
  fixed: '✅ fixed',
  verified: '✅ verified',
  withdrawn: '➖ withdrawn',
}

function blockerTable(snapshot: Snapshot, blockers: readonly Blocker[]): Part {
  return {
    head: [
      '### Blockers',
      '',
      '| | Blocker | State | Fix commit | Why |',
      '| --- | --- | --- | --- | --- |',
    ],
    rows: blockers.map((blocker) => () => {
      const fix = blocker.links.find((link) => link.problems.length === 0) ?? blocker.links.at(-1)
      return row([
        `**${escapeMarkdown(blocker.name)}**`,
        escapeMarkdown(blocker.title, 160),
        MARK[blocker.state],
        fix === undefined ? '' : commitLink(snapshot, fix),
        escapeMarkdown(blocker.why),
      ])
    }),
  }
}

/** The short hash as a link: the address shows it in full. A commit that isn't there gets no link. */
function commitLink({ webUrl }: Snapshot, link: Link): string {
  if (link.commit === null) return codeSpan(link.mention?.sha ?? '')
  const subject = link.subject === null ? '' : ` ${escapeMarkdown(link.subject, 72)}`
  return `[\`${link.commit.slice(0, 7)}\`](${webUrl}/commit/${link.commit})${subject}`
}

function diagnosticList(diagnostics: readonly PlacedDiagnostic[]): Part {
  return {
    head: ['### Could not be read without a doubt', ''],
    rows: diagnostics.map((diagnostic) => () => {
      const sign = diagnostic.severity === 'error' ? '❌' : '⚠️'
      return `- ${sign} ${codeSpan(placeOf(diagnostic))} ${escapeMarkdown(diagnostic.message)} ${escapeMarkdown(diagnostic.next)}`
    }),
  }
}

const VERDICT = { approve: 'approve', block: 'block', none: 'none read' }

function reportTable({ reports }: Ledger): Part {
  return {
    head: [
      '### Reports',
      '',
      '| Report | Round | Verdict | Reviewed |',
      '| --- | --- | --- | --- |',
    ],
    rows: reports.map(
      ({ path, round, verdict, report, removed }) =>
        () =>
          row([
            codeSpan(path),
            String(round),
            removed
              ? 'removed'
              : [VERDICT[verdict.outcome], verdict.qualifier?.replace('-', ' ')]
                  .filter(Boolean)
                  .join(', '),
            codeSpan(report.reviewedRange ?? report.reviewedHead ?? ''),
          ]),
    ),
  }
}

const OUTCOME: Record<ValidationRun['outcome'], string> = {
  passed: 'said to pass',
  failed: '❌ said to fail',
  'not-run': 'not run',
  unknown: 'outcome not said',
}

/** Claims all of them: a command that somebody says they ran is shown as said, never as seen. */
function validationTable({ validation }: Ledger): Part {
  return {
    head: [
      '### Validation, as reports and commits say',
      '',
      '| Command | By | Outcome | Counts | Where |',
      '| --- | --- | --- | --- | --- |',
    ],
    rows: validation.map(
      (run) => () =>
        row([
          codeSpan(run.command),
          run.by,
          OUTCOME[run.outcome],
          counts(run),
          codeSpan(placeOf(run)),
        ]),
    ),
  }
}

/** Where one command is told with different figures. */
function discrepancyList({ reports }: Ledger): Part {
  return {
    head: ['### Figures that differ', ''],
    rows: reports
      .filter(({ removed }) => !removed)
      .flatMap(({ path, report }) =>
        report.discrepancies.map(
          ({ about, figures, lines }) =>
            () =>
              `- ⚠️ ${codeSpan(about)}: ${figures.join(' and ')} passed, by ${codeSpan(`${path}:${lines.join(', ')}`)}`,
        ),
      ),
  }
}

const placeOf = ({ path, commit, line }: { path: string | null; commit: string; line: number }) =>
  `${path ?? commit.slice(0, 7)}:${line}`

const counts = ({ passed, failed, ignored }: ValidationRun): string =>
  [
    passed === null ? null : `${passed} passed`,
    failed === null ? null : `${failed} failed`,
    ignored === null ? null : `${ignored} ignored`,
  ]
    .filter((count) => count !== null)
    .join(', ')

function requirementTable({ requirements }: Assessment): Part {
  return {
    head: [
      '### Requirements',
      '',
      '| | Requirement | Looked at | Found |',
      '| --- | --- | --- | --- |',
    ],
    rows: requirements.map(
      ({ name, met, looked, found }) =>
        () =>
          row([
            met ? '✅' : '❌',
            name.replace('-', ' '),
            escapeMarkdown(looked),
            escapeMarkdown(found),
          ]),
    ),
  }
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
