import type { Shown } from '../../src/publish/page/shown.ts'
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
} from '../support/history.ts'
import { shownOf } from './page/shown.ts'

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
export const full: Shown = shownOf(
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

export const broken: Shown = shownOf({ ...full.snapshot, ...policy('approvals: many\n') })

/** Words of ours that stand in fields of these names; everything else can be written by somebody. */
const OURS = new Set(
  'state kind conclusion origin level against outcome severity qualifier how where status role code'.split(
    ' ',
  ),
)

/** In a run, `by` is one of four roles; a requirement's name is one of eleven. */
const isOurs = (name: string, of: object): boolean =>
  (name === 'by' && 'ignored' in of) || (name === 'name' && 'looked' in of)

/** The same data with every text turned by `by`. */
export function poisoned<T>(value: T, by: (text: string) => string, key = ''): T {
  if (typeof value === 'string') return (OURS.has(key) ? value : by(value)) as T
  if (Array.isArray(value)) return value.map((one) => poisoned(one, by, key)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      isOurs(name, value) ? inner : poisoned(inner, by, name),
    ]),
  ) as T
}

export const isHash = (text: string): boolean => /^[0-9a-f]{40}$/u.test(text)

const BIDI = '\u202e\u2066\u200b\u0000\u200f'
const BREAKING = `${BIDI}"'><script>alert(1)</script><img src=x onerror=alert(1)> onmouseover="alert(1)" &lt; </title></main>`

/** What somebody may write, made of what stands there. */
export const POISONS: readonly [name: string, by: (text: string) => string][] = [
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
