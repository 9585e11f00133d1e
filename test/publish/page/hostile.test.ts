import { describe, expect, test } from '@jest/globals'
import { HomePage } from '../../../src/publish/page/home-page.tsx'
import { NoticePage } from '../../../src/publish/page/notice-page.tsx'
import { PullPage } from '../../../src/publish/page/pull-page.tsx'
import { htmlOf } from '../../../src/publish/page/render.ts'
import { RepositoryPage } from '../../../src/publish/page/repository-page.tsx'
import type { Shown } from '../../../src/publish/page/shown.ts'
import {
  BLOCKING,
  comment,
  feature,
  may,
  policy,
  review,
  rewritten,
  short,
  step,
} from '../../support/history.ts'
import { CASEYS, openPull, shownOf } from './shown.ts'
import { checkPage, readStrictly } from './strict-html.ts'

/** A story in which every part of the page has something to show. */
const RUNS =
  '\n## Validation\n\nCoder reported:\n\n- `npm test`: 48 passed\n\nReviewer re-ran:\n\n- `npm test`: 55 passed\n'
const CITING = BLOCKING.replace('stop.', 'stop. `src/retry.ts:3-5` loops.') + RUNS
const before = [feature, review('review', CITING), step('old', 'fix: old\n\nFixes-Blocker: B1')]
const after = [
  feature,
  review('review', CITING),
  step('fix', 'fix: new\n\nTest Plan:\n- npm test (3 tests pass)\n\nFixes-Blocker: B1, B2'),
  review(
    'r2',
    `# Review R2\n\nVerdict: approve\nReviewed commit: ${short('feature')}\n\nB1 is fixed in \`${short('old')}\`, B2 in abc1234.\n${RUNS}`,
    'REVIEW-R2.md',
  ),
  review('r3', '# Review R3\n\nVerdict: hm\n', 'REVIEW-R3.md'),
]
const full = shownOf(
  rewritten(before, after, {
    ...policy(
      'requirements:\n  approved: error\nvalidation:\n  - npm test\ncorroborate:\n  npm test: CI\n',
    ),
    proposedPolicy: { text: 'approvals: 2\nrequirements:\n  fersh: off\n' },
    checks: [{ name: 'CI', conclusion: 'failure', url: 'https://ci.example/1' }],
    comments: [
      comment('/waive B1 agreed', 'robin', 7),
      comment('/waive B9 agreed', 'robin', 8),
      comment('/defer B2 #3', 'robin', 9),
    ],
    people: [may('robin', 'admin')],
    gaps: ['a commit could not be had'],
    unseen: ['a file could not be listed'],
  }),
)
const broken = shownOf({ ...full.snapshot, ...policy('approvals: many\n') })

/** Words of ours that stand in fields of these names; everything else can be written by somebody. */
const OURS = new Set(
  'state kind conclusion origin level against outcome severity qualifier how where status role code'.split(
    ' ',
  ),
)

/** The same data with every text turned by `by`. */
function poisoned<T>(value: T, by: (text: string) => string, key = ''): T {
  if (typeof value === 'string') return (OURS.has(key) ? value : by(value)) as T
  if (Array.isArray(value)) return value.map((one) => poisoned(one, by, key)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      // In a run, `by` is one of four roles.
      name,
      name === 'by' && 'ignored' in value ? inner : poisoned(inner, by, name),
    ]),
  ) as T
}

const isHash = (text: string): boolean => /^[0-9a-f]{40}$/u.test(text)

const BIDI = '\u202e\u2066\u200b\u0000\u200f'
const BREAKING = `${BIDI}"'><script>alert(1)</script><img src=x onerror=alert(1)> onmouseover="alert(1)" &lt; </title></main>`

const POISONS: readonly [name: string, by: (text: string) => string][] = [
  ['markup behind', (text) => `${text}${BREAKING}`],
  ['markup before', (text) => `${BREAKING}${text}`],
  ['a script’s address', (text) => `javascript:alert(1)//${text}`],
  ['a script’s address, hidden', (text) => `java\tscript:alert(1)//${text}`],
  ['data', () => 'data:text/html,<script>alert(1)</script>'],
  ['a way out of the folder', () => '../../../../../login'],
  ['half a character', () => '\ud800'],
  ['nothing', () => ''],
  ['much', (text) => `${text} ${'W'.repeat(10_000)}`],
  ['much, in marks', (text) => `${text} ${'<&"'.repeat(3_000)}`],
]

describe.each(POISONS)('%s', (_, by) => {
  const shown = (one: Shown): Shown => poisoned(one, by)
  const inPlace = (one: Shown): Shown => ({
    ...poisoned(one, (text) => (isHash(text) ? text : by(text))),
    snapshot: {
      ...poisoned(one.snapshot, (text) => (isHash(text) ? text : by(text))),
      webUrl: one.snapshot.webUrl,
    },
  })

  test.each<[string, Shown]>([
    ['in everything', shown(full)],
    ['in everything but hashes and our own address', inPlace(full)],
    ['where the policy is broken', inPlace(broken)],
    ['in the assessment alone', { ...full, assessment: poisoned(full.assessment, by) }],
  ])('does no harm to the page of a pull request, %s', (__, nasty) => {
    const html = htmlOf(PullPage({ shown: nasty, frame: { ...CASEYS, visitor: by('casey') } }))
    checkPage(html)
    expectSafeLinks(html)
  })

  test('does no harm to lists of pull requests and notices', () => {
    const pulls = [
      openPull(1, { conclusion: 'failure', title: 'B1 is open' }, { asked: ['robin'] }),
      openPull(2, null, { isDraft: true }),
    ].map((pull) => poisoned(pull, by))
    const open = { pulls, total: 2 }
    const [owner, repo, webUrl] = [by('acme'), by('widgets'), by('https://github.com/acme/widgets')]
    const repositories = [{ owner, repo, isPrivate: true, open }]
    const needs = pulls.map((pull) => ({ pull, why: by('it is red') }))
    for (const page of [
      RepositoryPage({ owner, repo, webUrl, open, frame: CASEYS }),
      HomePage({ needs, repositories, more: true, frame: CASEYS }),
      NoticePage({ title: by('Not found'), text: [by('It is not here.')], frame: CASEYS }),
    ]) {
      checkPage(htmlOf(page))
      expectSafeLinks(htmlOf(page))
    }
  })
})

test('every part is on the page that is poisoned', () => {
  const { tags } = readStrictly(htmlOf(PullPage({ shown: full, frame: CASEYS })))
  expect(
    tags.filter(({ name }) => name === 'h2').flatMap(({ attributes }) => attributes.id ?? []),
  ).toEqual([
    'next',
    'blockers',
    'diagnostics',
    'commands',
    'unseen',
    'timeline',
    'requirements',
    'reports',
    'validation',
    'discrepancies',
    'policy',
  ])
})

test('a page stays small, whatever is written', () => {
  const html = htmlOf(
    PullPage({
      shown: poisoned(full, (text) => (isHash(text) ? text : text + 'W'.repeat(100_000))),
      frame: CASEYS,
    }),
  )
  expect(html.length).toBeLessThan(400_000)
})

/** A link leads to this page, this site, or to the site of which the data say that it is GitHub, nowhere else. */
function expectSafeLinks(html: string): void {
  for (const { attributes } of readStrictly(html).tags) {
    const { href } = attributes
    if (href === undefined) continue
    expect(href).toMatch(
      /^(?:#[a-z0-9-]+$|\/|https:\/\/(?:github\.com\/acme\/widgets|ci\.example)\b)/u,
    )
    const { pathname } = new URL(href, 'https://countersign.example')
    if (href.startsWith('https://github.com')) expect(pathname).toMatch(/^\/acme\/widgets/u)
  }
}
