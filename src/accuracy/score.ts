import type { Diagnostic, ValidationRun } from '../reading/types.ts'
import type { ReportedBlocker, Resolution, Verdict } from '../review/report.ts'
import type { ReportLabel } from './labels.ts'
import { blockerDistance, commandDistance, commitDistance, match } from './match.ts'

/** The readings that are scored. */
export interface Reading {
  readonly verdict: Pick<Verdict, 'outcome' | 'qualifier' | 'line'>
  readonly blockers: readonly Pick<
    ReportedBlocker,
    'label' | 'title' | 'line' | 'endLine' | 'state' | 'fixCommits'
  >[]
  readonly resolutions: readonly Pick<Resolution, 'commits'>[]
  readonly validation: readonly Pick<ValidationRun, 'command' | 'outcome' | 'line'>[]
  readonly diagnostics: readonly Pick<Diagnostic, 'severity' | 'line' | 'message'>[]
}

/** One report: what it says by its label, and what was read. */
export interface Case {
  readonly file: string
  readonly text: string
  readonly label: ReportLabel
  readonly reading: Reading
}

export const FIELDS = [
  'verdict',
  'qualifier',
  'blocker',
  'state',
  'id',
  'fix commit',
  'command',
  'outcome',
  'doubt',
] as const
export type Field = (typeof FIELDS)[number]

/** How often a field is labelled, how often it was read, and how often both are the same. */
export interface Tally {
  readonly labelled: number
  readonly read: number
  readonly right: number
}

export interface Miss {
  readonly file: string
  readonly line: number
  readonly field: Field
  readonly expected: string
  readonly read: string
}

/** Verdict and blockers are read right, and yet the check would fail. */
export interface NeedlessError {
  readonly file: string
  readonly line: number
  readonly message: string
}

export interface Score {
  readonly reports: number
  readonly tallies: Readonly<Record<Field, Tally>>
  readonly misses: readonly Miss[]
  readonly needless: readonly NeedlessError[]
}

/** Holds every reading against its label. */
export function score(cases: readonly Case[]): Score {
  const scored = cases.map((one) => ({ one, results: resultsOf(one) }))
  const tally = (field: Field): Tally => sum(scored.map(({ results }) => results[field]))
  return {
    reports: cases.length,
    tallies: Object.fromEntries(FIELDS.map((field) => [field, tally(field)])) as Score['tallies'],
    misses: scored.flatMap(({ one, results }) =>
      FIELDS.flatMap((field) =>
        results[field].misses.map((miss) => ({ file: one.file, field, ...miss })),
      ),
    ),
    needless: scored.flatMap(({ one, results }) => needlessIn(one, results)),
  }
}

interface Result extends Tally {
  readonly misses: readonly Pick<Miss, 'line' | 'expected' | 'read'>[]
}

type Results = Readonly<Record<Field, Result>>

const NOTHING: Result = { labelled: 0, read: 0, right: 0, misses: [] }

const sum = (tallies: readonly Tally[]): Tally => ({
  labelled: tallies.reduce((all, { labelled }) => all + labelled, 0),
  read: tallies.reduce((all, { read }) => all + read, 0),
  right: tallies.reduce((all, { right }) => all + right, 0),
})

function resultsOf(one: Case): Results {
  return {
    verdict: verdictOf(one),
    qualifier: qualifierOf(one),
    ...blockersOf(one),
    'fix commit': fixCommitsOf(one),
    ...commandsOf(one),
    doubt: doubtOf(one),
  }
}

/** A question that has one answer. */
function answer(line: number, expected: string, read: string, at?: number): Result {
  const right = expected === read
  const shown = at === undefined ? read : `${read} (line ${at})`
  return {
    labelled: 1,
    read: 1,
    right: right ? 1 : 0,
    misses: right ? [] : [{ line, expected, read: shown }],
  }
}

const answers = (results: readonly Result[]): Result => ({
  ...sum(results),
  misses: results.flatMap(({ misses }) => misses),
})

const verdictOf = ({ label, reading: { verdict } }: Case): Result =>
  answer(label.verdictLine ?? verdict.line, label.verdict, verdict.outcome, verdict.line)

function qualifierOf({ label, reading: { verdict } }: Case): Result {
  const isScored = label.verdict === 'approve' && verdict.outcome === 'approve'
  if (!isScored || label.qualifier === undefined) return NOTHING
  const line = label.verdictLine ?? verdict.line
  return answer(line, label.qualifier ?? 'none', verdict.qualifier ?? 'none', verdict.line)
}

/** A withdrawn one may be read or not: it isn't counted. */
function blockersOf({ label, reading }: Case): Pick<Results, 'blocker' | 'state' | 'id'> {
  const matches = match(label.blockers, reading.blockers, blockerDistance)
  const pairs = matches.pairs.filter(([{ state }]) => state !== 'withdrawn')
  const missed = matches.missed.filter(({ state }) => state !== 'withdrawn')
  return {
    blocker: {
      labelled: pairs.length + missed.length,
      read: pairs.length + matches.invented.length,
      right: pairs.length,
      misses: [
        ...missed.map(({ line, title }) => ({ line, expected: short(title), read: 'nothing' })),
        ...matches.invented.map(({ line, title }) => ({
          line,
          expected: 'nothing',
          read: short(title),
        })),
      ],
    },
    state: answers(
      pairs.map(([{ line, state }, read]) =>
        state === undefined ? NOTHING : answer(line, state, read.state),
      ),
    ),
    id: answers(
      pairs.map(([{ line, id }, { label: read }]) =>
        typeof id === 'string' ? answer(line, id.toUpperCase(), read ?? 'none') : NOTHING,
      ),
    ),
  }
}

const short = (title: string): string =>
  title.length > 60 ? `“${title.slice(0, 59)}…”` : `“${title}”`

function fixCommitsOf({ label, reading, text }: Case): Result {
  if (label.fixCommits === undefined) return NOTHING
  const labelled = [...label.fixCommits, ...label.blockers.flatMap((one) => one.fixCommits ?? [])]
  const mentions = [
    ...reading.blockers.flatMap(({ fixCommits }) => fixCommits),
    ...reading.resolutions.flatMap(({ commits }) => commits),
  ]
  const read = distinct(mentions.map(({ sha }) => sha))
  const { pairs, missed, invented } = match(distinct(labelled), read, commitDistance)
  const lineOf = (sha: string) => mentions.find((mention) => mention.sha === sha)?.line ?? 1
  return {
    labelled: pairs.length + missed.length,
    read: read.length,
    right: pairs.length,
    misses: [
      ...missed.map((sha) => ({ line: lineIn(text, sha), expected: sha, read: 'nothing' })),
      ...invented.map((sha) => ({ line: lineOf(sha), expected: 'nothing', read: sha })),
    ],
  }
}

/** Each commit once, whether it is written short or long. */
const distinct = (hashes: readonly string[]): readonly string[] =>
  hashes.filter(
    (sha, index) => !hashes.slice(0, index).some((before) => commitDistance(before, sha) !== null),
  )

const lineIn = (text: string, word: string): number =>
  text.slice(0, Math.max(0, text.indexOf(word))).split('\n').length

function commandsOf({ label, reading }: Case): Pick<Results, 'command' | 'outcome'> {
  if (label.validation === undefined) return { command: NOTHING, outcome: NOTHING }
  const { pairs, missed, invented } = match(label.validation, reading.validation, commandDistance)
  const missesOf = (runs: typeof missed | typeof invented, isRead: boolean) =>
    runs.map(({ line, command }) => ({
      line,
      expected: isRead ? 'nothing' : `\`${command}\``,
      read: isRead ? `\`${command}\`` : 'nothing',
    }))
  return {
    command: {
      labelled: label.validation.length,
      read: reading.validation.length,
      right: pairs.length,
      misses: [...missesOf(missed, false), ...missesOf(invented, true)],
    },
    outcome: answers(pairs.map(([{ line, outcome }, read]) => answer(line, outcome, read.outcome))),
  }
}

/** A report that contradicts itself must not pass. */
function doubtOf({ label, reading }: Case): Result {
  if (label.doubt !== true) return NOTHING
  const isDoubted = reading.diagnostics.some(({ severity }) => severity === 'error')
  return answer(label.verdictLine ?? 1, 'an error', isDoubted ? 'an error' : 'no error')
}

function needlessIn({ file, label, reading }: Case, results: Results): readonly NeedlessError[] {
  const isRight = results.verdict.misses.length + results.blocker.misses.length === 0
  if (!isRight || label.verdict === 'none' || label.doubt === true) return []
  const error = reading.diagnostics.find(({ severity }) => severity === 'error')
  return error === undefined ? [] : [{ file, line: error.line, message: error.message }]
}
