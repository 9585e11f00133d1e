import { expect, test } from '@jest/globals'
import { worldOfThisFile } from '../../support/app.ts'
import { reviewedPull } from '../../support/story.ts'

const VAULTS = ['vault-a', 'vault-b', 'vault-c', 'vault-d', 'vault-e']

const world = worldOfThisFile({
  repositories: [{ name: 'widgets' }, ...VAULTS.map((name) => ({ name, private: true }))],
  site: { publicPages: true },
})

test('strangers can’t use up the requests that the checks need', async () => {
  const { app, github, repository, quiet } = world()
  const { number } = await reviewedPull(repository)
  await quiet()
  const badge = async (of: number) =>
    (await fetch(`${app.url}/badge/acme/widgets/${of}.svg`)).status
  const before = github.requests.length
  const statuses: number[] = []
  for (let other = 1_000; other < 1_100; other++) statuses.push(await badge(other))
  expect(new Set(statuses)).toEqual(new Set([404, 503]))
  expect(statuses.filter((status) => status === 404).length).toBeLessThan(30)
  expect(github.requests.length - before).toBeLessThan(40)
  // What is kept is shown all the same.
  expect(await badge(number)).toBe(200)
})

test('a private repository can’t be told from none by when the names run out', async () => {
  const { app } = world()
  const page = async (name: string) => {
    const { status, headers } = await fetch(`${app.url}/acme/${name}`)
    return `${status} ${headers.get('content-length')} ${headers.get('retry-after')}`
  }
  let guesses = 0
  const guess = (count: number) =>
    Promise.all(Array.from({ length: count }, () => page(`g-${10_000 + guesses++}`)))
  const answers = await guess(60)
  expect(new Set(answers).size).toBe(2)
  const refused = answers.find((answer) => answer.startsWith('503'))
  // Names come back with time, one or two while we ask; who is first gets them, whoever it is.
  const vaults: string[] = []
  for (const name of VAULTS) {
    await guess(10)
    vaults.push(...(await Promise.all([page(name), page(name.replace('vault', 'vaulz'))])))
  }
  expect(vaults.filter((answer) => answer === refused).length).toBeGreaterThan(VAULTS.length)
  expect(new Set([...answers, ...vaults]).size).toBe(2)
  // One that is known to be public is shown all the same.
  expect(await page('widgets')).toMatch(/^200 /u)
})
