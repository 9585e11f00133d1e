import type { CommitMessage } from '../../commit/message.ts'
import type { Line, Outcome, ValidationRun } from '../../reading/types.ts'
import type { ReportedBlocker, Resolution, ReviewReport } from '../../review/report.ts'
import { blockerName } from '../reading.ts'

/** What a line was understood as, in a word or two. */
export interface Mark {
  readonly line: Line
  readonly text: string
  readonly tone: 'good' | 'bad' | 'doubtful' | 'plain'
}

/** Everything that was understood of a report, by its lines. */
export const marksOfReport = (report: ReviewReport): readonly Mark[] =>
  byLine([
    ...headerMarks(report),
    ...verdictMarks(report),
    ...(report.claimedBlockerCount === null
      ? []
      : [mark(report.claimedBlockerCount.line, `${report.claimedBlockerCount.count} announced`)]),
    ...report.blockers.flatMap(blockerMarks),
    ...report.resolutions.flatMap(resolutionMarks),
    ...report.validation.map(runMark),
    ...report.discrepancies.flatMap(({ lines }) =>
      lines.map((line) => mark(line, 'figures differ', 'doubtful')),
    ),
    ...report.notes.map(({ line }) => mark(line, 'note')),
    ...report.residualRisks.map(({ line }) => mark(line, 'risk')),
    ...report.followUps.map(({ line }) => mark(line, 'follow-up')),
    ...report.asides.map(({ line }) => mark(line, 'aside')),
    ...report.evidence.map(({ line }) => mark(line, 'place')),
    ...report.quotedCommits.map(({ line }) => mark(line, 'commit')),
  ])

/** Everything that was understood of a commit message, by its lines. */
export const marksOfMessage = (message: CommitMessage): readonly Mark[] => {
  const fixes = new Set(message.fixesBlockers.map(({ line }) => line))
  return byLine([
    mark(1, 'subject'),
    ...message.fixesBlockers.map(({ line, text }) => mark(line, `fixes ${text}`, 'good')),
    ...message.addressesReviewOf.map(({ line }) => mark(line, 'answers review')),
    ...(message.claimedFindingCount === null
      ? []
      : [mark(message.claimedFindingCount.line, `${message.claimedFindingCount.count} announced`)]),
    ...message.findings.map(({ line, ordinal }) => mark(line, `B${ordinal} fixed`, 'good')),
    ...message.findings.flatMap(({ evidence }) => evidence.map(({ line }) => mark(line, 'place'))),
    ...message.validation.map(runMark),
    ...message.manualSteps.map(({ line }) => mark(line, 'by hand')),
    ...message.followUps.map(({ line }) => mark(line, 'follow-up')),
    ...message.refs.map(({ line }) => mark(line, 'commit')),
    ...message.trailers
      .filter(({ line }) => !fixes.has(line))
      .map(({ line }) => mark(line, 'trailer')),
  ])
}

const mark = (line: Line, text: string, tone: Mark['tone'] = 'plain'): Mark => ({
  line,
  text,
  tone,
})

/** In the order of the lines, each thing once on its line. */
const byLine = (marks: readonly Mark[]): readonly Mark[] => {
  const each = new Map(marks.map((one) => [`${one.line} ${one.text}`, one]))
  return [...each.values()].sort((one, other) => one.line - other.line)
}

const HEADER: Readonly<Record<keyof ReviewReport['lines'], string>> = {
  title: 'title',
  round: 'round',
  iterations: 'iterations',
  reviewedHead: 'reviewed',
  reviewedRange: 'reviewed',
  branch: 'branch',
  base: 'base',
  commitsAhead: 'commits ahead',
}

const headerMarks = ({ lines }: ReviewReport): readonly Mark[] =>
  Object.entries(HEADER).flatMap(([field, text]) => {
    const line = lines[field as keyof ReviewReport['lines']]
    return line === null ? [] : [mark(line, text)]
  })

const verdictMarks = ({ verdict: { outcome, line } }: ReviewReport): readonly Mark[] =>
  outcome === 'none'
    ? []
    : [mark(line, `verdict: ${outcome}`, outcome === 'approve' ? 'good' : 'bad')]

function blockerMarks(blocker: ReportedBlocker): readonly Mark[] {
  const { line, state, evidence, fixCommits } = blocker
  const name = blockerName(blocker)
  return [
    state === 'open'
      ? mark(line, `blocker ${name}`, 'bad')
      : mark(line, `${name} ${state}`, state === 'fixed' ? 'good' : 'plain'),
    ...evidence.map((cited) => mark(cited.line, 'place')),
    ...fixCommits.map((fix) => mark(fix.line, `fix of ${name}`, 'good')),
  ]
}

function resolutionMarks({ of, line, commits }: Resolution): readonly Mark[] {
  if ('note' in of) return [mark(line, of.note === '' ? 'note fixed' : `note ${of.note} fixed`)]
  const what =
    'label' in of ? of.label : of.round === null ? 'earlier ones' : `all of round ${of.round}`
  return [
    mark(line, `${what} fixed`, 'good'),
    ...commits
      .filter((commit) => commit.line !== line)
      .map((commit) => mark(commit.line, `fix of ${what}`, 'good')),
  ]
}

const RUN: Readonly<Record<Outcome, Pick<Mark, 'text' | 'tone'>>> = {
  passed: { text: 'run passed', tone: 'good' },
  failed: { text: 'run failed', tone: 'bad' },
  'not-run': { text: 'not run', tone: 'plain' },
  unknown: { text: 'run, no outcome', tone: 'doubtful' },
}

const runMark = ({ line, outcome }: ValidationRun): Mark => ({ line, ...RUN[outcome] })
