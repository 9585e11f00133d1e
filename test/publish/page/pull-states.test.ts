import { describe, expect, test } from '@jest/globals'
import {
  BLOCKING,
  comment,
  feature,
  may,
  policy,
  pull,
  review,
  rewritten,
  sha,
  short,
  step,
} from '../../support/history.ts'
import { GITHUB, pageOf, says } from './shown.ts'

const blocking = review('review', BLOCKING)
const fixed = step('fix', 'fix: both\n\nFixes-Blocker: B1, B2')
const approval = review(
  'r2',
  `# Review R2\n\nVerdict: approve\nReviewed commit: ${short('fix')}\n`,
  'REVIEW-R2.md',
)

describe('a page that is', () => {
  test('green, and nothing left to do', () => {
    const { text } = pageOf(pull([feature, blocking, fixed, approval]))
    says(text, 'Green: Both blockers are fixed, approved by REVIEW-R2.md')
    says(text, 'B1 Retries never stop', 'verified', 'approved by REVIEW-R2.md', 'approves', 'yes')
    expect(text).not.toContain('What to do next')
  })

  test('green, and the reviewer’s turn', () => {
    const { text } = pageOf(pull([feature, blocking, fixed]))
    says(
      text,
      'Green: Both blockers are fixed, awaiting re-review',
      'For the author\nNothing for now.',
      'For the reviewer\nLook at the fixes, and commit a report of a new round',
    )
  })

  test('neutral says what a report is', () => {
    const { text } = pageOf(pull([feature], { unseen: ['3 files could not be listed'] }))
    says(
      text,
      'Neutral: No review report',
      'adds or changes no review report',
      'docs/reviews/**/*.md',
      'What could not be seen\nholds nothing up 3 files could not be listed',
    )
    expect(text).not.toContain('Requirements')
  })

  test('stale says what came after', () => {
    const later = step('later', 'feat: more')
    const { text } = pageOf(
      pull([feature, blocking, fixed, approval, later], policy('requirements:\n  fresh: error\n')),
    )
    says(text, 'Red: Stale', `For the reviewer\nREVIEW-R2.md is stale: ${short('later')}`)
    says(text, 'no\nStale: ', `${short('later')} came after what it reviewed`)
    says(text, 'Where it differs from the defaults', 'requirements.fresh\nwarn\nerror')
  })

  test('waived says who, when and why', () => {
    const { html, text } = pageOf(
      pull([feature, blocking], {
        comments: [comment('/waive B1, B2 agreed with the team', 'robin', 4)],
        people: [may('robin', 'write')],
      }),
    )
    says(text, 'B1 Retries never stop\n', 'waived', 'Why: waived by robin (2026-01-05): agreed')
    says(
      text,
      'Decided',
      'Waived by robin in the comment of 2026-01-05 09:04 UTC: agreed with the team',
    )
    says(text, '2026-01-05 09:04 UTC · robin', 'writes /waive B1, B2')
    expect(html).toContain(`<a href="${GITHUB}/pull/1#issuecomment-4">`)
  })

  test('commands that don’t count say what to write', () => {
    const { text } = pageOf(
      pull([feature, blocking], {
        comments: [comment('/waive B9 not needed', 'robin', 4)],
        people: [may('robin', 'write')],
      }),
    )
    says(
      text,
      'Commands that don’t count\n/waive by robin in the comment of 2026-01-05 09:04 UTC',
      '"B9" names no single blocker.\nNext: Name one of',
    )
  })

  test('a blocker that was removed from its report says by whom', () => {
    const less = step('less', 'docs: shorter', {
      'REVIEW.md': BLOCKING.replace('2. The error is swallowed.\n', ''),
    })
    const { text } = pageOf(pull([feature, blocking, less]))
    says(
      text,
      'B2 The error is swallowed',
      'removed from REVIEW.md by casey',
      'no longer listed in REVIEW.md',
    )
    says(
      text.slice(text.indexOf('\nWhat happened\n2026')),
      'docs: shorter',
      'casey removes B2 from REVIEW.md',
    )
  })

  test('an unreadable report shows the lines', () => {
    const { html, text } = pageOf(
      pull([feature, review('review', '# Review\n\nVerdict: hm\n\nFine.\n')]),
    )
    says(
      text,
      'Red: Could not be read',
      'Could not be read without a doubt\nerror REVIEW.md:3',
      '1 # Review',
      'this line: 3 Verdict: hm',
      '5 Fine.',
      'Next: ',
    )
    expect(html.match(/<li class="meant">/gu)).toHaveLength(1)
  })

  test('a broken policy says where', () => {
    const { html, text } = pageOf(pull([feature, blocking], policy('approvals: many\n')))
    says(text, 'Red: The policy can', 'It can’t be read', '.github/countersign.yml:1')
    expect(html).toContain('countersign.yml#L1">')
  })

  test('a policy that is changed says what would hold', () => {
    const { text } = pageOf(
      pull([feature], { proposedPolicy: { text: 'requirements:\n  fresh: off\n' } }),
    )
    says(text, 'This pull request changes the policy', 'requirements.fresh\nwarn (default)\noff')
  })

  test('commits that were force-pushed away stay in view', () => {
    const old = step('old', 'fix: old words\n\nFixes-Blocker: B1', { 'src/retry.ts': 'same' })
    const { text } = pageOf(rewritten([feature, blocking, old], [feature, step('new', 'fix: new')]))
    says(
      text.slice(text.indexOf('\nWhat happened\n2026')),
      'robin force-pushed away',
      'raises B1, B2',
      'comes without what was force-pushed away: REVIEW.md',
    )
  })

  test('a closed one asks nothing of anybody', () => {
    const { text } = pageOf(pull([feature, blocking], { state: 'closed', merged: sha('merge') }))
    says(text, `merged as ${short('merge')}`)
    expect(text).not.toContain('What to do next')
  })

  test('missing facts hold it red', () => {
    const { text } = pageOf(
      pull([feature, blocking], { gaps: ['commit abc1234 could not be had'] }),
    )
    says(text, 'What could not be seen\nholds the check red commit abc1234 could not be had')
  })
})
