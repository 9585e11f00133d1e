import { afterEach, expect, it } from '@jest/globals'
import { disturbing } from '../../../src/demo/github/disturbance.ts'
import { gitHubOfThisFile } from './git-hub-of-this-file.ts'

const here = gitHubOfThisFile()

afterEach(() => void here().github.disturb(null))

/** Sends so many webhooks, one right after the other; the numbers of those that arrived. */
async function arrivals(count: number): Promise<readonly unknown[]> {
  const { github, recorder } = here()
  for (let number = 0; number < count; number++) void github.deliver('ping', { number })
  await github.settled()
  return recorder.hooks.map(({ payload }) => payload.number)
}

it('what is dropped was never sent, as far as anybody can tell', async () => {
  const { github } = here()
  const before = github.deliveries.length
  const counts = github.disturb({ drop: 0.1, seed: 1 })
  const arrived = await arrivals(200)
  expect(counts.dropped).toBeGreaterThan(5)
  expect(arrived).toHaveLength(200 - counts.dropped)
  expect(github.deliveries.length - before).toBe(200 - counts.dropped)
})

it('what is doubled comes twice with the same id', async () => {
  const { github, recorder } = here()
  const counts = github.disturb({ double: 0.1, seed: 1 })
  await arrivals(100)
  const ids = recorder.hooks.map(({ delivery }) => delivery)
  expect(counts.doubled).toBeGreaterThan(2)
  expect(ids.length - new Set(ids).size).toBe(counts.doubled)
})

it('what is shuffled all comes, but not in its order', async () => {
  here().github.disturb({ shuffle: true, seed: 1 })
  const arrived = await arrivals(50)
  const inOrder = Array.from({ length: 50 }, (_, number) => number)
  expect(arrived).not.toEqual(inOrder)
  expect(arrived.toSorted((one, other) => Number(one) - Number(other))).toEqual(inOrder)
})

it('a story goes on under it', async () => {
  const { github, repository, recorder } = here()
  const counts = github.disturb({ drop: 0.3, double: 0.3, shuffle: true, seed: 7 })
  for (const name of ['one', 'two', 'three']) {
    await repository.commit({ branch: name, message: name, files: { [name]: '1\n' } })
    await repository.openPull({ head: name, title: name })
  }
  await github.settled()
  expect(recorder.hooks).toHaveLength(counts.sent)
})

it('the same seed makes the same choices', () => {
  const choices = (seed: number) => {
    const { next } = disturbing({ drop: 0.2, double: 0.2, shuffle: true, seed })
    return Array.from({ length: 100 }, next)
  }
  expect(choices(1)).toEqual(choices(1))
  expect(choices(1)).not.toEqual(choices(2))
})

it('null ends it', async () => {
  const { github } = here()
  github.disturb({ drop: 1, seed: 1 })
  expect(await arrivals(5)).toEqual([])
  github.disturb(null)
  expect(await arrivals(5)).toEqual([0, 1, 2, 3, 4])
})
