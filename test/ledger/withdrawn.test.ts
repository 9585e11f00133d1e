import { describe, expect, test } from '@jest/globals'
import { assessed, feature, review, step, told } from '../support/history.ts'

const report = (...items: string[]) =>
  `# Review: retries\n\nVerdict: request changes\n\n## Blockers\n\n${items.join('\n')}\n`
const one = review('one', report('- B1: Retries never stop', '- B2: The lock is held'))

describe('a blocker that its own report takes back', () => {
  const withdrawn = review(
    'withdrawn',
    report('- ~~B1: Retries never stop~~ Withdrawn: my mistake.', '- B2: The lock is held'),
  )

  const again = review(
    'again',
    report('- B1: Retries never stop, I was right', '- B2: The lock is held'),
  )

  test('is withdrawn, and holds nothing', () => {
    const assessment = assessed([feature, one, withdrawn])
    expect(assessment.ledger.blockers.map(({ state }) => state)).toEqual(['withdrawn', 'open'])
    expect(assessment.ledger.blockers[0]).toMatchObject({
      why: 'withdrawn by robin at REVIEW.md:7',
    })
  })

  test('is open again when it is listed again', () => {
    const states = assessed([feature, one, withdrawn, again]).ledger.blockers
    expect(states.map(({ state }) => state)).toEqual(['open', 'open'])
  })
})

describe('a fix that a report names', () => {
  const fix = step('fix', 'fix: something')

  test('of a note closes no blocker of the same name', () => {
    const other = review(
      'other',
      '# Review R2\n\nVerdict: request changes\n\n## Blockers\n\n- C1: The pool leaks\n\n## Notes\n\n- B1: a typo. Fixed in 68c46e8.\n',
    )
    const [first] = told(assessed([feature, one, fix, other]))
    expect(first).toMatch(/^(?:R1-)?B1 open/)
  })

  test('of a blocker that nobody raised is an error', () => {
    const answer = review(
      'answer',
      '# Review R2\n\nVerdict: approve\n\nR1-B7 is fixed in 68c46e8.\n',
    )
    expect(assessed([feature, one, fix, answer]).ledger.diagnostics).toContainEqual(
      expect.objectContaining({ code: 'unknown-blocker', severity: 'error', line: 5 }),
    )
  })
})
