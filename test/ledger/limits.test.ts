import { describe, expect, test } from '@jest/globals'
import { newEffort } from '../../src/ledger/effort.ts'
import { raisedByReports } from '../../src/ledger/raised.ts'
import { assessed, feature, pull, read, review, type Step, step } from '../support/history.ts'

const report = (name: string, items: readonly string[]) =>
  review(
    name,
    `# Review\n\nVerdict: blocking\n\n## Blockers\n\n${items.map((item, index) => `${index + 1}. ${item}\n`).join('')}`,
    `reviews/${name}.md`,
  )
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

describe('more than can be compared fails closed, and names the place', () => {
  test.each<[string, Step[]]>([
    [
      'one sentence, again and again, round for round',
      numbers(4).map((round) =>
        report(`round-${round + 1}`, Array(250).fill('It loops in the client.')),
      ),
    ],
    [
      'a report that is rewritten over and over',
      numbers(150).map((commit) => ({
        ...report(
          'a',
          numbers(100).map((index) => `Thing ${index} of ${commit} is broken.`),
        ),
        name: `commit ${commit}`,
      })),
    ],
  ])('%s', (_, steps) => {
    const { conclusion, ledger } = assessed([feature, ...steps])
    expect(conclusion).toBe('failure')
    expect(ledger.diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'too-many-blockers',
        severity: 'error',
        path: expect.stringMatching(/^reviews\//),
      }),
    )
  })

  test('trailers without end', () => {
    const names = numbers(3_000).map((index) => `Fixes-Blocker: a${index}/x.md#B1`)
    const commits = numbers(30).map((index) =>
      step(`fix ${index}`, `fix: x\n\n${names.join('\n')}`),
    )
    const { conclusion, ledger } = assessed([feature, report('a', ['It loops.']), ...commits])
    expect(conclusion).toBe('failure')
    expect(ledger.diagnostics).toContainEqual(
      expect.objectContaining({ code: 'too-many-blockers', severity: 'error', path: null }),
    )
  })
})

test('what people write takes a hundredth of that', () => {
  const rounds = numbers(5).map((round) =>
    report(
      `round-${round + 1}`,
      numbers(20).map((index) => `Part ${index} of the client is broken.`),
    ),
  )
  const { diagnostics, raised } = raisedByReports(
    read(pull([feature, ...rounds])).reports,
    () => undefined,
    newEffort(60_000),
  )
  expect([diagnostics, raised.length]).toEqual([[], 20])
})
