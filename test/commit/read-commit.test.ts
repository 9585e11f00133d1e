import { describe, expect, test } from '@jest/globals'
import { readCommit } from '../../src/commit/read-commit.ts'

describe('the blockers that a commit names as fixed', () => {
  test.each<[string, string[], string[]]>([
    ['Fixes-Blocker: B1', ['B1'], []],
    ['Resolves-Blocker: b1', ['B1'], []],
    ['Addresses-Blockers: B1, R2-B3', ['B1', 'R2-B3'], []],
    ['Fixes-Blocker: B1 and B2', ['B1', 'B2'], []],
    ['Fixes-Blocker: reviews/x.md#B1', ['reviews/x.md#B1'], []],
    ['Fixes-Blocker: ./reviews/x.md#R2-F3', ['reviews/x.md#R2-F3'], []],
    ['Fixes-Blocker: the first one', [], ['unreadable-blocker']],
    ['Fixes-Blocker: B1, everything', ['B1'], ['unreadable-blocker']],
    ['Fixes-Blocker:', [], ['unreadable-blocker']],
    ['Fixes: #12', [], []],
    ['Fixes-Blocker: B1; B2.', ['B1', 'B2'], []],
    ['Fixes-Blocker: `B1` & #B2', ['B1', 'B2'], []],
    ['Fixes-Blocker: B1 (loop)', ['B1'], ['unreadable-blocker']],
    ['Fixes-Blocker: not B1', [], ['unreadable-blocker']],
    ['Fixes-Blocker: part of B1', [], ['unreadable-blocker']],
    ['Fixes-Blocker: reviews/part.md#B1', ['reviews/part.md#B1'], []],
    ['Fixes-Blocker: B1-B3', [], ['unreadable-blocker']],
    ['Fixes-Blocker: {fill in: B1, B2 or B3}', [], ['placeholder-left']],
    ['Fixes-Blocker: B1, {fill in: B2 or B3}', ['B1'], ['placeholder-left']],
    ['Fixes-Blocker: B1\n\nCo-Authored-By: A <a@example.com>', [], ['misplaced-trailer']],
    ['- Fixes-Blocker: B1', [], ['misplaced-trailer']],
    ['Fixes blocker: B1', [], ['misplaced-trailer']],
  ])('%s', (trailer, expected, codes) => {
    const { fixesBlockers, diagnostics } = readCommit(`fix: stop\n\n${trailer}\n`)
    const names = fixesBlockers.map(
      ({ path, round, label }) =>
        `${path === null ? '' : `${path}#`}${round === null ? '' : `R${round}-`}${label}`,
    )
    expect([names, diagnostics.map(({ code }) => code)]).toEqual([expected, codes])
  })
})

const ANSWER = 'Code review of commit 348a02c surfaced two problems:\n\n'

describe('the findings that a commit says it addresses', () => {
  test.each<[string, string, string[]]>([
    [
      'an answer to the review of a commit',
      `refactor: tidy\n\n${ANSWER}1. It loops. Badly.\n2. It leaks.\n`,
      ['It loops', 'It leaks'],
    ],
    [
      'a fix',
      'fix: harden\n\nThe reviewer found two issues:\n\n1. It loops\n2. It leaks\n',
      ['It loops', 'It leaks'],
    ],
    [
      'wrapped lines',
      `fix: x\n\n${ANSWER}1. It loops,\n   and how. More.\n\n2. It\nleaks.\n`,
      ['It loops, and how', 'It leaks'],
    ],
    [
      '"addresses the review"',
      'refactor: x\n\nThis addresses the review:\n\n1. It loops.\n',
      ['It loops'],
    ],
    [
      'not: another list after it',
      `fix: x\n\n${ANSWER}1. It loops.\n2. It leaks.\n\nChanges:\n\n1. Stop it.\n`,
      ['It loops', 'It leaks'],
    ],
    [
      'not: put off',
      'refactor: x\n\nReview found two issues that remain open:\n\n1. It loops.\n2. It leaks.\n',
      [],
    ],
    ['not: no review', 'fix: x\n\nTwo problems:\n\n1. It loops.\n2. It leaks.\n', []],
    ['not: bullets', `fix: x\n\n${ANSWER}- It loops.\n- It leaks.\n`, []],
    [
      'not: only some of them',
      'fix: x\n\nThe review found three issues; this fixes only the first one:\n\n1. It loops.\n2. It leaks.\n3. It dies.\n',
      [],
    ],
    ['not: one is left open', `fix: x\n\n${ANSWER}1. It loops. (not fixed)\n2. It leaks.\n`, []],
    ['not: nobody found them', 'fix: x\n\nNo review has found these issues:\n\n1. It loops.\n', []],
    [
      'not: put off in other words',
      'fix: x\n\nThe review found two issues that will be addressed in a follow-up:\n\n1. It loops.\n2. It leaks.\n',
      [],
    ],
    ['not: the report itself', `docs: add the review\n\n${ANSWER}1. It loops.\n2. It leaks.\n`, []],
    [
      'not: the report, stored by a fix',
      `fix: stored the review\n\n${ANSWER}1. It loops.\n2. It leaks.\n`,
      [],
    ],
    [
      '"address review" in the subject',
      `fix: address review of the queue\n\n${ANSWER}1. It loops.\n2. It leaks.\n`,
      ['It loops', 'It leaks'],
    ],
    [
      '"addressed" and "important" in the subject',
      `fix: important: addressed review\n\n${ANSWER}1. It loops.\n2. It leaks.\n`,
      ['It loops', 'It leaks'],
    ],
    [
      '"important" at its start',
      `fix: important review findings\n\n${ANSWER}1. It loops.\n2. It leaks.\n`,
      ['It loops', 'It leaks'],
    ],
    [
      'an entry that says "only"',
      `fix: x\n\n${ANSWER}1. It loops, but only on Linux.\n2. It is not fixed-size.\n`,
      ['It loops, but only on Linux', 'It is not fixed-size'],
    ],
    [
      'not: no answer',
      'chore: note\n\nReview found two issues:\n\n1. It loops.\n2. It leaks.\n',
      [],
    ],
  ])('%s', (_, message, expected) => {
    expect(readCommit(message).findings.map(({ title }) => title)).toEqual(expected)
  })

  test('an announced number must match', () => {
    expect(readCommit(`fix: x\n\n${ANSWER}1. It loops.\n`)).toMatchObject({
      claimedFindingCount: { count: 2, line: 3 },
      diagnostics: [{ code: 'count-mismatch', severity: 'error', line: 3 }],
    })
  })

  test('a finding keeps its places and its line', () => {
    const [, finding] = readCommit(
      `fix: x\n\n${ANSWER}1. It loops.\n2. It leaks at\n   \`src/a.ts:7\`.\n`,
    ).findings
    expect(finding).toEqual({
      ordinal: 2,
      title: 'It leaks at src/a.ts:7',
      body: 'It leaks at src/a.ts:7.',
      line: 6,
      evidence: [{ path: 'src/a.ts', start: 7, end: 7, line: 7 }],
    })
  })
})

describe('the test plan', () => {
  const runs = (body: string) =>
    readCommit(`fix: x\n\n${body}`).validation.map(({ command, outcome, passed }) => [
      command,
      outcome,
      passed,
    ])

  test.each<[string, string, unknown[][]]>([
    [
      'a list',
      'Test Plan:\n- npm test (80 unit + 8 e2e tests pass)\n- `npm run lint`: clean\n',
      [
        ['npm test', 'passed', 88],
        ['npm run lint', 'passed', null],
      ],
    ],
    [
      'underlined',
      'Test plan\n~~~~~~~~~\n\n  npm test\n  npm run build\n',
      [
        ['npm test', 'unknown', null],
        ['npm run build', 'unknown', null],
      ],
    ],
    ['in one line', 'Tested: npm test (12 tests pass)\n', [['npm test', 'passed', 12]]],
    [
      'boxes',
      '## Test plan\n\n- [x] `npm test` passes\n- [ ] npm run e2e\n',
      [
        ['npm test', 'passed', null],
        ['npm run e2e', 'not-run', null],
      ],
    ],
    ['failed', 'Validation:\n- npm test failed\n', [['npm test', 'failed', null]]],
    [
      'text after it',
      'Test Plan:\n- npm test\n\nmake it so, said the captain.\n',
      [['npm test', 'unknown', null]],
    ],
    [
      'an end to fill in',
      'Test plan:\n- npm test: {fill in: 3 passed}\n',
      [['npm test', 'unknown', null]],
    ],
    ['a run to fill in', 'Test plan:\n- {fill in: npm test: 3 passed}\n', []],
    ['no plan', 'Run npm test.\n\n- npm test\n', []],
  ])('%s', (_, body, expected) => {
    expect(runs(body)).toEqual(expected)
  })

  test('manual steps and follow-ups', () => {
    const message =
      'fix: x\n\nTest plan\n---------\n\n- npm test\n- Manual: open it,\n  look at it.\n\nManual smoke test:\n  1. Start.\n  2. Stop.\n\nFollow-ups\n----------\n\n- Rename it.\n\nSigned-off-by: A <a@example.com>\n'
    const { manualSteps, followUps, validation } = readCommit(message)
    expect(manualSteps.map(({ text }) => text)).toEqual([
      'Manual: open it, look at it.',
      'Start.',
      'Stop.',
    ])
    expect(followUps).toEqual([{ text: 'Rename it.', line: 17 }])
    expect(validation.map(({ command }) => command)).toEqual(['npm test'])
  })
})

test.each<[string, [string, string | null][]]>([
  [
    'Follow-up for 348a02c, see `abc1234 fix: stop`.',
    [
      ['348a02c', null],
      ['abc1234', 'fix: stop'],
    ],
  ],
  ['Reverts commit 1234567 ("feat: loop").', [['1234567', 'feat: loop']]],
  ['Follow-up for {fill in: abc1234}, see {fill in: commit def5678}.', []],
  ['Twice abc1234 and abc1234.', [['abc1234', null]]],
  ['Port 20260101, build-20260102, defaced, src/abc1234.ts, 12345678.', []],
])('commits that a message names: %s', (body, expected) => {
  const { refs } = readCommit(`fix: x\n\n${body}\n`)
  expect(refs.map(({ sha, subject }) => [sha, subject])).toEqual(expected)
})

test('an empty message, and one that is far too long, are read', () => {
  expect(readCommit('')).toMatchObject({ subject: '', body: '', trailers: [], findings: [] })
  expect(readCommit(`fix: x\n\n${'1. word\n'.repeat(200_000)}`).subject).toBe('fix: x')
})
