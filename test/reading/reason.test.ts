import { expect, test } from '@jest/globals'
import { readCommit } from '../../src/commit/read-commit.ts'
import { readReport } from '../../src/review/read-report.ts'

test.each([
  ['Fixes-Blocker: B1', ['B1'], null],
  [
    'Fixes-Blocker: B1 because the loop starts in src/main.ts',
    ['B1'],
    'the loop starts in src/main.ts',
  ],
  ['Fixes-Blocker: B1, B2 because: both are one call', ['B1', 'B2'], 'both are one call'],
  ['Fixes-Blocker: B1 because it', ['B1'], null],
  ['Fixes-Blocker: not B1 because it stays', [], null],
])('the trailer "%s"', (trailer, labels, because) => {
  const { fixesBlockers } = readCommit(`fix: it\n\n${trailer}`)
  expect(fixesBlockers.map(({ label }) => label)).toEqual(labels)
  for (const ref of fixesBlockers) expect(ref.because).toBe(because)
})

const item = (text: string) =>
  readReport(
    `# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. **B1** It loops because nobody counts.\n   ${text}\n`,
  ).blockers[0]

test.each([
  ['Fixed in `abc1234` because the caller counts now.', 'fixed', 'the caller counts now.'],
  ['Fixed in `abc1234`.', 'fixed', null],
  ['It stays.', 'open', null],
])('an item that says "%s"', (text, state, because) => {
  expect(item(text)).toMatchObject({ state, fixBecause: because })
})
