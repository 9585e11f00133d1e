import { describe, expect, test } from '@jest/globals'
import type { ReportLabel } from '../../src/accuracy/labels.ts'
import { type Field, type Reading, score } from '../../src/accuracy/score.ts'
import { textOf } from '../../src/accuracy/text.ts'

const LABEL: ReportLabel = { verdict: 'approve', blockers: [] }

const scored = (label: Partial<ReportLabel>, reading: Reading, text = '') =>
  score([{ file: 'x.md', text, label: { ...LABEL, ...label }, reading }])

/** `labelled read right: misses`, each miss as `line expected → read`. */
function of(field: Field, label: Partial<ReportLabel>, reading: Reading, text = ''): string {
  const { tallies, misses } = scored(label, reading, text)
  const { labelled, read, right } = tallies[field]
  const told = misses
    .filter((miss) => miss.field === field)
    .map(({ line, expected, read: instead }) => `${line} ${expected} → ${instead}`)
  return `${labelled} ${read} ${right}: ${told.join('; ')}`
}

const read = (reading: Partial<Reading> = {}): Reading => ({
  verdict: verdict('approve'),
  blockers: [],
  resolutions: [],
  validation: [],
  diagnostics: [],
  ...reading,
})

type Verdict = Reading['verdict']

const verdict = (outcome: Verdict['outcome'], qualifier: Verdict['qualifier'] = null): Verdict => ({
  outcome,
  qualifier,
  line: 3,
})

type ReadBlocker = Reading['blockers'][number]

const blocker = (line: number, more: Partial<ReadBlocker> = {}): ReadBlocker => ({
  label: null,
  title: `read at ${line}`,
  line,
  endLine: line,
  state: 'open',
  fixCommits: [],
  ...more,
})

const commit = (sha: string, line = 9) => ({ sha, subject: null, line })

const resolution = (...shas: readonly string[]): Reading['resolutions'][number] => ({
  commits: shas.map((sha) => commit(sha)),
})

type Run = Reading['validation'][number]

const run = (command: string, line: number, outcome: Run['outcome'] = 'passed'): Run => ({
  command,
  outcome,
  line,
})

const error = { severity: 'error', line: 7, message: 'It is unclear.' } as const

const labelled = (line: number, more: object = {}) => ({
  line,
  title: `labelled at ${line}`,
  ...more,
})

describe('a verdict', () => {
  test.each<[string, Partial<ReportLabel>, Verdict, string]>([
    ['the same', {}, verdict('approve'), '1 1 1: '],
    ['another', {}, verdict('block'), '1 1 0: 3 approve → block (line 3)'],
    ['unread', { verdictLine: 5 }, verdict('none'), '1 1 0: 5 approve → none (line 3)'],
  ])('%s', (_, label, given, expected) => {
    expect(of('verdict', label, read({ verdict: given }))).toBe(expected)
  })

  test.each<[string, Partial<ReportLabel>, Verdict, string]>([
    ['no qualifier on both sides', { qualifier: null }, verdict('approve'), '1 1 1: '],
    [
      'one that is not there',
      { qualifier: null },
      verdict('approve', 'after-fixes'),
      '1 1 0: 3 none → after-fixes (line 3)',
    ],
    ['not labelled', {}, verdict('approve', 'after-fixes'), '0 0 0: '],
    ['with a block, no question', { qualifier: null }, verdict('block'), '0 0 0: '],
  ])('qualifier: %s', (_, label, given, expected) => {
    expect(of('qualifier', label, read({ verdict: given }))).toBe(expected)
  })
})

describe('blockers', () => {
  test.each<[string, ReportLabel['blockers'], ReadBlocker[], string]>([
    ['on its line', [labelled(4)], [blocker(4)], '1 1 1: '],
    ['two lines away', [labelled(4)], [blocker(6)], '1 1 1: '],
    [
      'three lines away is another',
      [labelled(4)],
      [blocker(7)],
      '1 1 0: 4 “labelled at 4” → nothing; 7 nothing → “read at 7”',
    ],
    ['within its lines', [labelled(9)], [blocker(4, { endLine: 12 })], '1 1 1: '],
    ['unread', [labelled(4)], [], '1 0 0: 4 “labelled at 4” → nothing'],
    ['invented', [], [blocker(4)], '0 1 0: 4 nothing → “read at 4”'],
    [
      'one reading is not two labels',
      [labelled(4), labelled(5)],
      [blocker(5)],
      '2 1 1: 4 “labelled at 4” → nothing',
    ],
    ['each the nearest', [labelled(5), labelled(4)], [blocker(4), blocker(6)], '2 2 2: '],
    ['withdrawn and unread', [labelled(4, { state: 'withdrawn' })], [], '0 0 0: '],
    ['withdrawn and read', [labelled(4, { state: 'withdrawn' })], [blocker(4)], '0 0 0: '],
  ])('%s', (_, blockers, given, expected) => {
    expect(of('blocker', { blockers }, read({ blockers: given }))).toBe(expected)
  })

  test.each<[Field, object, Partial<ReadBlocker>, string]>([
    ['state', { state: 'fixed' }, { state: 'fixed' }, '1 1 1: '],
    ['state', { state: 'fixed' }, { state: 'open' }, '1 1 0: 4 fixed → open'],
    ['state', {}, { state: 'fixed' }, '0 0 0: '],
    ['state', { state: 'withdrawn' }, { state: 'open' }, '0 0 0: '],
    ['id', { id: 'b1' }, { label: 'B1' }, '1 1 1: '],
    ['id', { id: 'B1' }, { label: null }, '1 1 0: 4 B1 → none'],
    ['id', { id: null }, { label: 'B1' }, '0 0 0: '],
  ])('%s of a matched one: %j read as %j', (field, label, given, expected) => {
    const blockers = [labelled(4, label)]
    expect(of(field, { blockers }, read({ blockers: [blocker(4, given)] }))).toBe(expected)
  })
})

describe('fix commits', () => {
  const both = read({
    blockers: [blocker(4, { fixCommits: [commit('abc1234')] })],
    resolutions: [resolution('abc1234def', 'fed4321')],
  })

  test.each<[string, Partial<ReportLabel>, Reading, string]>([
    ['not labelled', {}, both, '0 0 0: '],
    ['short and long, each once', { fixCommits: ['ABC1234de', 'fed4321'] }, both, '2 2 2: '],
    ['invented', { fixCommits: ['abc1234'] }, both, '1 2 1: 9 nothing → fed4321'],
    ['unread', { fixCommits: ['0123456'] }, read(), '1 0 0: 2 0123456 → nothing'],
    [
      'also those of the blockers',
      { fixCommits: [], blockers: [labelled(4, { fixCommits: ['0123456'] })] },
      read(),
      '1 0 0: 2 0123456 → nothing',
    ],
  ])('%s', (_, label, given, expected) => {
    expect(of('fix commit', label, given, 'Verdict: approve\nFixed in 0123456.\n')).toBe(expected)
  })
})

describe('commands', () => {
  const wanted = (command: string, line = 4) => ({ command, line, outcome: 'passed' as const })

  test.each<[string, ReportLabel['validation'], Run[], string]>([
    ['not labelled', undefined, [run('npm test', 4)], '0 0 0: '],
    ['white space, prompt, backticks', [wanted('`$ npm  test`')], [run('npm test', 30)], '1 1 1: '],
    [
      'another',
      [wanted('npm test')],
      [run('npm test -- x', 4)],
      '1 1 0: 4 `npm test` → nothing; 4 nothing → `npm test -- x`',
    ],
    [
      'run twice, read once',
      [wanted('npm test', 4), wanted('npm test', 9)],
      [run('npm test', 9)],
      '2 1 1: 4 `npm test` → nothing',
    ],
  ])('%s', (_, validation, given, expected) => {
    const label = validation === undefined ? {} : { validation }
    expect(of('command', label, read({ validation: given }))).toBe(expected)
  })

  test('the outcome of matched ones', () => {
    const validation = [wanted('npm test'), wanted('npm run lint', 5), wanted('tsc', 6)]
    const given = read({ validation: [run('npm test', 4), run('npm run lint', 5, 'failed')] })
    expect(of('outcome', { validation }, given)).toBe('2 2 1: 5 passed → failed')
  })
})

describe('doubts', () => {
  test.each<[string, Partial<ReportLabel>, Reading, string]>([
    ['due and there', { doubt: true }, read({ diagnostics: [error] }), '1 1 1: '],
    ['due and missing', { doubt: true }, read(), '1 1 0: 1 an error → no error'],
    [
      'a warning is none',
      { doubt: true },
      read({ diagnostics: [{ ...error, severity: 'warning' }] }),
      '1 1 0: 1 an error → no error',
    ],
  ])('%s', (_, label, given, expected) => {
    expect(of('doubt', label, given)).toBe(expected)
  })

  test.each<[string, Partial<ReportLabel>, Reading, number]>([
    ['all right', {}, read({ diagnostics: [error] }), 1],
    ['a warning', {}, read({ diagnostics: [{ ...error, severity: 'warning' }] }), 0],
    ['due', { doubt: true }, read({ diagnostics: [error] }), 0],
    [
      'no verdict to read',
      { verdict: 'none' },
      read({ verdict: verdict('none'), diagnostics: [error] }),
      0,
    ],
    ['a wrong verdict', { verdict: 'block' }, read({ diagnostics: [error] }), 0],
    ['a missed blocker', { blockers: [labelled(4)] }, read({ diagnostics: [error] }), 0],
  ])('needless error: %s', (_, label, given, count) => {
    expect(scored(label, given).needless).toHaveLength(count)
  })
})

test('what is printed', () => {
  const first = { file: 'a.md', text: '', label: { ...LABEL, blockers: [labelled(4)] } }
  const second = { file: 'b.md', text: '', label: LABEL }
  const readings = [
    read({ blockers: [blocker(4), blocker(8)] }),
    read({ diagnostics: [error] }),
  ] as const
  const text = textOf(
    score([
      { ...first, reading: readings[0] },
      { ...second, reading: readings[1] },
    ]),
  )
  expect(text.replace(/ +/gu, ' ')).toBe(`2 reports
 field labelled read right precision recall
 verdict 2 2 100.0 %
 qualifier 0 0 –
 blocker 1 2 1 50.0 % 100.0 %
 state 0 0 –
 id 0 0 –
 fix commit 0 0 0 – –
 command 0 0 0 – –
 outcome 0 0 –
 doubt 0 0 –

Misses: 1, in 1 report
 a.md:8 blocker expected nothing, read “read at 8”

Needless errors: verdict and blockers are right: 1, in 1 report
 b.md:7 It is unclear.`)
})
