import { describe, expect, test } from '@jest/globals'
import { assessed, BLOCKING, feature, review, short, step, told } from '../support/history.ts'

const blocking = review('review', BLOCKING)
const fix = step('fix', 'fix: stop')
const APPROVING = (claim: string) =>
  `# Review R2: retries\n\nVerdict: approve\n\n## Findings\n\n${claim}\n`

describe('round 2 answers round 1', () => {
  test.each([
    ['in the same file', 'REVIEW.md'],
    ['in a file of its own', 'REVIEW-R2.md'],
    ['in a folder', 'docs/reviews/r2.md'],
  ])('"addresses the two prior blocking issues" closes both, %s', (_, path) => {
    const second = review(
      'second',
      APPROVING(`Commit \`${short('fix')}\` addresses the two prior blocking issues.`),
      path,
    )
    const assessment = assessed([feature, blocking, fix, second])
    expect(told(assessment)).toEqual(['B1 verified', 'B2 verified'])
    expect(assessment.conclusion).toBe('success')
    expect(assessment.title).toBe(`Both blockers are fixed, approved by ${path}`)
  })

  test('silence closes nothing', () => {
    const assessment = assessed([
      feature,
      blocking,
      fix,
      review('second', APPROVING('Fine.'), 'REVIEW-R2.md'),
    ])
    expect(told(assessment)).toEqual([
      'B1 open: no commit is linked to it yet',
      'B2 open: no commit is linked to it yet',
    ])
    expect(assessment.conclusion).toBe('failure')
  })

  test('nor does rewriting the file for round 2', () => {
    const assessment = assessed([feature, blocking, fix, review('second', APPROVING('Fine.'))])
    expect(told(assessment)[0]).toContain('B1 open')
    expect(assessment.title).toBe('0 of 2 blockers fixed: B1 and B2 are open')
  })

  test('"resolved" without a commit names what is missing', () => {
    const second = review('second', APPROVING('Both prior blockers are resolved.'), 'REVIEW-R2.md')
    expect(told(assessed([feature, blocking, fix, second]))[0]).toBe(
      'B1 open: REVIEW-R2.md:7 calls it fixed and names no commit',
    )
  })

  test('another count is no answer', () => {
    const second = review(
      'second',
      APPROVING(`Commit ${short('fix')} addresses the three prior blockers.`),
      'REVIEW-R2.md',
    )
    const { conclusion, ledger } = assessed([feature, blocking, fix, second])
    expect(conclusion).toBe('failure')
    expect(ledger.diagnostics).toMatchObject([
      {
        code: 'count-mismatch',
        path: 'REVIEW-R2.md',
        line: 7,
        message: 'The report calls 3 earlier blockers resolved, but there are 2: R1-B1, R1-B2.',
      },
    ])
  })

  test('the count may be of those that were left open', () => {
    const first = step('first', 'fix: stop\n\nFixes-Blocker: B1')
    const second = review(
      'second',
      APPROVING(`Commit ${short('fix')} addresses the one remaining prior blocker.`),
      'REVIEW-R2.md',
    )
    expect(told(assessed([feature, blocking, first, fix, second]))).toEqual([
      'B1 verified',
      'B2 verified',
    ])
  })

  test('one by one', () => {
    const second = review(
      'second',
      APPROVING(`- R1-B1 is fixed in ${short('fix')}.`),
      'REVIEW-R2.md',
    )
    expect(told(assessed([feature, blocking, fix, second]))).toEqual([
      'B1 verified',
      'B2 open: no commit is linked to it yet',
    ])
  })

  test('two rounds may each have a B1', () => {
    const second = review(
      'second',
      '# Review R2: retries\n\nVerdict: blocking\n\n## Blockers\n\n1. The log is empty.\n',
      'REVIEW-R2.md',
    )
    const steps = [feature, blocking, step('one', 'fix: stop\n\nFixes-Blocker: B1, B2'), second]
    expect(told(assessed(steps))).toEqual([
      'R1-B1 fixed',
      'B2 fixed',
      'R2-B1 open: no commit is linked to it yet',
    ])
    const after = [...steps, step('two', 'fix: log\n\nFixes-Blocker: R2-B1')]
    expect(told(assessed(after))).toEqual(['R1-B1 fixed', 'B2 fixed', 'R2-B1 fixed'])
    const unclear = [...steps, step('two', 'fix: log\n\nFixes-Blocker: B1')]
    expect(assessed(unclear).ledger.diagnostics).toMatchObject([
      {
        code: 'ambiguous-blocker',
        next: `Name one of R1-B1, R2-B1: amend the message, or let the report say "R1-B1: fixed in ${short('two')}".`,
      },
    ])
  })

  test('a blocker that round 2 lists as open again is open again', () => {
    const again = review(
      'again',
      '# Review R2: retries\n\nVerdict: blocking\n\n## Blockers\n\n1. Retries never stop.\n',
      'REVIEW-R2.md',
    )
    const one = step('one', 'fix: stop\n\nFixes-Blocker: B1')
    const assessment = assessed([feature, blocking, one, again])
    expect(told(assessment)[0]).toBe(
      `B1 open: REVIEW-R2.md:7 lists it as open again after commit ${short('one')}`,
    )
    expect(
      told(
        assessed([feature, blocking, one, again, step('two', 'fix: stop\n\nFixes-Blocker: B1')]),
      )[0],
    ).toBe('B1 fixed')
  })
})

describe('nothing is lost', () => {
  test('a paragraph that was taken out', () => {
    const without = review('less', BLOCKING.replace('2. The error is swallowed.\n', ''))
    expect(told(assessed([feature, blocking, without]))).toEqual([
      'B1 open: no commit is linked to it yet',
      `B2 open: removed from REVIEW.md by robin in commit ${short('less')}, without a fix`,
    ])
  })

  test('a report that was deleted', () => {
    const gone = step('gone', 'docs: tidy', { 'REVIEW.md': null })
    const assessment = assessed([feature, blocking, gone])
    expect(told(assessment)[0]).toBe(
      `B1 open: removed from REVIEW.md by casey in commit ${short('gone')}, without a fix`,
    )
    expect(assessment.conclusion).toBe('failure')
  })

  test('a verdict that was turned without a word', () => {
    const turned = review('turned', BLOCKING.replace('blocking', 'approve'))
    expect(assessed([feature, blocking, turned]).conclusion).toBe('failure')
  })

  test('ids stay when an entry is put before the others', () => {
    const more = review(
      'more',
      BLOCKING.replace('1. Retries', '1. The log is empty.\n2. Retries').replace(
        '2. The error',
        '3. The error',
      ),
    )
    const steps = [feature, blocking, step('fix', 'fix: stop\n\nFixes-Blocker: B2'), more]
    expect(
      assessed(steps).ledger.blockers.map(
        ({ label, title, state }) => `${label} ${title}: ${state}`,
      ),
    ).toEqual([
      'B1 Retries never stop: open',
      'B2 The error is swallowed: fixed',
      'B3 The log is empty: open',
    ])
  })

  test('two reports may each have a B1, and are told apart by their paths', () => {
    const other = review(
      'other',
      BLOCKING.replace('Retries never stop', 'The button is green').replace(
        'error is swallowed',
        'label is cut',
      ),
      'reviews/ui.md',
    )
    const assessment = assessed([
      feature,
      blocking,
      other,
      step('fix', 'fix: x\n\nFixes-Blocker: reviews/ui.md#B1'),
    ])
    expect(assessment.ledger.blockers.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'REVIEW.md#R1-B1 open',
      'REVIEW.md#R1-B2 open',
      'reviews/ui.md#R1-B1 fixed',
      'reviews/ui.md#R1-B2 open',
    ])
  })
})

describe('the conclusion', () => {
  test('an approval in place holds when trailers have fixed what is still listed', () => {
    const approved = review('approved', BLOCKING.replace('blocking', 'approve'))
    const trailer = step('one', 'fix: stop\n\nFixes-Blocker: B1, B2')
    const green = assessed([feature, blocking, trailer, approved])
    expect(told(green)).toEqual(['B1 verified', 'B2 verified'])
    expect([green.conclusion, green.title]).toEqual([
      'success',
      'Both blockers are fixed, approved by REVIEW.md',
    ])
    expect(assessed([feature, blocking, approved]).conclusion).toBe('failure')
    const reviewed = (verdict: string) =>
      review(
        'reviewed',
        BLOCKING.replace('blocking', `${verdict}\n\nReviewed commit: ${short('one')}`),
      )
    expect(told(assessed([feature, blocking, trailer, reviewed('approve')]))).toEqual([
      'B1 verified',
      'B2 verified',
    ])
    expect(told(assessed([feature, blocking, trailer, reviewed('blocking')]))[0]).toContain(
      'lists it as open, having reviewed commit',
    )
  })

  const approving = review('review', '# Review: retries\n\nVerdict: approve\n')

  test('no report at all is neutral', () => {
    const assessment = assessed([feature])
    expect([assessment.conclusion, assessment.title]).toEqual([
      'neutral',
      'No review report in this pull request',
    ])
  })

  test('an approval without blockers is success', () => {
    const assessment = assessed([feature, approving])
    expect([assessment.conclusion, assessment.title]).toEqual([
      'success',
      'No blockers, approved by REVIEW.md',
    ])
  })

  test('a report without a verdict fails closed, at its line', () => {
    const assessment = assessed([feature, review('review', '# Review: retries\n\nVerdict: hm\n')])
    expect([assessment.conclusion, assessment.title]).toEqual([
      'failure',
      'Could not be read: REVIEW.md:3 "hm" is no verdict that could be read.',
    ])
  })

  test('facts that are missing are a failure, whatever the rest says', () => {
    const assessment = assessed([feature, approving], {
      gaps: ['the commits before abc1234 could not be listed'],
    })
    expect([assessment.conclusion, assessment.title]).toEqual([
      'failure',
      'Could not verify: the commits before abc1234 could not be listed',
    ])
  })

  test('fixed but not approved yet waits for the next round', () => {
    const assessment = assessed([
      feature,
      blocking,
      step('fix', 'fix: stop\n\nFixes-Blocker: B1, B2'),
    ])
    expect([assessment.conclusion, assessment.title]).toEqual([
      'success',
      'Both blockers are fixed, awaiting re-review',
    ])
  })

  test('one of two', () => {
    const assessment = assessed([feature, blocking, step('fix', 'fix: stop\n\nFixes-Blocker: B1')])
    expect([assessment.conclusion, assessment.title]).toEqual([
      'failure',
      '1 of 2 blockers fixed: B2 is open',
    ])
  })

  test('many open ones are counted', () => {
    const many = `# Review\n\nVerdict: blocking\n\n## Blockers\n\n${['one', 'two', 'three', 'four', 'five'].map((word, index) => `${index + 1}. The ${word} ${word} is ${word}.\n`).join('')}`
    expect(assessed([feature, review('review', many)]).title).toBe(
      '0 of 5 blockers fixed: B1, B2, B3, and 2 more are open',
    )
  })

  test('the same facts give the same assessment, through JSON as well', () => {
    const steps = [feature, blocking, fix]
    expect(JSON.stringify(assessed(steps))).toBe(
      JSON.stringify(assessed(JSON.parse(JSON.stringify(steps)))),
    )
  })
})
