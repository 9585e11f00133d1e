import { describe, expect, it, test } from '@jest/globals'
import { readCommit } from '../../src/commit/read-commit.ts'
import { assessmentData } from '../../src/publish/json/assessment.ts'
import { assessmentForm } from '../../src/publish/json/assessment-form.ts'
import { jsonText } from '../../src/publish/json/json-text.ts'
import { readingsData } from '../../src/publish/json/readings.ts'
import { readingsForm } from '../../src/publish/json/readings-form.ts'
import type { Reading } from '../../src/publish/reading.ts'
import { readReport } from '../../src/review/read-report.ts'
import { BLOCKING, feature, pull, review, short, step } from '../support/history.ts'
import { faultsByOurs } from '../support/published-schemas.ts'
import { full, poisoned } from './hostile.ts'
import { HARMFUL, held, TERMINAL_POISONS } from './hostile-terminal.ts'
import { shownOf } from './page/shown.ts'

const AROUND = { baseName: 'origin/main', dirty: true, uncommitted: ['REVIEW-R3.md'] }
const dataOf = ({ snapshot, assessment }: typeof full) =>
  assessmentData(snapshot, assessment, AROUND, '1.2.3')

describe('an assessment', () => {
  const data = dataOf(
    shownOf(
      pull([
        feature,
        review('review', BLOCKING),
        step('fix', 'fix: stop\n\nTest Plan:\n- npm test (12 tests pass)\n\nFixes-Blocker: B1'),
      ]),
    ),
  )

  it('says the state, and what to do next', () => {
    expect(data).toMatchObject({
      countersign: { version: '1.2.3', format: 1 },
      conclusion: 'failure',
      title: '1 of 2 blockers fixed: B2 is open',
      base: { name: 'origin/main', ref: 'main' },
      dirty: true,
      next: { author: [expect.stringContaining('B2')], reviewer: [] },
    })
  })

  it('says of each blocker where it stands and what fixes it', () => {
    expect(data.blockers).toMatchObject([
      {
        name: 'B1',
        id: 'R1-B1',
        state: 'fixed',
        report: { path: 'REVIEW.md', line: 7 },
        fixes: [{ subject: 'fix: stop', origin: 'trailer', sound: true, problems: [] }],
        next: null,
      },
      { name: 'B2', state: 'open', fixes: [], next: expect.stringContaining('B2') },
    ])
    expect(data.blockers[0]?.fixes[0]?.commit?.slice(0, 7)).toBe(short('fix'))
  })

  it('tells what is said to have been run', () => {
    expect(data.validation).toMatchObject([
      { command: 'npm test', by: 'author', passed: 12, path: null, line: 4, lastCode: true },
    ])
  })

  it('has every part in a full story', () => {
    const { base, head, ...lists } = dataOf(full)
    for (const [name, value] of Object.entries(lists)) {
      if (Array.isArray(value)) expect([name, value.length]).not.toEqual([name, 0])
    }
  })
})

const REPORT = `# Review R2: retries

- Verdict: blocking
- Reviewed commit: 2117381

R1-B1 is fixed in abc1234.

## Blockers

1. **It never gives up.** \`src/send.ts:2-4\` loops. Fixed in abc1234.
2. **The error is swallowed.**

## Validation

- \`npm test\`: 12 passed

## Notes

- A note.
`
const MESSAGE = `fix: stop

Addresses the review of 0bb53d9, which found two problems:

1. It never gives up, src/send.ts:2.

Test Plan:
- npm test (12 tests pass)

Fixes-Blocker: R2-B1 because it begins in src/main.ts
`
const REPORT_READ: Reading = {
  kind: 'report',
  input: 'REVIEW.md',
  path: 'REVIEW.md',
  text: REPORT,
  report: readReport(REPORT),
}
const MESSAGE_READ: Reading = {
  kind: 'commit',
  input: 'HEAD',
  path: null,
  sha: 'a'.repeat(40),
  text: MESSAGE,
  message: readCommit(MESSAGE),
}
const READINGS = [REPORT_READ, MESSAGE_READ]

describe('readings', () => {
  const [report, commit] = readingsData(READINGS, '1.2.3').readings

  it('say what a report says', () => {
    expect(report).toMatchObject({
      input: 'REVIEW.md',
      kind: 'report',
      title: 'retries',
      verdict: { outcome: 'block', line: 3 },
      round: 2,
      reviewed: { head: '2117381', range: null },
      blockers: [
        { name: 'B1', state: 'fixed', line: 10, fixes: [{ sha: 'abc1234' }] },
        { name: 'B2', state: 'open', evidence: [] },
      ],
      resolutions: [{ of: 'blocker', name: 'R1-B1', commits: [{ sha: 'abc1234' }] }],
      validation: [{ command: 'npm test', outcome: 'passed', passed: 12 }],
      notes: [{ text: 'A note.' }],
    })
  })

  it('say what a message says, and what is wrong with it', () => {
    expect(commit).toMatchObject({
      kind: 'commit',
      subject: 'fix: stop',
      fixes: [{ blocker: 'R2-B1', round: 2, label: 'B1', because: expect.any(String) }],
      findings: [{ name: 'B1', evidence: [{ path: 'src/send.ts', start: 2 }] }],
      answers: [{ sha: '0bb53d9' }],
      validation: [{ command: 'npm test', passed: 12 }],
      diagnostics: [{ code: 'count-mismatch', severity: 'error', line: 3 }],
    })
  })
})

describe('the published schemas', () => {
  const CASES = [['as they are', (text: string) => text] as const, ...TERMINAL_POISONS]

  test.each(CASES)('take assessments with their texts: %s', (_, by) => {
    for (const shown of [full, held]) {
      const data = dataOf(poisoned(shown, by))
      expect(faultsByOurs('check.schema.json', data)).toEqual([])
      // Zod leaves out what the form doesn't have: nothing of ours gets in by accident.
      expect(assessmentForm.parse(data)).toEqual(data)
    }
  })

  test.each(CASES)('take readings with their texts: %s', (_, by) => {
    const data = readingsData(poisoned(READINGS, by), '1.2.3')
    expect(faultsByOurs('read.schema.json', data)).toEqual([])
    expect(readingsForm.parse(data)).toEqual(data)
  })

  test('take nothing else', () => {
    expect(faultsByOurs('check.schema.json', { ...dataOf(full), title: 1 })).not.toEqual([])
    expect(faultsByOurs('read.schema.json', { readings: [] })).not.toEqual([])
  })
})

describe('JSON for a terminal', () => {
  test.each(TERMINAL_POISONS)('means the same and obeys nobody: %s', (_, by) => {
    const data = { text: by('text') }
    const written = jsonText(data)
    expect(HARMFUL.test(written)).toBe(false)
    expect(JSON.parse(written)).toEqual(data)
  })
})
