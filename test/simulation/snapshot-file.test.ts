import { describe, expect, it } from '@jest/globals'
import { startReader } from '../../src/reader/reader.ts'
import { simulate } from '../../src/simulation/simulate.ts'
import { readSnapshot, writeSnapshot } from '../../src/simulation/snapshot-file.ts'
import {
  BLOCKING,
  comment,
  elsewhere,
  feature,
  judged,
  may,
  policy,
  pull,
  review,
  rewritten,
  step,
} from '../support/history.ts'

const fix = step('fix', 'fix: stop\n\nFixes-Blocker: B1')
const blocking = review('review', BLOCKING)

describe('a snapshot in a file', () => {
  it.each([
    ['a plain one', pull([feature, blocking, fix])],
    ['one with a force-push', rewritten([feature, blocking], [feature, fix])],
    [
      'one with everything else',
      pull([feature, blocking, fix], {
        ...policy('requirements:\n  fresh: error\ncorroborate:\n  npm test: CI / test\n'),
        comments: [comment('/waive B2 it is rare', 'robin', 30)],
        people: [may('robin', 'write', 'acme/reviewers')],
        elsewhere: [elsewhere('other', 'base', ['main'])],
        checks: [{ name: 'CI / test', conclusion: null, url: null }],
        issues: [{ number: 12, state: 'open', isPull: false, title: 'Later' }],
        places: [{ commit: 'abc', path: 'src/retry.ts', lines: 12 }],
        gaps: ['something'],
        unseen: ['something else'],
      }),
    ],
  ])('%s gives the same assessment, byte for byte', async (_, snapshot) => {
    const text = writeSnapshot(snapshot)
    const read = readSnapshot(text)
    if (!read.ok) throw new Error(read.problems.join('\n'))
    expect(writeSnapshot(read.snapshot)).toBe(text)
    const reader = startReader()
    try {
      const { assessment } = await simulate(read.snapshot, reader)
      expect(JSON.stringify(assessment)).toBe(JSON.stringify(judged(snapshot)))
    } finally {
      await reader.close()
    }
  })

  it.each([
    ['no JSON', '{', ['it is not JSON']],
    [
      'another format',
      '{"countersign":1,"snapshot":{}}',
      [/^countersign: /u, /^snapshot\.pull: /u],
    ],
    [
      'a wrong place, by its path',
      writeSnapshot(pull([feature])).replace('"brought": false', '"brought": "no"'),
      [/^snapshot\.commits\.0\.files\.0\.brought: /u],
    ],
  ])('is refused: %s', (_, text, expected) => {
    const read = readSnapshot(text)
    const problems = read.ok ? [] : read.problems
    for (const [index, problem] of expected.entries()) expect(problems[index]).toMatch(problem)
  })
})
