import { expect, test } from '@jest/globals'
import { play } from '../../src/demo/play.ts'
import { STORY } from '../../src/demo/story.ts'
import { terminalText } from '../../src/demo/terminal-text.ts'

test('the story is played through, and every check is what it says', async () => {
  const printed: string[] = []
  expect(await play(STORY, (text) => printed.push(text))).toBeNull()
  const text = printed.join('\n')
  expect(text.match(/^(?:✅|❌|⚪) Countersign {2}\w+/gm)).toEqual([
    '⚪ Countersign  neutral',
    '❌ Countersign  failure',
    '❌ Countersign  failure',
    '❌ Countersign  failure',
    '✅ Countersign  success',
    '✅ Countersign  success',
    '✅ Countersign  success',
  ])
  expect(text).toContain('there is no commit 4d2f9ab in this repository')
  expect(text).toContain('approved by REVIEW-R2.md (stale)')
}, 60_000)

test('a check that is not what the story says ends it, with an explanation', async () => {
  const [first] = STORY
  if (first === undefined) throw new Error('The story has no first step')
  const wrong = { ...first, expected: { ...first.expected, conclusion: 'success' as const } }
  expect(await play([wrong], () => {}, 3_000)).toMatch(
    /^Step 1 \("Casey pushes .*"\): the check at [0-9a-f]{7} should be success, "No review report in this pull request"; it is neutral, "No review report in this pull request"\./,
  )
}, 30_000)

test('tables stand in columns in a terminal', () => {
  expect(
    terminalText(
      '### State\n\n| | A |\n| --- | --- |\n| ✅ | [x](https://x.invalid) |\n| B1 | long |\n',
    ),
  ).toBe('STATE\n\n    A\n──  ────\n✅  x\nB1  long')
})
