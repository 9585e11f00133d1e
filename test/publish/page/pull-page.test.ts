import { describe, expect, test } from '@jest/globals'
import { BLOCKING, feature, pull, review, sha, short, step } from '../../support/history.ts'
import { GITHUB, pageOf, says } from './shown.ts'

const CITING = BLOCKING.replace('stop.', 'stop. `src/retry.ts:3-5` loops.')
const blocking = review('review', CITING)

describe('a red page', () => {
  const wrong = step('wrong', 'docs: words\n\nFixes-Blocker: B2', { 'REVIEW.md': CITING })
  const right = step(
    'right',
    'fix: stop\n\nTest Plan:\n- npm test (12 tests pass)\n\nFixes-Blocker: B1',
  )
  const { html, text } = pageOf(pull([feature, blocking, right, wrong]))

  test('says why in its first lines', () => {
    says(
      text,
      'Red: 1 of 2 blockers fixed: B2 is open · acme/widgets#1 · Countersign',
      'Send again when the server is down #1',
      'by casey',
      'Red\n1 of 2 blockers fixed: B2 is open',
      `Head ${short('wrong')}assessed 2026-01-05 09:40 UTC`,
    )
    expect(html).toContain(`<a href="${GITHUB}/commit/${sha('wrong')}" title="${sha('wrong')}">`)
    expect(html).toContain(`<a href="${GITHUB}/pull/1">Open it on GitHub</a>`)
  })

  test('says who does what', () => {
    says(
      text,
      'For the author',
      'B2: Name the commit that changes the code.',
      'For the reviewer',
      'Nothing for now.',
    )
  })

  test('tells each blocker with its life, the open one first', () => {
    says(
      text,
      'Blockers\nB2 The error is swallowed\n',
      'open\nWhy: commit',
      `changes nothing but review reports\nNext: Name the commit that changes the code.`,
      `in round 1 by robin, in commit ${short('review')}; listed at REVIEW.md:8`,
      `${short('wrong')} docs: words does not hold`,
      `Named by its own trailer, by casey: the message of ${short('wrong')}, line 3`,
      'B1 Retries never stop',
      'Retries never stop. src/retry.ts:3-5 loops.',
      'src/retry.ts:3-5',
      `${short('right')} fix: stop holds`,
      'in this pull request',
      'touches src/retry.ts',
    )
    expect(html).toContain(`<a href="${GITHUB}/blob/${sha('wrong')}/REVIEW.md?plain=1#L8">`)
    expect(html).toMatch(
      new RegExp(`<a href="${GITHUB}/blob/[0-9a-f]{40}/src/retry.ts#L3-L5">`, 'u'),
    )
  })

  test('tells what happened, oldest first', () => {
    says(
      text.slice(text.indexOf('\nWhat happened\n2026')),
      '2026-01-05 09:00 UTC · casey',
      `${short('feature')} feat: retry`,
      '2026-01-05 09:01 UTC · robin',
      'adds REVIEW.md, round 1: blocks',
      'raises B1, B2',
      'fixes B1',
      'changes REVIEW.md',
      'is named for, and doesn’t fix, B2',
    )
  })

  test('lists requirements, reports and runs', () => {
    says(
      text,
      'What the policy asks for, and what was found',
      'links sound\nunmet',
      'policy readable\nmet',
      'REVIEW.md\n1\ncasey\nblocks',
      'Run by the author',
      'npm test\npassed\n12 passed\nthis code\nnothing: only claimed',
      'There is no .github/countersign.yml on main: the defaults hold.',
    )
  })
})
