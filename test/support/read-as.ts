import type { ValidationRun } from '../../src/reading/types.ts'
import { readReport } from '../../src/review/read-report.ts'
import type { ReportedBlocker, Resolution, ReviewReport } from '../../src/review/report.ts'

/** What is read in a report, in the notation that docs/review-format.md defines. */
export function readAs(markdown: string): string {
  const report = readReport(markdown)
  const { verdict, round, blockers, resolutions, validation, discrepancies, diagnostics } = report
  return [
    verdict.qualifier === null ? verdict.outcome : `${verdict.outcome} ${verdict.qualifier}`,
    ...(round === null ? [] : [`round ${round}`]),
    ...reviewed(report),
    ...blockers.map(blocker),
    ...resolutions.map(resolution),
    ...validation.map(run),
    ...discrepancies.map(({ about, figures }) => `${code(about)} differs (${figures.join(', ')})`),
    ...diagnostics.map(({ severity, code }) => `${severity} ${code}`),
  ].join('; ')
}

const code = (text: string): string => `\`${text}\``

function reviewed({ reviewedHead, reviewedRange }: ReviewReport): readonly string[] {
  const commit = reviewedRange ?? reviewedHead
  return commit === null ? [] : [`reviewed ${code(commit)}`]
}

function blocker({ label, ordinal, state, fixCommits, evidence }: ReportedBlocker): string {
  const places = evidence.map(({ path, start, end }) =>
    code(start === end ? `${path}:${start}` : `${path}:${start}-${end}`),
  )
  const at = places.length === 0 ? '' : ` at ${places.join(' and ')}`
  return `${label ?? `B${ordinal}`}${at} ${state}${by(fixCommits)}`
}

const resolution = ({ of, count, commits }: Resolution): string =>
  'note' in of
    ? of.note === ''
      ? `another fix${by(commits)}`
      : `note ${of.note} fixed${by(commits)}`
    : 'label' in of
      ? `earlier ${of.label} fixed${by(commits)}`
      : `${count ?? 'all'} of ${of.round === null ? 'an earlier round' : `round ${of.round}`} fixed${by(commits)}`

const by = (commits: Resolution['commits']): string =>
  commits.length === 0 ? '' : ` by ${commits.map(({ sha }) => code(sha)).join(' and ')}`

function run({ command, outcome, passed, failed, ignored, by: role }: ValidationRun): string {
  const figures = [
    ...(passed === null ? [] : [`${passed}`]),
    ...(failed === null ? [] : [`${failed} failed`]),
    ...(ignored === null ? [] : [`${ignored} ignored`]),
  ]
  const counted = figures.length === 0 ? '' : ` (${figures.join(', ')})`
  const who = role === 'reviewer' ? '' : ` says the ${role}`
  return `${code(command)} ${outcome.replace('-', ' ')}${counted}${who}`
}
