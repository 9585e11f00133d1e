import { describe, expect, test } from '@jest/globals'
import type { Assessment } from '../../src/policy/assessment.ts'
import { nextSteps } from '../../src/policy/next-steps.ts'
import { assessed, BLOCKING, feature, policy, review, short, step } from '../support/history.ts'

const blocking = review('review', BLOCKING)
const fixed = step('fix', 'fix: both\n\nFixes-Blocker: B1, B2')
const approve = (of: string) =>
  review('r2', `# Review R2\n\nVerdict: approve\nReviewed commit: ${short(of)}\n`, 'REVIEW-R2.md')

const FIX_B1 =
  'Fix B1 in a commit whose message ends with "Fixes-Blocker: B1", or name the commit in the report: "Fixed in abc1234".'
const FIX_B2 = FIX_B1.replaceAll('B1', 'B2')
const LOOK =
  'Look at the fixes, and commit a report of a new round: "Verdict: approve", or what still blocks.'
const APPROVE =
  'Let a reviewer look at the head and commit a report that approves: "Verdict: approve", in a new round.'

test.each<[string, Assessment, readonly string[], readonly string[]]>([
  ['nothing to judge', assessed([feature]), [], []],
  ['open blockers', assessed([feature, blocking]), [FIX_B1, FIX_B2], []],
  ['all fixed', assessed([feature, blocking, fixed]), [], [LOOK]],
  ['approved', assessed([feature, blocking, fixed, approve('fix')]), [], []],
  [
    'an approval is wanted, once all is fixed',
    assessed([feature, blocking], policy('requirements:\n  approved: error\n')),
    [FIX_B1, FIX_B2],
    [`Once no blocker is open: ${APPROVE}`],
  ],
  [
    'an approval is wanted, and all is fixed',
    assessed([feature, blocking, fixed], policy('requirements:\n  approved: error\n')),
    [],
    [APPROVE],
  ],
  [
    'stale, as a warning',
    assessed([feature, blocking, fixed, approve('fix'), step('later', 'feat: more')]),
    [],
    [
      `REVIEW-R2.md is stale: ${short('later')} came after what it reviewed (${short('fix')}) and changes src/retry.ts. Let robin look at ${short('later')} and say so: "Reviewed commit: ${short('later')}". (This holds nothing up.)`,
    ],
  ],
  [
    'a command wasn’t run',
    assessed([feature, blocking, fixed], policy('validation:\n  - npm test\n')),
    [
      expect.stringMatching(
        /^"npm test": .*\. Run it .*\(This holds nothing up\.\)$/u,
      ) as unknown as string,
    ],
    [LOOK],
  ],
  [
    'an unreadable report',
    assessed([feature, review('r', '# Review\n\nVerdict: hm\n')]),
    [],
    [expect.stringContaining('Verdict: approve') as unknown as string],
  ],
])('%s', (_, assessment, author, reviewer) => {
  expect(nextSteps(assessment)).toEqual({ author, reviewer })
})

describe('whoever was asked is named', () => {
  const done = assessed([feature, blocking, fixed])
  const asked = (of: readonly string[]): Assessment => ({
    ...done,
    ledger: {
      ...done.ledger,
      asked: { by: 'casey', at: '2026-01-05T09:30:00Z', url: 'https://x.example/', of, logins: of },
    },
  })

  test.each([
    [['robin'], `casey asks robin for another look. ${LOOK}`],
    [['robin', 'kim'], `casey asks robin, kim for another look. ${LOOK}`],
    [[], `casey asks for another look. ${LOOK}`],
  ])('%j', (of, step) => {
    expect(nextSteps(asked(of)).reviewer).toEqual([step])
  })
})
