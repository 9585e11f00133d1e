import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { type Newcomer, newcomer } from '../app/set-up/newcomer.ts'
import { reviewedPull } from '../support/story.ts'
import { peopleOfThisFile, pressName, seen } from './people.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const somebody = peopleOfThisFile()

let who: Newcomer

beforeAll(async () => {
  who = await newcomer()
})
afterAll(() => who.end())

/** Whether everybody can use the page that is open, light and dark, on a desk and on a phone. */
async function isForEverybody(page: Page): Promise<void> {
  await page.evaluate(AXE)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { passes, violations } = (await page.evaluate(
      'axe.run({ preload: false })',
    )) as AxeResults
    expect(passes.length).toBeGreaterThan(10)
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 360, height: 640 })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
  await page.setViewportSize({ width: 1280, height: 800 })
}

interface AxeResults {
  readonly passes: readonly unknown[]
  readonly violations: readonly {
    readonly id: string
    readonly nodes: readonly { readonly html: string }[]
  }[]
}

const heading = (page: Page) => seen(page.getByRole('heading', { level: 1 }))

test('a newcomer comes from the first page to an App that runs', async () => {
  const { github, begun, said } = who
  const { page } = await somebody()
  await page.goto(begun.url)
  expect(await heading(page)).toBe('Make your GitHub App')
  await isForEverybody(page)

  await page.getByLabel('Name of the App').fill('Countersign-acme')
  await page.getByLabel('Organisation that owns it').fill('https://github.com/acme')
  await page.getByLabel('Address at which GitHub').fill(begun.url)
  await page.getByRole('button', { name: 'Go on' }).click()
  expect(await seen(page.getByRole('alert'))).toContain('write its login')
  await isForEverybody(page)
  expect(await page.getByLabel('Name of the App').inputValue()).toBe('Countersign-acme')
  await page.getByLabel('Organisation that owns it').fill('acme')
  await page.getByRole('button', { name: 'Go on' }).click()

  expect(await heading(page)).toBe('Create it on GitHub')
  await isForEverybody(page)
  await page.getByRole('button', { name: 'Continue on GitHub' }).click()
  await pressName(page, 'maintainer')
  expect(await page.getByLabel('GitHub App name').inputValue()).toBe('Countersign-acme')
  await page.getByRole('button', { name: 'Create GitHub App for acme' }).click()

  expect(await heading(page)).toBe('Install the App')
  expect(page.url()).toBe(`${begun.url}/set-up/installed`)
  await isForEverybody(page)
  await page.getByRole('link', { name: 'Look again' }).click()
  expect(await heading(page)).toBe('Install the App')
  await page.getByRole('link', { name: 'Install it on GitHub' }).click()
  expect(page.url()).toBe(`${github.url}/apps/countersign/installations/new`)
  await page.getByRole('button', { name: 'Install on acme' }).click()

  expect(await heading(page)).toBe('Countersign is ready')
  expect(await seen(page.locator('main'))).toContain('Installed on acme: 3 repositories.')
  await isForEverybody(page)
  expect(said()).toContain('Installed on acme: 3 repositories')
  expect(said()).toContain('4 of 4  Ready')
})

test('a review in acme gets its check from that App, and its page can be signed in to', async () => {
  const { github, begun } = who
  const { page } = await somebody()
  const repository = github.repository('acme', 'widgets')
  const { number, review } = await reviewedPull(repository)
  await repository.waitForCheck(review)
  await page.goto(`${github.url}/acme/widgets/pull/${number}`)
  const check = page.getByRole('region', { name: 'Checks' })
  expect(await seen(check)).toContain('failure — 0 of 2 blockers fixed')
  await check.getByRole('link', { name: 'Details' }).click()
  await page.getByRole('banner').getByRole('link', { name: 'Sign in with GitHub' }).click()
  await pressName(page, 'casey')
  await page.getByText('Signed in as casey').waitFor()
  expect(page.url()).toBe(`${begun.url}/acme/widgets/pull/${number}`)
  expect(await seen(page.locator('.verdict'))).toMatch(/^Red/u)
})
