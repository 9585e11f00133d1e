import { beforeAll, expect, test } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { fix, reviewedPull } from '../support/story.ts'
import { peopleOfThisFile, seen, signIn } from './people.ts'

const world = worldOfThisFile({
  repositories: [{ name: 'vault', private: true }],
  site: { publicPages: false },
})
const somebody = peopleOfThisFile()

let red = 0
let green = 0

beforeAll(async () => {
  const { repository, quiet } = world()
  red = (await reviewedPull(repository)).number
  const fixed = await reviewedPull(repository)
  await fix(repository, fixed.branch, 'B1', 'B2')
  green = fixed.number
  await repository.requestReview(green, ['robin'])
  await quiet()
})

test('casey finds what is red from the first page, goes there, and leaves', async () => {
  const root = world().app.url
  const { page } = await somebody()
  await page.goto(root)
  expect(await seen(page.locator('main'))).not.toContain('acme')
  await signIn(page, 'casey')
  expect(new URL(page.url()).pathname).toBe('/')
  const items = page.locator('.pull')
  expect(await items.count()).toBe(1)
  expect(await seen(items)).toMatch(/Yours, and red[\s\S]*0 of 2 blockers fixed/u)
  expect(await seen(page.getByRole('region', { name: 'Repositories' }))).toMatch(
    /acme\/vault\s+private\s+2 open/u,
  )

  await page.getByRole('link', { name: 'acme/vault' }).last().click()
  expect(new URL(page.url()).pathname).toBe('/acme/vault')
  expect(await items.count()).toBe(2)
  const itemOf = (number: number) => seen(items.filter({ hasText: `#${number}` }))
  expect(await itemOf(red)).toMatch(/red[\s\S]*B1 and B2 are open/iu)
  expect(await itemOf(green)).toMatch(/green[\s\S]*awaiting re-review/iu)

  await items
    .filter({ hasText: `#${red}` })
    .getByRole('link')
    .first()
    .click()
  expect(new URL(page.url()).pathname).toBe(`/acme/vault/pull/${red}`)
  const way = page.getByRole('navigation', { name: 'You are here' })
  await way.getByRole('link', { name: 'acme/vault' }).click()
  await page.getByRole('link', { name: 'Countersign, home' }).click()
  expect(await seen(page.locator('h1'))).toBe('What needs you')

  await page.getByRole('button', { name: 'Sign out' }).click()
  expect(await seen(page.locator('h1'))).toContain('A review that says')
  for (const path of ['/acme/vault', `/acme/vault/pull/${red}`]) {
    expect((await page.goto(`${root}${path}`))?.status()).toBe(401)
    expect(await seen(page.locator('h1'))).toBe('Sign in to see this page')
  }
})

test('robin finds the one that waits for a review', async () => {
  const { page } = await somebody()
  await page.goto(world().app.url)
  await signIn(page, 'robin')
  const items = page.locator('.pull')
  expect(await items.count()).toBe(1)
  expect(await seen(items)).toMatch(/Your review is asked for[\s\S]*awaiting re-review/u)
})
