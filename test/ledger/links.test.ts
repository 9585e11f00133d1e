import { describe, expect, test } from '@jest/globals'
import { assess } from '../../src/assess/assess.ts'
import {
  assessed,
  BLOCKING,
  elsewhere,
  feature,
  pull,
  read,
  review,
  type Step,
  sha,
  short,
  step,
  told,
} from '../support/history.ts'

const blocking = review('review', BLOCKING)
const fixes = (names: string) => `fix: stop\n\nFixes-Blocker: ${names}\n`
const OPEN = 'no commit is linked to it yet'

describe('rule 1: a trailer', () => {
  test('nothing is fixed at first', () => {
    expect(told(assessed([feature, blocking]))).toEqual([`B1 open: ${OPEN}`, `B2 open: ${OPEN}`])
  })

  test('one commit, one blocker', () => {
    expect(told(assessed([feature, blocking, step('fix', fixes('B1'))]))).toEqual([
      'B1 fixed',
      `B2 open: ${OPEN}`,
    ])
  })

  test.each([['B1, B2'], ['R1-B1, R1-B2'], ['REVIEW.md#B1, REVIEW.md#R1-B2']])(
    'several: %s',
    (names) => {
      expect(told(assessed([feature, blocking, step('fix', fixes(names))]))).toEqual([
        'B1 fixed',
        'B2 fixed',
      ])
    },
  )

  test('an unknown blocker is named with those that there are', () => {
    const { ledger } = assessed([feature, blocking, step('fix', fixes('B7'))])
    expect(ledger.diagnostics).toMatchObject([
      {
        code: 'unknown-blocker',
        severity: 'warning',
        commit: sha('fix'),
        line: 3,
        message: 'The trailer "B7" names no blocker of this pull request.',
        next: `Name one of R1-B1, R1-B2: amend the message, or let the report say "R1-B1: fixed in ${short('fix')}".`,
      },
    ])
  })

  test.each<[string, Step[], string]>([
    [
      'before the review',
      [feature, step('early', fixes('B1')), blocking],
      `commit ${short('early')} was there before the review that raised it (${short('review')})`,
    ],
    [
      'changes nothing',
      [feature, blocking, step('empty', fixes('B1'), {})],
      `commit ${short('empty')} changes no file`,
    ],
    [
      'changes only the report',
      [feature, blocking, step('words', fixes('B1'), { 'REVIEW.md': BLOCKING })],
      `commit ${short('words')} changes nothing but review reports`,
    ],
    [
      'is on a side that never saw the review',
      [
        feature,
        { ...step('side', fixes('B1')), parents: ['main'] },
        { ...blocking, parents: ['side'] },
      ],
      `commit ${short('side')} was there before the review that raised it (${short('review')})`,
    ],
  ])('does not hold: %s', (_, steps, why) => {
    expect(told(assessed(steps))[0]).toBe(`B1 open: ${why}`)
  })

  test('a fix on a branch that was merged after the review holds', () => {
    const side = { ...step('side', fixes('B1')), parents: ['feature'] }
    const merge = { ...step('merge', 'Merge side', side.files), parents: ['review', 'side'] }
    expect(told(assessed([feature, { ...blocking, parents: ['feature'] }, side, merge]))[0]).toBe(
      'B1 fixed',
    )
  })
})

describe('rule 2: a report that names the commit', () => {
  const inReport = (claim: string) =>
    review('review', BLOCKING.replace('never stop.', `never stop. ${claim}`))

  test('in the entry, in a later revision', () => {
    const again = review(
      'again',
      BLOCKING.replace('never stop.', `never stop. Fixed in \`${short('fix')}\`.`),
    )
    expect(told(assessed([feature, blocking, step('fix', 'fix: stop'), again]))[0]).toBe('B1 fixed')
  })

  test.each<[string, Step[], string]>([
    [
      'no commit named',
      [feature, inReport('\n   Status: fixed')],
      'REVIEW.md:7 calls it fixed and names no commit',
    ],
    [
      'no such commit',
      [feature, inReport('Fixed in deadbee1.')],
      'there is no commit deadbee1 in this repository, or more than one begins so',
    ],
    [
      'a subject that is another',
      [
        feature,
        blocking,
        step('fix', 'fix: stop'),
        review(
          'again',
          BLOCKING.replace('never stop.', `never stop. Fixed in \`${short('fix')} fix: other\`.`),
        ),
      ],
      `"fix: other" is quoted, but commit ${short('fix')} is "fix: stop"`,
    ],
  ])('does not hold: %s', (_, steps, why) => {
    expect(told(assessed(steps))[0]).toBe(`B1 open: ${why}`)
  })

  test.each([
    ['whole', 'fix: stop the retries'],
    ['cut off', 'fix: stop…'],
    ['with marks', '**fix:** stop the retries'],
  ])('a quoted subject may be %s', (_, quoted) => {
    const again = review(
      'again',
      BLOCKING.replace('never stop.', `never stop. Fixed in \`${short('fix')} ${quoted}\`.`),
    )
    expect(
      told(assessed([feature, blocking, step('fix', 'fix: stop the retries'), again]))[0],
    ).toBe('B1 fixed')
  })

  test('a commit of the repository that this pull request lacks', () => {
    const again = review(
      'again',
      BLOCKING.replace('never stop.', `never stop. Fixed in ${short('other')}.`),
    )
    const why = `commit ${short('other')} exists, but neither this pull request nor its base contains it`
    expect(
      told(
        assessed([feature, blocking, again], { elsewhere: [elsewhere('other', 'repository')] }),
      )[0],
    ).toBe(`B1 open: ${why}`)
  })

  test('a commit that the base has since, after the review', () => {
    const again = review(
      'again',
      BLOCKING.replace('never stop.', `never stop. Fixed in ${short('other')}.`),
    )
    expect(
      told(assessed([feature, blocking, again], { elsewhere: [elsewhere('other', 'base')] }))[0],
    ).toBe('B1 fixed')
  })

  test('a commit that the base had before the review', () => {
    const again = review(
      'again',
      BLOCKING.replace('never stop.', `never stop. Fixed in ${short('other')}.`),
    )
    expect(
      told(
        assessed([feature, blocking, again], { elsewhere: [elsewhere('other', 'base', ['main'])] }),
      )[0],
    ).toContain('was there before the review')
  })

  test('a review and its re-review told in one report', () => {
    const text = `# Review: retries\n\nVerdict: approved after fixes\n\n## Initial blocker findings\n\nThe first reviewer found two blockers:\n\n1. Retries never stop.\n2. The error is swallowed.\n\n## Fix verification\n\nCoder added commit \`${short('fix')} fix: stop\`.\n`
    const assessment = assessed([feature, step('fix', 'fix: stop'), review('review', text)])
    expect(told(assessment)).toEqual(['B1 verified', 'B2 verified'])
    expect(assessment.conclusion).toBe('success')
  })
})

describe('rule 3: a commit that lists the findings of a review', () => {
  const answer = `refactor: harden\n\nCode review of commit ${short('feature')} surfaced two problems:\n\n1. Retries never stop. Ever.\n2. The error is swallowed.\n`

  test('its findings enter the ledger, fixed by it', () => {
    const assessment = assessed([feature, step('answer', answer)])
    expect(told(assessment)).toEqual([`${short('answer')}-B1 fixed`, `${short('answer')}-B2 fixed`])
    expect(assessment.title).toBe('Both blockers are fixed')
    expect(assessment.conclusion).toBe('success')
  })

  test('a finding that a report raised is that blocker', () => {
    expect(told(assessed([feature, blocking, step('answer', answer)]))).toEqual([
      'B1 fixed',
      'B2 fixed',
    ])
  })

  test('a number that does not match fails closed', () => {
    const { conclusion, ledger } = assessed([
      feature,
      step('answer', answer.replace('two', 'three')),
    ])
    expect(conclusion).toBe('failure')
    expect(ledger.diagnostics).toMatchObject([
      { code: 'count-mismatch', commit: sha('answer'), path: null },
    ])
  })
})

test('a hash that two commits begin with is ambiguous, and both are listed', () => {
  const again = review('again', BLOCKING.replace('stop.', `stop. Fixed in ${short('fix')}.`))
  const snapshot = pull([feature, blocking, step('fix', 'fix: stop'), again])
  const twin = `${short('fix')}${'0'.repeat(33)}`
  const commits = snapshot.commits.flatMap((commit) =>
    commit.sha === sha('fix') ? [commit, { ...commit, sha: twin }] : [commit],
  )
  const twins = { ...snapshot, commits }
  expect(told(assess(twins, read(twins)))[0]).toBe(
    `B1 open: ${short('fix')} is the start of 2 commits: ${sha('fix')}, ${twin}`,
  )
})
