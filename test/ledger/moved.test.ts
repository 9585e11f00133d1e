import { describe, expect, test } from '@jest/globals'
import { assess } from '../../src/assess/assess.ts'
import {
  assessed,
  BLOCKING,
  comment,
  feature,
  may,
  pull,
  read,
  review,
  sha,
  short,
  step,
  told,
} from '../support/history.ts'

const blocking = review('review', BLOCKING)
const OPEN = 'no commit is linked to it yet'

describe('a report that moves', () => {
  test.each([
    ['removed first', { 'REVIEW.md': null, 'reviews/x.md': BLOCKING }],
    ['added first', { 'reviews/x.md': BLOCKING, 'REVIEW.md': null }],
  ])('keeps its blockers when git sees no rename, %s', (_, files) => {
    const steps = [feature, blocking, step('fix', 'fix: x\n\nFixes-Blocker: B1')]
    const assessment = assessed([...steps, step('move', 'docs: move', files)])
    expect(told(assessment)).toEqual(['B1 fixed', `B2 open: ${OPEN}`])
    expect(assessment.ledger.blockers.map(({ path }) => path)).toEqual([
      'reviews/x.md',
      'reviews/x.md',
    ])
  })

  test('keeps them when its round number is lowered', () => {
    const second = review('second', BLOCKING.replace('Review:', 'Review R2:'))
    expect(told(assessed([feature, second, { ...blocking, name: 'lowered' }]))).toEqual([
      `B1 open: ${OPEN}`,
      `B2 open: ${OPEN}`,
    ])
  })

  test('to where no reports are is no fix', () => {
    const snapshot = pull([
      feature,
      blocking,
      step('away', 'docs: x\n\nFixes-Blocker: B1', { 'docs/old.md': BLOCKING }),
    ])
    const commits = snapshot.commits.map((commit) =>
      commit.sha === sha('away')
        ? {
            ...commit,
            files: commit.files.map((file) => ({
              ...file,
              status: 'renamed' as const,
              previousPath: 'REVIEW.md',
            })),
          }
        : commit,
    )
    const moved = {
      path: 'docs/old.md',
      previousPath: 'REVIEW.md',
      commit: sha('away'),
      blob: sha('x'),
      text: BLOCKING,
    }
    const facts = { ...snapshot, commits, revisions: [...snapshot.revisions, moved] }
    expect(told(assess(facts, read(facts)))[0]).toBe(
      `B1 open: commit ${short('away')} changes nothing but review reports`,
    )
  })
})

describe('a report that was deleted', () => {
  const gone = (path = 'REVIEW.md') => step('gone', 'docs: tidy', { [path]: null })

  test.each([
    [
      'blocked without a blocker that could be read',
      '# Review\n\nVerdict: blocking\n\nIt is bad.\n',
    ],
    ['was too long to read', `${BLOCKING}${'log '.repeat(200_000)}`],
  ])('and %s holds the check', (_, text) => {
    const assessment = assessed([feature, review('review', text), gone()])
    expect(assessment.conclusion).toBe('failure')
    expect(assessment.title).toContain('The report was deleted since.')
    expect(assessment.requirements.find(({ met }) => !met)?.next).toMatch(
      /^Put REVIEW\.md back and correct it: /u,
    )
  })

  test('and had no verdict was none', () => {
    const path = 'reviews/README.md'
    const text = '# How we review\n\nWith care.\n'
    expect(assessed([feature, review('how', text, path), gone(path)]).conclusion).toBe('success')
  })
})

describe('review and fix in one commit', () => {
  const squashed = { ...feature, files: { ...feature.files, 'REVIEW.md': BLOCKING } }

  test('is no fix by itself', () => {
    const both = { ...squashed, message: 'feat: retry\n\nFixes-Blocker: B1, B2' }
    expect(told(assessed([both]))[0]).toBe(
      `B1 open: commit ${short('feature')} brings the review itself; a fix comes after it`,
    )
  })

  test('is one when the report says so afterwards', () => {
    const after = review(
      'after',
      BLOCKING.replaceAll(/\.\n(?=2|$)/g, `. Fixed in ${short('feature')}.\n`),
    )
    expect(told(assessed([squashed, after]))).toEqual(['B1 fixed', 'B2 fixed'])
  })
})

test('what came first is told by what stands on what, never by dates', () => {
  const early = { ...step('early', 'fix: stop\n\nFixes-Blocker: B1'), at: -500 }
  expect(told(assessed([feature, blocking, early]))[0]).toBe('B1 fixed')
  const late = { ...step('late', 'fix: stop'), at: 500 }
  const again = review('again', BLOCKING.replace('stop.', `stop. Fixed in ${short('late')}.`))
  expect(told(assessed([feature, late, blocking, again]))[0]).toBe(
    `B1 open: commit ${short('late')} was there before the review that raised it (${short('review')})`,
  )
})

test('more than 1,000 blockers are too many, and fail', () => {
  const many = (name: string) =>
    review(
      name,
      `# Review\n\nVerdict: blocking\n\n## Blockers\n\n${Array.from({ length: 250 }, (_, index) => `${index + 1}. Fault ${name}${index} x${name}${index}.`).join('\n')}\n`,
      `reviews/${name}.md`,
    )
  const { conclusion, ledger } = assessed([feature, ...['a', 'b', 'c', 'd', 'e'].map(many)])
  expect(conclusion).toBe('failure')
  expect(ledger.blockers).toHaveLength(1_000)
  expect(ledger.diagnostics).toMatchObject([
    { code: 'too-many-blockers', severity: 'error', path: 'reviews/e.md' },
  ])
})

describe('a fix after "/reopen"', () => {
  const fix = (name: string, at: number) => ({
    ...step(name, 'fix: stop\n\nFixes-Blocker: B1', { 'src/retry.ts': name }),
    at,
  })
  const reopened = {
    comments: [comment('/reopen B1', 'robin', 30)],
    people: [may('robin', 'write')],
  }
  const pushed = (minute: string, name: string) => ({
    pushes: [{ at: `2026-01-05T09:${minute}:00Z`, head: sha(name) }],
  })

  test.each([
    ['that was there holds no more', fix('old', 10), pushed('20', 'old'), 'open'],
    [
      'that was there holds no more, whatever its date',
      fix('old', 900),
      pushed('20', 'old'),
      'open',
    ],
    ['that was pushed later holds', fix('new', 40), pushed('20', 'review'), 'fixed'],
    [
      'that was dated back holds, if it was pushed later',
      fix('new', 5),
      pushed('20', 'review'),
      'fixed',
    ],
    ['goes by its date where GitHub tells of no push', fix('new', 40), {}, 'fixed'],
  ])('%s', (_, fixing, pushes, state) => {
    const { ledger } = assessed([feature, blocking, fixing], { ...reopened, ...pushes })
    expect(ledger.blockers[0]?.state).toBe(state)
  })
})
