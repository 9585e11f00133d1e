import { describe, expect, test } from '@jest/globals'
import { readReport } from '../../src/review/read-report.ts'

const TWO = '## Blockers\n\n1. It loops.\n2. It leaks.\n\n'
const LABELLED = '## Blockers\n\n- B1: It loops.\n- B2: It leaks.\n\n'

const read = (rest: string) =>
  readReport(`# Review: retries\n\nVerdict: approve after fixes\n\n${rest}`)

/** `abc1234 -` says: the first is fixed by that commit, the second open. */
const fixed = (rest: string) =>
  read(rest)
    .blockers.map(({ state, fixCommits }) =>
      state === 'open' ? '-' : fixCommits.map(({ sha }) => sha).join('+') || 'unnamed',
    )
    .join(' ')

describe('a blocker of the report itself is fixed', () => {
  test.each([
    [
      'in its entry',
      '## Blockers\n\n1. It loops. Fixed in `abc1234`.\n2. It leaks.\n',
      'abc1234 -',
    ],
    [
      'in its entry, by a status',
      '## Blockers\n\n1. It loops.\n   - Status: resolved by `abc1234`\n',
      'abc1234',
    ],
    ['in its entry, by a key', '## Blockers\n\n1. It loops.\n   Fix: `abc1234`\n', 'abc1234'],
    [
      'in its entry, by two commits',
      '## Blockers\n\n1. It loops. Fixed by abc1234 and def5678.\n',
      'abc1234+def5678',
    ],
    ['in its entry, by no commit', '## Blockers\n\n1. It loops.\n   - Status: fixed\n', 'unnamed'],
    [
      'in its row',
      '## Blockers\n\n| Id | Issue | Status | Commit |\n|---|---|---|---|\n| B1 | It loops | Fixed | abc1234 |\n| B2 | It leaks | open | |\n',
      'abc1234 -',
    ],
    [
      'with all the others',
      `${TWO}## Fix verification\n\nCoder added commit \`abc1234 fix: stop\`.\n`,
      'abc1234 abc1234',
    ],
    ['with both', `${TWO}Commit \`abc1234\` fixes both blockers.\n`, 'abc1234 abc1234'],
    ['with them all, later', `${TWO}## Fixes\n\nAll fixed in \`abc1234\`.\n`, 'abc1234 abc1234'],
    [
      'by its label',
      `${LABELLED}## Fixes\n\n- B1: fixed in \`abc1234\`\n- B2: still open\n`,
      'abc1234 -',
    ],
    ['by its place', `${TWO}## Fixes\n\n- B2 is resolved by \`abc1234\`.\n`, '- abc1234'],
    ['by its label and a hash alone', `${LABELLED}## Fixes\n\n- B2: \`abc1234\`\n`, '- abc1234'],
    [
      'one by one in a sentence',
      `${LABELLED}B1 is fixed in abc1234, B2 in def5678.\n`,
      'abc1234 def5678',
    ],
    [
      'one by one the other way',
      `${LABELLED}Commit abc1234 fixes B1 and commit def5678 fixes B2.\n`,
      'abc1234 def5678',
    ],
    [
      'by a row of a table',
      `${LABELLED}## Status\n\n| Blocker | Status | Commit |\n|---|---|---|\n| B1 | ✅ fixed | abc1234 |\n| B2 | open | |\n`,
      'abc1234 -',
    ],
    ['in upper case hashes', '## Blockers\n\n1. It loops. Fixed in ABC1234.\n', 'abc1234'],
    ['not: to be fixed', '## Blockers\n\n1. It loops. Must be fixed in `abc1234`.\n', '-'],
    ['not: denied', '## Blockers\n\n1. It loops. Not fixed in `abc1234`.\n', '-'],
    [
      'not: claimed by others',
      '## Blockers\n\n1. It loops. The coder claims that it is fixed in `abc1234`.\n',
      '-',
    ],
    ['not: asked', '## Blockers\n\n1. It loops. Is it fixed in `abc1234`?\n', '-'],
    ['not: once', `${LABELLED}B1 is resolved once \`abc1234\` lands.\n`, '- -'],
    ['not: caused', '## Blockers\n\n1. It loops. Introduced in `abc1234`.\n', '-'],
    ['not: something else', `${TWO}## Summary\n\nCommit abc1234 fixes a typo.\n`, '- -'],
    ['not: in the notes', `${LABELLED}## Notes\n\n- B1 is fixed in abc1234.\n`, '- -'],
    ['not: quoted', `${LABELLED}> B1 is fixed in abc1234.\n`, '- -'],
    ['not: part of them', `${TWO}Commit abc1234 fixes one of the two blockers.\n`, '- -'],
    ['not: with a but', `${LABELLED}B1 is fixed in abc1234, but only on Linux.\n`, '- -'],
  ])('%s', (_, rest, expected) => {
    expect(fixed(rest)).toBe(expected)
  })

  test.each([
    ['part of them', `${TWO}Commit abc1234 fixes one of the two blockers.\n`, 'unclear-fix'],
    ['with a but', `${LABELLED}B1 is fixed in abc1234, but only on Linux.\n`, 'unclear-fix'],
    ['another count', `${TWO}Commit abc1234 fixes the three blockers.\n`, 'count-mismatch'],
    [
      'an entry without a name',
      `${TWO}## Fixes\n\n1. The loop is resolved, see abc1234.\n2. Resolved too: def5678.\n`,
      'unclear-fix',
    ],
  ])('and where it is unclear, that is said: %s', (_, rest, code) => {
    expect(read(rest).diagnostics.map((diagnostic) => diagnostic.code)).toContain(code)
  })
})

describe('blockers of earlier rounds are resolved', () => {
  test.each<[string, string, object[]]>([
    [
      'together',
      'Commit `d2e8087` addresses the two prior blocking issues.\n',
      [{ of: { round: null }, count: 2, commits: ['d2e8087'] }],
    ],
    [
      'over two lines',
      'Commit `d2e8087`\naddresses both prior blockers.\n',
      [{ of: { round: null }, count: 2, commits: ['d2e8087'] }],
    ],
    [
      'without a noun',
      'Commit `d2e8087` addresses both.\n',
      [{ of: { round: null }, count: 2, commits: ['d2e8087'] }],
    ],
    [
      'of a round',
      'The R1 blockers are resolved in d2e8087.\n',
      [{ of: { round: 1 }, count: null, commits: ['d2e8087'] }],
    ],
    [
      'of a round, counted',
      'The three round 2 blockers are fixed by d2e8087.\n',
      [{ of: { round: 2 }, count: 3, commits: ['d2e8087'] }],
    ],
    [
      'said twice',
      'Commit d2e8087 addresses the two prior blockers.\n\nThe R1 blockers are resolved.\n',
      [{ of: { round: 1 }, count: 2, commits: ['d2e8087'] }],
    ],
    [
      'by name',
      '## Prior blockers\n\n- R1-B1: fixed in d2e8087\n- R1-B2: fixed in abc1234\n',
      [
        { of: { label: 'R1-B1' }, count: null, commits: ['d2e8087'] },
        { of: { label: 'R1-B2' }, count: null, commits: ['abc1234'] },
      ],
    ],
    [
      'by a table',
      '## Status of prior blockers\n\n| Id | State | Commit |\n|---|---|---|\n| B1 | resolved | d2e8087 |\n| B2 | open | |\n',
      [{ of: { label: 'B1' }, count: null, commits: ['d2e8087'] }],
    ],
    [
      'beside own ones',
      `${TWO}The prior blockers are fixed in d2e8087.\n`,
      [{ of: { round: null }, count: null, commits: ['d2e8087'] }],
    ],
    [
      'without a commit',
      'Both prior blockers are resolved.\n',
      [{ of: { round: null }, count: 2, commits: [] }],
    ],
    ['not: denied', 'Commit d2e8087 does not address the two prior blockers.\n', []],
    ['not: in part', 'Commit d2e8087 addresses one of the two prior blockers.\n', []],
    ['not: a plan', 'The next commit should address the two prior blockers.\n', []],
    ['not: silence', 'Nothing new.\n', []],
  ])('%s', (_, rest, expected) => {
    const resolutions = read(rest).resolutions.map(({ of, count, commits }) => ({
      of,
      count,
      commits: commits.map(({ sha }) => sha),
    }))
    expect(resolutions).toEqual(expected)
  })
})
