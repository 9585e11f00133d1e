import {
  countOfDoubts,
  diagnosticsOf,
  hasErrors,
  type Reading,
  type ReadMessage,
  type ReadReport,
} from '../reading.ts'
import { readingLines } from './reading-lines.ts'
import { marksOfMessage, marksOfReport } from './reading-marks.ts'
import { padded, paragraph, type Style, shown } from './style.ts'

/** What was understood of a text, for a terminal: what it comes to, then its lines, then what is wrong with it. */
export function readingPage(reading: Reading, style: Style): string {
  const marks =
    reading.kind === 'report' ? marksOfReport(reading.report) : marksOfMessage(reading.message)
  return [
    reading.kind === 'report' ? reportHead(reading, style) : messageHead(reading, style),
    readingLines(reading.text, marks, diagnosticsOf(reading), style),
    resultOf(reading, style),
  ].join('\n\n')
}

function resultOf(reading: Reading, style: Style): string {
  const diagnostics = diagnosticsOf(reading)
  if (diagnostics.length === 0) return `${style.good('✓')} Read without a doubt.`
  const sign = hasErrors(reading) ? style.bad('✗') : style.doubtful('!')
  return paragraph(style, `${countOfDoubts(diagnostics)} in ${shown(reading.input)}.`, 2, sign)
}

function reportHead({ input, report }: ReadReport, style: Style): string {
  const { verdict, round, reviewedHead, reviewedRange, lines } = report
  const decided = {
    approve: style.good('approve'),
    block: style.bad('block'),
    none: style.doubtful('none that could be read'),
  }
  const qualifier = verdict.qualifier === null ? '' : ` ${verdict.qualifier.replaceAll('-', ' ')}`
  const from =
    verdict.outcome === 'none' ? '' : `, by line ${verdict.line}: “${shown(verdict.text, 120)}”`
  return [
    head(input, report.title, style),
    row('verdict', `${decided[verdict.outcome]}${qualifier}${from}`, style),
    ...(round === null ? [] : [row('round', `${round}${by(lines.round)}`, style)]),
    ...(reviewedRange === null && reviewedHead === null
      ? []
      : [
          row(
            'reviewed',
            `${shown(reviewedRange ?? reviewedHead ?? '', 100)}${by(reviewedRange === null ? lines.reviewedHead : lines.reviewedRange)}`,
            style,
          ),
        ]),
    row('holds', contents(report), style),
  ].join('\n')
}

const by = (line: number | null): string => (line === null ? '' : `, by line ${line}`)

function messageHead({ input, sha, message }: ReadMessage, style: Style): string {
  const { fixesBlockers, findings, validation, addressesReviewOf } = message
  const fixes = [
    ...fixesBlockers.map(({ text }) => text),
    ...findings.map(({ ordinal }) => `finding ${ordinal}`),
  ]
  const answers = addressesReviewOf.map((one) => one.sha)
  return [
    head(sha === null ? input : `commit ${sha.slice(0, 7)}`, message.subject, style),
    row('fixes', fixes.length === 0 ? 'no blocker' : shown(fixes.join(', ')), style),
    ...(answers.length === 0
      ? []
      : [row('answers', `the review of ${shown(answers.join(', '))}`, style)]),
    ...(validation.length === 0 ? [] : [row('holds', counted(validation.length, 'run'), style)]),
  ].join('\n')
}

const head = (input: string, title: string | null, style: Style): string =>
  paragraph(
    style,
    title === null || title === ''
      ? style.bold(shown(input))
      : `${style.bold(shown(input))} ${style.dim('·')} ${shown(title, 200)}`,
  )

const row = (name: string, text: string, style: Style): string =>
  paragraph(style, text, 12, `  ${style.dim(padded(name, 9))}`)

function contents({ blockers, validation, notes, residualRisks, followUps }: ReadReport['report']) {
  const open = blockers.filter(({ state }) => state === 'open').length
  const listed = counted(blockers.length, 'blocker')
  return [
    open === blockers.length ? listed : `${listed}, ${open} of them open`,
    ...(
      [
        [validation.length, 'run'],
        [notes.length, 'note'],
        [residualRisks.length, 'risk'],
        [followUps.length, 'follow-up'],
      ] as const
    )
      .filter(([count]) => count > 0)
      .map(([count, what]) => counted(count, what)),
  ].join(' · ')
}

const counted = (count: number, what: string): string =>
  count === 0 ? `no ${what}` : `${count} ${what}${count === 1 ? '' : 's'}`
