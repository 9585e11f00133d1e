import { describe, expect, test } from '@jest/globals'
import { linesAround } from '../../../src/publish/page/lines-around.ts'
import { timelineOf } from '../../../src/publish/page/timeline.ts'
import { revisionsSaid } from '../../../src/publish/page/verdicts-then.ts'
import { commitUrl, fileUrl, pullPath, webAddress } from '../../../src/publish/web-links.ts'
import { BLOCKING, comment, feature, may, pull, review, sha, step } from '../../support/history.ts'
import { shownOf } from './shown.ts'

const blocking = review('review', BLOCKING)
const fixed = step('fix', 'fix: both\n\nFixes-Blocker: B1, B2')

const order = (snapshot: Parameters<typeof shownOf>[0]) =>
  timelineOf(shownOf(snapshot)).map((event) =>
    event.kind === 'commit' ? event.commit.message.split('\n')[0] : `comment by ${event.by}`,
  )

describe('the timeline', () => {
  const people = [may('robin', 'write')]

  test('weaves comments between the commits', () => {
    const comments = [comment('/waive B1 a', 'robin', 1.5), comment('/waive B2 a', 'robin', 9)]
    expect(order(pull([feature, blocking, fixed], { comments, people }))).toEqual([
      'feat: retry',
      'docs: review',
      'comment by robin',
      'fix: both',
      'comment by robin',
    ])
  })

  test('keeps commits in their order, whatever dates they have', () => {
    expect(order(pull([{ ...feature, at: 50 }, { ...blocking, at: 3 }, fixed]))).toEqual([
      'feat: retry',
      'docs: review',
      'fix: both',
    ])
  })

  test('takes the commands of one comment together', () => {
    const comments = [comment('/waive B1 a\n\n/waive B2 b', 'robin', 5)]
    const events = timelineOf(shownOf(pull([feature, blocking], { comments, people })))
    expect(events.at(-1)).toMatchObject({ commands: [{ blockers: ['B1'] }, { blockers: ['B2'] }] })
  })

  test('marks what a commit raises and fixes', () => {
    const events = timelineOf(shownOf(pull([feature, blocking, fixed])))
    expect(events).toMatchObject([
      { raised: [], fixed: [] },
      { raised: [{ name: 'B1' }, { name: 'B2' }], fixed: [] },
      { raised: [], fixed: [{ name: 'B1' }, { name: 'B2' }] },
    ])
  })
})

describe('revisions', () => {
  test('have the verdicts that they had then', () => {
    const { snapshot, assessment } = shownOf(
      pull([
        feature,
        blocking,
        fixed,
        review('r2', `${BLOCKING}\nMore.\n`),
        review('r3', BLOCKING.replace('blocking', 'approve')),
        step('gone', 'docs: tidy', { 'REVIEW.md': null }),
      ]),
    )
    expect(
      revisionsSaid(snapshot, assessment.ledger).map(({ how, verdict }) => [how, verdict]),
    ).toEqual([
      ['added', 'block'],
      ['changed', 'block'],
      ['changed', 'approve'],
      ['removed', null],
    ])
  })
})

describe('the lines around', () => {
  const snapshot = pull([feature, review('review', 'a\r\nb\nc\nd\ne\nf')])
  const around = (line: number) =>
    linesAround(snapshot, { path: 'REVIEW.md', commit: sha('review'), line })
      .map(({ number, text, isMeant }) => `${isMeant ? '>' : ''}${number}${text}`)
      .join(' ')

  test.each([
    [1, '>1a 2b 3c'],
    [3, '1a 2b >3c 4d 5e'],
    [6, '4d 5e >6f'],
    [0, ''],
    [7, ''],
  ])('of line %d', (line, expected) => {
    expect(around(line)).toBe(expected)
  })

  test('of a message', () => {
    const lines = linesAround(snapshot, { path: null, commit: sha('feature'), line: 1 })
    expect(lines).toEqual([{ number: 1, text: 'feat: retry', isMeant: true }])
  })

  test('of what isn’t here', () => {
    expect(linesAround(snapshot, { path: 'REVIEW.md', commit: 'x', line: 1 })).toEqual([])
  })
})

describe('addresses', () => {
  const snapshot = pull([feature])
  const root = 'https://github.com/acme/widgets'

  test.each([
    ['src/a.ts', { start: 1, end: 1 }, `${root}/blob/abc1234/src/a.ts#L1`],
    ['src/a.ts', { start: 2, end: 8 }, `${root}/blob/abc1234/src/a.ts#L2-L8`],
    ['src/a.ts', { start: 0, end: 0 }, `${root}/blob/abc1234/src/a.ts#L1`],
    ['src/a.ts', null, `${root}/blob/abc1234/src/a.ts`],
    ['REVIEW.md', { start: 7, end: 7 }, `${root}/blob/abc1234/REVIEW.md?plain=1#L7`],
    ['a b/#?%.ts', null, `${root}/blob/abc1234/a%20b/%23%3F%25.ts`],
    ['a\ud800b', null, `${root}/blob/abc1234/a%EF%BF%BDb`],
    ['../../x', null, null],
    ['a/./b', null, null],
    ['/etc/passwd', null, null],
    ['', null, null],
  ])('of the file %j at %j', (path, lines, expected) => {
    expect(fileUrl(snapshot, 'abc1234', path, lines)).toBe(expected)
  })

  test.each([
    ['https://ci.example/1', 'https://ci.example/1'],
    ['http://ci.example', 'http://ci.example/'],
    ['javascript:alert(1)', null],
    [' java\nscript:alert(1)', null],
    ['data:text/html,x', null],
    ['//evil.example', null],
    ['/acme', null],
    ['', null],
  ])('that may be followed: %j', (url, expected) => {
    expect(webAddress(url)).toBe(expected)
  })

  test('of commits and pages', () => {
    expect(commitUrl(snapshot, 'abc1234')).toBe(`${root}/commit/abc1234`)
    expect(commitUrl(snapshot, '../x')).toBeNull()
    expect(pullPath({ owner: 'a/b', repo: '..', number: 3 })).toBe('/a%2Fb/-/pull/3')
  })
})
