import { describe, expect, test } from '@jest/globals'
import type { Assessment } from '../../src/policy/assessment.ts'
import {
  type Badge,
  badgeOf,
  FAILED,
  jsonOf,
  NOT_FOUND,
  svgOf,
  worstOf,
} from '../../src/publish/badge/badge.ts'
import {
  assessed,
  BLOCKING,
  comment,
  feature,
  may,
  policy,
  review,
  short,
  step,
} from '../support/history.ts'

const blocking = review('review', BLOCKING)
const fixed = step('fix', 'fix: both\n\nFixes-Blocker: B1, B2')
const approve = (of: string) =>
  review('r2', `# Review R2\n\nVerdict: approve\nReviewed commit: ${short(of)}\n`, 'REVIEW-R2.md')
const later = step('later', 'feat: more')
const strict = (text: string) => policy(`requirements:\n${text}`)
const ci = (conclusion: string) => ({
  ...policy('corroborate:\n  npm test: CI\n'),
  checks: [{ name: 'CI', conclusion, url: null }],
})
const tested = review(
  'r2',
  `# Review R2\n\nVerdict: approve\nReviewed commit: ${short('fix')}\n\n## Validation\n\n- \`npm test\`: 5 passed\n`,
  'REVIEW-R2.md',
)

const STATES: readonly [name: string, assessment: Assessment, message: string][] = [
  ['no report', assessed([feature]), 'no review'],
  ['two open', assessed([feature, blocking]), '2 blockers open'],
  [
    'one open',
    assessed([feature, blocking, step('fix', 'fix: a\n\nFixes-Blocker: B1')]),
    '1 blocker open',
  ],
  [
    'a fix that is none',
    assessed([
      feature,
      blocking,
      step('fix', 'fix: a\n\nFixes-Blocker: B1, B2', { 'REVIEW.md': BLOCKING }),
    ]),
    '2 blockers open',
  ],
  [
    'open, and the policy only warns',
    assessed([feature, blocking], strict('  blockers-fixed: warn\n')),
    '2 blockers open',
  ],
  ['all fixed', assessed([feature, blocking, fixed]), 'fixed, awaiting re-review'],
  [
    'all fixed, an approval is wanted',
    assessed([feature, blocking, fixed], strict('  approved: error\n')),
    'fixed, awaiting re-review',
  ],
  [
    'all waived',
    assessed([feature, blocking], {
      comments: [comment('/waive B1 agreed', 'robin', 4), comment('/waive B2 agreed', 'robin', 5)],
      people: [may('robin', 'write')],
    }),
    'awaiting re-review',
  ],
  ['approved', assessed([feature, blocking, fixed, approve('fix')]), 'approved'],
  ['stale', assessed([feature, blocking, fixed, approve('fix'), later]), 'stale'],
  [
    'stale, and red for it',
    assessed([feature, blocking, fixed, approve('fix'), later], strict('  fresh: error\n')),
    'stale',
  ],
  [
    'stale, and nobody minds',
    assessed([feature, blocking, fixed, approve('fix'), later], strict('  fresh: off\n')),
    'approved',
  ],
  [
    'the policy is broken',
    assessed([feature, blocking, fixed, approve('fix')], policy('approvals: many\n')),
    'error',
  ],
  [
    'facts are missing',
    assessed([feature, blocking, fixed, approve('fix')], { gaps: ['a commit could not be had'] }),
    'error',
  ],
  [
    'a report is unreadable',
    assessed([feature, review('r', '# Review\n\nVerdict: hm\n')]),
    'error',
  ],
  [
    'a report is unreadable, and blockers are open',
    assessed([feature, blocking, review('r', '# Review R2\n\nVerdict: hm\n', 'REVIEW-R2.md')]),
    '2 blockers open',
  ],
  [
    'contradicted by CI',
    assessed([feature, blocking, fixed, tested], ci('failure')),
    'requirements unmet',
  ],
  ['shown by CI', assessed([feature, blocking, fixed, tested], ci('success')), 'approved'],
  [
    'one approval of two',
    assessed(
      [feature, approve('feature')],
      policy('approvals: 2\nrequirements:\n  approved: error\n'),
    ),
    'requirements unmet',
  ],
  [
    'approved by its author',
    assessed([feature, { ...approve('feature'), by: 'casey' }], strict('  independent: error\n')),
    'requirements unmet',
  ],
]

describe('a badge says', () => {
  test.each(STATES)('%s', (_, assessment, message) => {
    expect(badgeOf(assessment).message).toBe(message)
  })

  test.each(STATES)('approved only on green: %s', (_, assessment) => {
    if (badgeOf(assessment).message === 'approved') expect(assessment.conclusion).toBe('success')
    const isHeld = assessment.requirements.some(({ met, level }) => !met && level === 'error')
    expect(isHeld && badgeOf(assessment).state === 'approved').toBe(false)
  })

  test.each(STATES)('approved never, were it red for anything: %s', (_, assessment) => {
    for (const { name } of assessment.requirements) {
      const requirements = assessment.requirements.map((one) =>
        one.name === name ? { ...one, met: false, level: 'error' as const } : one,
      )
      const red: Assessment = { ...assessment, requirements, conclusion: 'failure' }
      expect(badgeOf(red).state).not.toBe('approved')
    }
  })
})

const [open2, open1, awaiting, approved, stale] = [1, 2, 5, 8, 9].map((index) =>
  badgeOf((STATES[index] as (typeof STATES)[number])[1]),
) as [Badge, Badge, Badge, Badge, Badge]

test.each<[readonly Badge[], Badge | null]>([
  [[], null],
  [[approved], approved],
  [[approved, awaiting], awaiting],
  [[awaiting, stale, approved], stale],
  [[open1, open2, stale], open2],
  [[FAILED, open1], open1],
  [[approved, FAILED], FAILED],
])('the worst of %j', (badges, worst) => {
  expect(worstOf(badges)).toEqual(worst)
})

describe('the picture', () => {
  const hostile: Badge = {
    state: 'error',
    message: `"><script>alert(1)</script>&\u202e\u0000 ${'x'.repeat(500)}`,
    color: '"><script>',
  }
  const badges = [
    ...STATES.map(([, assessment]) => badgeOf(assessment)),
    NOT_FOUND,
    FAILED,
    hostile,
  ]

  test.each(badges)('is well-formed (%#)', (badge) => {
    const svg = svgOf(badge)
    expect(svg).not.toMatch(/<script|\p{Cc}|\p{Cf}/u)
    const open: string[] = []
    const rest = svg.replaceAll(
      /<(\/?)([a-zA-Z]+)((?: [\w:-]+="[^"<>]*")*)(\/?)>/gu,
      (_, slash: string, name: string, __: string, end: string) => {
        if (slash === '/') expect(open.pop()).toBe(name)
        else if (end === '') open.push(name)
        return ''
      },
    )
    expect(open).toEqual([])
    expect(rest).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot|apos);)/u)
    expect(svg.length).toBeLessThan(3_000)
  })

  test('can be heard', () => {
    expect(svgOf(open2)).toContain('<title>countersign: 2 blockers open</title>')
    expect(svgOf(open2)).toContain('role="img" aria-label="countersign: 2 blockers open"')
  })

  test.each(badges.slice(0, -1))('of $message has a colour on which white can be read', (badge) => {
    const [r = 0, g = 0, b = 0] = (badge.color.match(/[0-9a-f]{2}/gu) ?? []).map((part) => {
      const share = Number.parseInt(part, 16) / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    expect(1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)).toBeGreaterThan(4.5)
  })
})

test.each<[Badge, object]>([
  [approved, { schemaVersion: 1, label: 'countersign', message: 'approved', color: '#1a7f37' }],
  [
    NOT_FOUND,
    {
      schemaVersion: 1,
      label: 'countersign',
      message: 'not found',
      color: '#5d656e',
      isError: true,
    },
  ],
  [
    FAILED,
    { schemaVersion: 1, label: 'countersign', message: 'error', color: '#5d656e', isError: true },
  ],
])('the endpoint form of $message', (badge, json) => {
  expect(jsonOf(badge)).toEqual(json)
})

test('a badge says something, whatever it is given', () => {
  expect(jsonOf({ ...FAILED, message: '\u202e \n' }).message).toBe('error')
})
