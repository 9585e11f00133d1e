import { expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { fix, reviewedPull } from '../support/story.ts'

const world = worldOfThisFile()

/** What is told of one pull request, in whatever order, some of it twice. */
const ORDERS: readonly (readonly [string, (count: number) => readonly number[]])[] = [
  ['in its order', (count) => numbers(count)],
  ['the other way round', (count) => numbers(count).reverse()],
  ['twice over', (count) => numbers(count).flatMap((place) => [place, place])],
  ['the last one first, and again last', (count) => [count - 1, ...numbers(count)]],
  ['every third one, and the others lost', (count) => numbers(count).filter((at) => at % 3 === 0)],
]

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

it.each(ORDERS)('events that arrive %s end in the same check', async (_, order) => {
  const { repository, unheard, redeliver, quiet } = world()
  let [head, number] = ['', 0]
  const missed = await unheard(async () => {
    const story = await reviewedPull(repository)
    number = story.number
    await fix(repository, story.branch, 'B1')
    await repository.comment(number, '/waive B2 nobody calls it', 'robin')
    head = await fix(repository, story.branch, 'B1')
  })
  expect(missed.length).toBeGreaterThan(5)
  for (const place of order(missed.length)) await redeliver(missed[place])
  await quiet()
  const runs = (await repository.checkRuns(head)).filter(({ name }) => name === 'Countersign')
  expect(runs).toHaveLength(1)
  expect(runs[0]).toMatchObject({
    conclusion: 'success',
    title: 'Both blockers are settled, awaiting re-review',
  })
  expect(runs[0]?.summary).toContain('waived by robin (2026-01-0')
})
