import { describe, expect, test } from '@jest/globals'
import { assessed, BLOCKING, feature, review, short, step, told } from '../support/history.ts'

const blocking = review('review', BLOCKING)
const OPEN = 'no commit is linked to it yet'
const fixing = (names: string) => step('fix', `fix: stop\n\nFixes-Blocker: ${names}`)
const report = (head: string, ...blockers: string[]) =>
  `# Review: retries\n\nVerdict: blocking\n${head}\n## Blockers\n\n${blockers.join('\n')}\n`
const labelled = (...blockers: string[]) => report('', ...blockers.map((one) => `### ${one}\n`))

describe('an id that is given to another thing', () => {
  const one = review('one', labelled('B1: Retries never stop'))
  const other = review('other', labelled('B1: SQL injection in login'))

  test('after the fix: the other thing is open', () => {
    const assessment = assessed([feature, one, fixing('B1'), other])
    expect(told(assessment)).toEqual(['B1 fixed', `B2 open: ${OPEN}`])
    expect(assessment.ledger.diagnostics).toMatchObject([
      {
        code: 'id-taken',
        severity: 'warning',
        path: 'REVIEW.md',
        line: 7,
        message:
          '"SQL injection in login" is called B1, which is another blocker\'s id: here it is B2.',
        next: 'Call it B2, in the report and in trailers.',
      },
    ])
  })

  test('before the fix: the first thing is not lost', () => {
    const steps = [feature, one, other, fixing('B1')]
    expect(told(assessed(steps))).toEqual(['B1 fixed', `B2 open: ${OPEN}`])
    const both = [...steps, step('more', 'fix: more\n\nFixes-Blocker: B2')]
    expect(told(assessed(both))).toEqual(['B1 fixed', 'B2 fixed'])
  })

  test('told in somewhat other words it is the same, and a fix before that may not be one', () => {
    const more = review('more', labelled('B1: Retries of uploads go on for ever'))
    const why = `REVIEW.md:7 lists it as open again after commit ${short('fix')}`
    expect(told(assessed([feature, one, more, fixing('B1')]))).toHaveLength(2)
    const near = review('near', labelled('B1: Retries never end'))
    expect(told(assessed([feature, one, fixing('B1'), near]))).toEqual([`B1 open: ${why}`])
    expect(told(assessed([feature, one, near, fixing('B1')]))).toEqual(['B1 fixed'])
  })
})

describe('one entry in place of another', () => {
  test.each([
    ['Missing test for retry.', 'Missing test for upload.'],
    ['Test 1 fails.', 'Test 2 fails.'],
    ['Missing unit test, `src/retry.ts:3`', 'Missing unit test, `src/upload.ts:3`'],
  ])('"%s" and "%s" are two', (before, after) => {
    const steps = [
      feature,
      review('one', report('', `1. ${before}`)),
      fixing('B1'),
      review('other', report('', `1. ${after}`)),
    ]
    expect(told(assessed(steps))).toEqual(['B1 fixed', `B2 open: ${OPEN}`])
  })

  test('the likest is meant, not the first', () => {
    const both = review('one', report('', '1. Test 1 fails.', '2. Test 2 fails.'))
    const second = review('other', report('', '1. Test 2 fails.'))
    expect(told(assessed([feature, both, second]))).toEqual([
      `B1 open: removed from REVIEW.md by robin in commit ${short('other')}, without a fix`,
      `B2 open: ${OPEN}`,
    ])
  })

  test('without any words it is still itself', () => {
    const steps = ['one', 'other'].map((name) => review(name, report('', '1. **!!**')))
    expect(told(assessed([feature, ...steps]))).toEqual([`B1 open: ${OPEN}`])
  })
})

describe('listed as open after the fix', () => {
  const first = review('one', report(`\nReviewed commit: ${short('feature')}\n`, '1. Retries.'))

  test('by a report that reviewed it', () => {
    const again = review('again', report(`\nReviewed commit: ${short('fix')}\n`, '1. Retries.'))
    expect(told(assessed([feature, first, fixing('B1'), again]))).toEqual([
      `B1 open: REVIEW.md:9 lists it as open, having reviewed commit ${short('fix')}`,
    ])
    const corrected = review(
      'corrected',
      report(`\nReviewed commit: ${short('fix')}\n`, `1. Retries. Fixed in ${short('fix')}.`),
    )
    expect(told(assessed([feature, first, fixing('B1'), again, corrected]))).toEqual(['B1 fixed'])
  })

  test('not by a report that was only touched up', () => {
    const touched = review(
      'touched',
      `${report(`\nReviewed commit: ${short('feature')}\n`, '1. Retries.')}\nThanks.\n`,
    )
    expect(told(assessed([feature, first, fixing('B1'), touched]))).toEqual(['B1 fixed'])
  })

  test('by an entry that had been left out', () => {
    const less = review('less', report('', '1. The log is empty.'))
    const back = review('back', report('', '1. The log is empty.', '2. Retries.'))
    expect(told(assessed([feature, first, fixing('B1'), less, back]))[0]).toBe(
      `B1 open: REVIEW.md:8 lists it as open again after commit ${short('fix')}`,
    )
  })

  test('round 2 may take it back', () => {
    const second = (claim: string) =>
      BLOCKING.replace('Review:', 'Review R2:').replaceAll(/\.\n(?=2|$)/g, `. ${claim}\n`)
    const steps = [feature, blocking, fixing('B1, B2'), review('second', second(''), 'R/REVIEW.md')]
    expect(assessed(steps).conclusion).toBe('failure')
    const taken = review('taken', second(`Fixed in ${short('fix')}.`), 'R/REVIEW.md')
    expect(told(assessed([...steps, taken]))).toEqual(['B1 fixed', 'B2 fixed'])
    const old = review('old', `${BLOCKING}\nThanks.\n`)
    expect(told(assessed([...steps, taken, old]))).toEqual(['B1 fixed', 'B2 fixed'])
  })
})

describe('the same file, answered without a round number', () => {
  const answer = (claim: string) =>
    review('answer', `# Review: retries\n\nVerdict: approve\n\n## Findings\n\n${claim}\n`)

  test.each([
    [`B1 is fixed in ${short('plain')}. B2 is fixed in ${short('plain')}.`],
    [`R1-B1 is fixed in ${short('plain')}. R1-B2 is fixed in ${short('plain')}.`],
    [`Commit ${short('plain')} addresses the two prior blocking issues.`],
    [`All prior blockers are fixed in ${short('plain')}.`],
  ])('%s', (claim) => {
    const steps = [feature, blocking, step('plain', 'fix: stop'), answer(claim)]
    expect(told(assessed(steps))).toEqual(['B1 verified', 'B2 verified'])
  })

  test('a count that fits nothing says what there is', () => {
    const { ledger } = assessed([
      feature,
      review('empty', '# Review: retries\n\nVerdict: approve\n'),
      answer('Commit abcdef1 addresses the two prior blocking issues.'),
    ])
    expect(ledger.diagnostics).toMatchObject([
      {
        code: 'count-mismatch',
        message:
          'The report calls 2 earlier blockers resolved, but there are none in this pull request.',
      },
    ])
  })
})

test('a blocker may be called by the name that a later round gives it', () => {
  const second = review(
    'second',
    BLOCKING.replace('Review:', 'Review R2:')
      .replace('Retries never stop', 'The error is swallowed')
      .replace('2. The error is swallowed', '2. The log is empty'),
    'REVIEW-R2.md',
  )
  const steps = [feature, blocking, second]
  expect(told(assessed([...steps, fixing('R2-B1')]))).toEqual([
    `R1-B1 open: ${OPEN}`,
    'R1-B2 fixed',
    `R2-B2 open: ${OPEN}`,
  ])
  const unclear = assessed([...steps, fixing('B1')])
  expect(unclear.ledger.blockers.map(({ state }) => state)).toEqual(['open', 'open', 'open'])
  expect(unclear.ledger.diagnostics).toMatchObject([{ code: 'ambiguous-blocker' }])
})
