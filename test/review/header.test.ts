import { describe, expect, test } from '@jest/globals'
import { readReport } from '../../src/review/read-report.ts'

describe('the title and the round', () => {
  test.each<[string, string | null, number | null]>([
    ['# Review: retries', 'retries', null],
    ['# Review R2: retries', 'retries', 2],
    ['# Review (R2): retries', 'retries', 2],
    ['# Review round 3: retries', 'retries', 3],
    ['# Review R2 — retries', 'retries', 2],
    ['# Re-review: retries', 'retries', null],
    ['# Code review: retries', 'retries', null],
    ['# Review of the retry change', 'retry change', null],
    ['# v2.0 Audit & Review', 'v2.0 Audit & Review', null],
    ['# Review', null, null],
    ['# Review R4', null, 4],
    ['# Review\n\nRound: 2', null, 2],
    ['# Review: `retry` and **more**', 'retry and more', null],
    ['No heading at all.', null, null],
  ])('%j', (markdown, title, round) => {
    const report = readReport(`${markdown}\n\nVerdict: approve\n`)
    expect([report.title, report.round]).toEqual([title, round])
  })
})

describe('what was reviewed', () => {
  test.each<[string, string | null, string | null]>([
    ['Reviewed commit: `abc1234`', 'abc1234', null],
    ['**HEAD audited:** `abc1234`', 'abc1234', null],
    [
      'Head: abc1234def5678abc1234def5678abc1234def56',
      'abc1234def5678abc1234def5678abc1234def56',
      null,
    ],
    ['| Head | `abc1234` |\n|---|---|\n| Base | main |', 'abc1234', null],
    ['Commit: 1234567', '1234567', null],
    ['Range: `1111111..abc1234`', 'abc1234', '1111111..abc1234'],
    ['Reviewed: main...abc1234', 'abc1234', 'main...abc1234'],
    ['## Scope\n\nThe diff of commits `1111111..abc1234`.', 'abc1234', '1111111..abc1234'],
    ['## Scope\n\nInspected the `abc1234` delta.', 'abc1234', null],
    ['## Checks (HEAD `abc1234`)\n\nfine', 'abc1234', null],
    ['## Scope\n\nCommit `abc1234` looks good.', null, null],
    ['## Checks\n\n- `git diff --check HEAD~3..HEAD`', null, null],
    ['Head: feature/retry', null, null],
  ])('%j', (rest, head, range) => {
    const report = readReport(`# Review: retries\n\n${rest}\n`)
    expect([report.reviewedHead, report.reviewedRange]).toEqual([head, range])
  })
})

test('branch, base, commits ahead and iterations', () => {
  const report = readReport(
    '# Review\n\n**Branch:** `feat/retry` (rebased)\n\n**Base:** main\n\n**Commits ahead:** three\n\nIterations: 2\n',
  )
  expect(report).toMatchObject({
    branch: 'feat/retry',
    base: 'main',
    commitsAhead: 3,
    iterations: 2,
  })
})

test('a front matter is a header too, and keeps the lines', () => {
  const report = readReport(
    '---\nverdict: approve\nbranch: feat/x\nround: 2\n---\n# Review: retries\n',
  )
  expect(report).toMatchObject({
    title: 'retries',
    round: 2,
    branch: 'feat/x',
    verdict: { outcome: 'approve', line: 2 },
  })
})

test('each of these knows its line', () => {
  const report = readReport(
    '# Review R2: retries\n\nBranch: feat/x\nBase: main\n\n## Scope\n\nThe diff of commits\n`1111111..abc1234`.\n',
  )
  expect(report.lines).toEqual({
    title: 1,
    round: 1,
    iterations: null,
    reviewedHead: 8,
    reviewedRange: 8,
    branch: 3,
    base: 4,
    commitsAhead: null,
  })
})
