import type { PlacedDiagnostic } from '../../ledger/ledger.ts'
import type { Assessment, Requirement } from '../../policy/assessment.ts'
import { nextSteps } from '../../policy/next-steps.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import { type Around, unseenFrom } from '../around.ts'
import { placeOf } from '../summary/parts.ts'
import { changeInWords } from '../summary/reports.ts'
import { blockerList } from './blocker-list.ts'
import { padded, paragraph, type Style, shown, widest } from './style.ts'

/** An assessment for a terminal: the state, what to do next, the blockers, what was unclear, the rules. */
export function assessmentPage(
  snapshot: Snapshot,
  assessment: Assessment,
  around: Around,
  style: Style,
): string {
  return [
    headline(snapshot, assessment, around, style),
    assessment.conclusion === 'neutral' ? noReport(snapshot, around, style) : '',
    steps(assessment, style),
    blockerList(assessment.ledger.blockers, style),
    diagnostics(assessment, style),
    changes(assessment, style),
    requirements(assessment, style),
    notSeen(snapshot, style),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function headline(
  { commits, base, head }: Snapshot,
  { conclusion, title, ledger: { reports } }: Assessment,
  { baseName, dirty, uncommitted }: Around,
  style: Style,
): string {
  const sign = { success: style.good('✓'), failure: style.bad('✗'), neutral: style.dim('○') }
  const standing = reports.filter(({ removed }) => !removed)
  const facts = [
    shown(`${head.ref} ${head.sha.slice(0, 7)} → ${baseName} ${base.sha.slice(0, 7)}`),
    commits.length === 1 ? '1 commit' : `${commits.length} commits`,
    standing.length === 0
      ? 'no report'
      : standing
          .map(({ path, round, verdict }) => `${shown(path)} (round ${round}: ${verdict.outcome})`)
          .join(', '),
  ]
  return [
    paragraph(style, style.bold(shown(title)), 2, sign[conclusion]),
    paragraph(style, style.dim(facts.join(' · ')), 2),
    ...(dirty || uncommitted.length > 0
      ? [paragraph(style, style.doubtful(notLookedAt(uncommitted)), 2)]
      : []),
  ].join('\n')
}

const notLookedAt = (reports: readonly string[]): string => {
  if (reports.length === 0) return 'Changes that are not committed are not looked at.'
  const more = reports.length > MOST_NAMED ? ` and ${reports.length - MOST_NAMED} more` : ''
  return `Not committed, and so not looked at: ${reports
    .slice(0, MOST_NAMED)
    .map((path) => shown(path))
    .join(', ')}${more}.`
}

const MOST_NAMED = 5

const noReport = (
  { commits, reportPatterns }: Snapshot,
  { baseName }: Around,
  style: Style,
): string =>
  paragraph(
    style,
    commits.length === 0
      ? `There is nothing to assess: this branch has no commit that ${shown(baseName)} has not.`
      : `Nothing holds this branch up. A report is a file named ${shown(reportPatterns.join(', '), 1_000)}; countersign new begins one.`,
    2,
  )

function steps(assessment: Assessment, style: Style): string {
  const { author, reviewer } = nextSteps(assessment)
  const list = (who: string, all: readonly string[]) =>
    all.map((step, index) =>
      paragraph(
        style,
        shown(step, 1_000),
        13,
        index === 0 ? `  ${padded(who, 9)}→` : '           →',
      ),
    )
  const all = [...list('author', author), ...list('reviewer', reviewer)]
  return all.length === 0 ? '' : [style.bold('Next'), ...all].join('\n')
}

function diagnostics({ ledger }: Assessment, style: Style): string {
  if (ledger.diagnostics.length === 0) return ''
  const rows = ledger.diagnostics.map((one: PlacedDiagnostic) =>
    [
      paragraph(
        style,
        `${style.bold(shown(placeOf(one)))} ${shown(one.message, 1_000)}`,
        4,
        `  ${one.severity === 'error' ? style.bad('✗') : style.doubtful('!')}`,
      ),
      paragraph(style, shown(one.next, 1_000), 6, '    →'),
    ].join('\n'),
  )
  return [style.bold('Could not be read without a doubt'), ...rows].join('\n')
}

/** What later revisions of a report made of its words. */
function changes({ ledger }: Assessment, style: Style): string {
  if (ledger.changes.length === 0) return ''
  const rows = ledger.changes.map((change) => {
    const { path, by, commit } = change
    const text = `${path}: ${changeInWords(change)}, by ${by} in ${commit.slice(0, 7)}`
    return paragraph(style, shown(text, 1_000), 4, '  •')
  })
  return [style.bold('Changed since it was written first'), ...rows].join('\n')
}

function requirements({ requirements: all, conclusion }: Assessment, style: Style): string {
  if (conclusion === 'neutral') return ''
  const width = widest(all.map(({ name }) => name))
  const sign = ({ met, level }: Requirement) =>
    met ? style.good('✓') : level === 'error' ? style.bad('✗') : style.doubtful('!')
  return [
    style.bold('Requirements'),
    ...all.map((one) =>
      paragraph(style, shown(one.found), width + 6, `  ${sign(one)} ${padded(one.name, width)}`),
    ),
  ].join('\n')
}

/** What only GitHub tells. */
const notSeen = (snapshot: Snapshot, style: Style): string => {
  const all = unseenFrom(snapshot).map((one) => shown(one))
  return paragraph(style, style.dim(`Not seen from here: ${all.join('; ')}.`), 2)
}
