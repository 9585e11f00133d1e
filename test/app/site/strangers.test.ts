import { expect, test } from '@jest/globals'
import { worldOfThisFile } from '../../support/app.ts'
import { reviewedPull } from '../../support/story.ts'

const world = worldOfThisFile({ site: { publicPages: true } })

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
