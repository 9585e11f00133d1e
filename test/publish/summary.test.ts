import { describe, expect, test } from '@jest/globals'
import { assess } from '../../src/assess/assess.ts'
import { annotationsOf, citedPaths } from '../../src/publish/annotations.ts'
import { checkRunOf, digestOf, externalId, readExternalId } from '../../src/publish/check-run.ts'
import { summaryOf } from '../../src/publish/summary/summary.ts'
import {
  assessed,
  BLOCKING,
  feature,
  pull,
  read,
  review,
  type Step,
  sha,
  short,
  step,
} from '../support/history.ts'

const summary = (...steps: Step[]) => {
  const snapshot = pull(steps)
  return summaryOf(snapshot, assess(snapshot, read(snapshot)))
}

const blocking = review('review', BLOCKING)

describe('the whole text', () => {
  test('red', () => {
    const wrong = step('wrong', 'docs: words\n\nFixes-Blocker: B2', { 'REVIEW.md': BLOCKING })
    const right = step(
      'right',
      'fix: stop\n\nTest Plan:\n- npm test (12 tests pass)\n\nFixes-Blocker: B1',
    )
    expect(summary(feature, blocking, right, wrong)).toBe(
      `**To turn this green**

- B2: Name the commit that changes the code.

### Blockers

|  | Blocker | State | Fix commit | Why |
| --- | --- | --- | --- | --- |
| **B1** | Retries never stop | ✅\u00a0fixed | [\`${short('right')}\`](https://github.com/acme/widgets/commit/${sha('right')}) fix: stop | named by its Fixes-Blocker trailer; in this pull request, after the review ${short('review')} |
| **B2** | The error is swallowed | ❌\u00a0open | [\`${short('wrong')}\`](https://github.com/acme/widgets/commit/${sha('wrong')}) docs: words | commit ${short('wrong')} changes nothing but review reports |

### Reports

| Report | Round | By | Verdict | Reviewed | Counts |
| --- | --- | --- | --- | --- | --- |
| \`REVIEW.md\` | 1 | casey | block |  |  |

### Validation, as reports and commits say

| Command | By | Outcome | Counts | Of | Seen | Where |
| --- | --- | --- | --- | --- | --- | --- |
| \`npm test\` | author | said to pass | 12 passed | this code | only claimed | \`${short('right')}:4\` |

### Requirements

|  | Requirement | Looked at | Found | To pass |
| --- | --- | --- | --- | --- |
| ✅ | policy readable | no policy file: the defaults hold | nothing is wrong with it |  |
| ✅ | facts complete | 4 commits and their files | all of them could be read |  |
| ✅ | reports readable | REVIEW.md | nothing contradicts itself or was left unread |  |
| ✅ | blockers fixed | 2 blockers | each has a commit named for it |  |
| ❌ | links sound | 2 links | B2: commit ${short('wrong')} changes nothing but review reports | B2: Name the commit that changes the code. |
| ✅ | fresh | no approval | nothing can be stale |  |
| ✅ | independent | 4 commits | nobody judges their own work |  |
| ✅ | validated | the policy lists no command | nothing has to be run |  |
| ✅ | corroborated | no command is held against a check | all runs are only claimed |  |

No \`.github/countersign.yml\` on the base branch: the defaults hold.`,
    )
  })

  test('neutral says what a report is', () => {
    const text = summary(feature)
    expect(text).toContain('adds or changes no review report')
    expect(text).toContain('`docs/reviews/**/*.md`')
  })

  test('figures that differ are shown', () => {
    const report =
      '# Review\n\nVerdict: approve\n\n## Validation\n\nCoder reported:\n\n- `npm test`: 48 passed\n\nReviewer re-ran:\n\n- `npm test`: 55 passed\n'
    expect(summary(feature, review('review', report))).toContain(
      '- ⚠️ `npm test`: 48 and 55 passed, by `REVIEW.md:9, 13`',
    )
  })

  test('what could not be read is listed with its place', () => {
    expect(summary(feature, review('review', '# Review\n\nVerdict: hm\n'))).toContain(
      '- ❌ `REVIEW.md:3` "hm" is no verdict that could be read.',
    )
  })
})

describe('text from outside does no harm', () => {
  const nasty = BLOCKING.replace(
    'Retries never stop.',
    '@acme/owners <img src=x onerror=alert(1)> [click](javascript:alert(1)) | **x** `y` #12 https://evil.example/ ![p](https://evil.example/p.png).',
  )
  const text = summary(feature, review('review', nasty))

  test.each([
    ['nobody is mentioned', /(?<![\\\w&#;])@\w/],
    ['no tags', /<img/],
    ['no links', /\]\(javascript:|\]\(https:\/\/evil/],
    ['no bare addresses', /(?<!\\)https:\/\/evil/],
    ['no issue is referred to', /(?<![\\\w&])#12/],
  ])('%s', (_, pattern) => {
    expect(text).not.toMatch(pattern)
  })

  test('and no cell is broken', () => {
    const row = text.split('\n').find((line) => line.startsWith('| **B1**')) ?? ''
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(6)
  })
})

test('hundreds of blockers stay within the limit, and are counted', () => {
  const items = Array.from(
    { length: 250 },
    (_, index) => `${index + 1}. Fault ${index} of the ${`word${index} `.repeat(20)}kind.`,
  )
  const report = `# Review\n\nVerdict: blocking\n\n## Blockers\n\n${items.join('\n')}\n`
  const snapshot = pull([
    feature,
    review('review', report),
    review('other', report.replaceAll('word', 'else'), 'reviews/b.md'),
  ])
  const run = checkRunOf(snapshot, assess(snapshot, read(snapshot)), new Set())
  expect(run.summary.length).toBeLessThanOrEqual(65_535)
  expect(run.summary).toMatch(/… and \d+ more\./)
  expect(run.title).toMatch(/^0 of 500 blockers fixed: .*, and 497 more are open$/)
})

describe('annotations', () => {
  const cited = BLOCKING.replace('stop.', 'stop. `src/retry.ts:3-5`, `src/gone.ts:1`')
  const assessment = assessed([feature, review('review', cited)])

  test('stand on the report and on the cited lines of files that are there', () => {
    expect(citedPaths(assessment)).toEqual(['src/retry.ts', 'src/gone.ts'])
    const all = annotationsOf(assessment, new Set(['REVIEW.md', 'src/retry.ts']))
    expect(
      all.map(
        ({ path, start_line, end_line, annotation_level, title }) =>
          `${path}:${start_line}-${end_line} ${annotation_level} ${title}`,
      ),
    ).toEqual([
      'REVIEW.md:7-7 failure B1 is open: Retries never stop',
      'REVIEW.md:8-8 failure B2 is open: The error is swallowed',
      'src/retry.ts:3-5 warning B1 is open: Retries never stop',
    ])
  })

  test('are none for what is fixed', () => {
    const fixed = assessed([
      feature,
      review('review', cited),
      step('fix', 'fix: x\n\nFixes-Blocker: B1, B2'),
    ])
    expect(annotationsOf(fixed, new Set(['REVIEW.md', 'src/retry.ts']))).toEqual([])
  })

  test('name what could not be read', () => {
    const unread = assessed([feature, review('review', '# Review\n\nVerdict: hm\n')])
    expect(annotationsOf(unread, new Set(['REVIEW.md']))).toMatchObject([
      { path: 'REVIEW.md', start_line: 3, annotation_level: 'failure' },
    ])
  })
})

describe('the external id', () => {
  test('comes back as it was given', () => {
    const id = {
      about: 'queue' as const,
      pull: 12,
      conclusion: 'failure',
      digest: '0123456789abcdef',
    }
    expect(readExternalId(externalId(id))).toEqual(id)
  })

  test.each([
    [null],
    [undefined],
    [''],
    ['pull/x/failure#00'],
    ['build-42'],
    ['pull/1/failure#00 ; rm'],
  ])('%j is none of ours', (id) => {
    expect(readExternalId(id)).toBeNull()
  })

  test('its digest changes with the text', () => {
    const run = { conclusion: 'success', title: 'a', summary: 'b', annotations: [] } as const
    expect(digestOf(run, null)).toBe(digestOf({ ...run }, null))
    expect(digestOf(run, null)).not.toBe(digestOf({ ...run, summary: 'c' }, null))
    expect(digestOf(run, null)).not.toBe(digestOf(run, 'https://example.com/page'))
  })
})
