import { beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { worldOfThisFile } from '../support/app.ts'
import { code, fix, reviewedPull } from '../support/story.ts'
import { comment, peopleOfThisFile, pressName, seen, signIn } from './people.ts'

const world = worldOfThisFile({
  repositories: [{ name: 'vault', private: true }],
  site: { publicPages: false },
})
const somebody = peopleOfThisFile()

let ours = ''
let gitHubs = ''
let head = ''
let suggested = ''

beforeAll(async () => {
  const { app, github, repository, quiet } = world()
  const { branch, number } = await reviewedPull(repository)
  await fix(repository, branch, 'B1')
  suggested = await repository.commit({
    branch,
    as: 'casey',
    message: 'Hand the error on',
    files: code(9, 'export const error = "handed on"'),
  })
  head = suggested
  ours = `${app.url}/acme/vault/pull/${number}`
  gitHubs = `${github.url}/acme/vault/pull/${number}`
  await quiet()
})

const verdict = (page: Page) => page.locator('.verdict')
const blocker = (page: Page, name: string) =>
  page.locator('article.blocker').filter({ has: page.locator('.name', { hasText: name }) })

test('a stranger learns nothing of a private pull request but how to sign in', async () => {
  const { page } = await somebody()
  for (const path of [ours, ours.replace('vault', 'nothing')]) {
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(401)
    expect(await seen(page.locator('main'))).toBe(
      'Sign in to see this page\n\nYou see here what GitHub shows you. Choose “Sign in with GitHub”.',
    )
  }
  expect((await page.goto(gitHubs))?.status()).toBe(404)
})

test('outsider signs in, and finds the same as where nothing is', async () => {
  const { page } = await somebody()
  await page.goto(ours)
  await signIn(page, 'outsider')
  const pages: string[] = []
  for (const path of [ours, ours.replace('vault', 'nothing')]) {
    expect((await page.goto(path))?.status()).toBe(404)
    pages.push((await page.content()).replaceAll('vault', 'nothing'))
  }
  expect(pages[0]).toBe(pages[1])
  expect(await seen(page.getByRole('heading', { level: 1 }))).toBe(
    'There is nothing here that you can see',
  )
  expect((await page.goto(gitHubs))?.status()).toBe(404)
})

test('casey sees why it is red and what to do, and follows it into the code', async () => {
  const { page } = await somebody()
  await page.goto(ours)
  await signIn(page, 'casey')
  expect(page.url()).toBe(ours)

  expect(await seen(verdict(page))).toMatch(/^Red\s+1 of 2 blockers fixed: B2 is open/u)
  expect(await seen(blocker(page, 'B2'))).toMatch(/^B2 The error is swallowed[\s\S]*open/u)
  expect(await seen(blocker(page, 'B1'))).toMatch(/fixed[\s\S]*named by its Fixes-Blocker/u)
  expect(await seen(blocker(page, 'B2'))).toContain(`Perhaps fixed by\n${suggested.slice(0, 7)}`)
  const turn = page.locator('.turn').filter({ hasText: 'For the author' })
  expect(await seen(turn)).toContain('B2')

  await blocker(page, 'B2').getByRole('link', { name: 'src/retry.ts:9' }).click()
  expect(page.url()).toMatch(new RegExp(`/acme/vault/blob/${head}/src/retry\\.ts#L9$`, 'u'))
  expect(await seen(page.locator('tr:target'))).toContain('handed on')
  await page.goto(page.url().replace('#L9', '#L2-L4'))
  expect(await page.locator('tr.meant').count()).toBe(3)
  await page.goBack()
  await page.goBack()
  expect(await seen(verdict(page))).toContain('B2 is open')

  await page.getByRole('link', { name: 'Open it on GitHub' }).click()
  expect(page.url()).toBe(gitHubs)
  await page.getByRole('region', { name: 'Checks' }).getByRole('link', { name: 'Details' }).click()
  expect(page.url()).toBe(ours)
})

test('robin names the fix in GitHub’s form, and everything turns green', async () => {
  const { page } = await somebody()
  await page.goto(`${world().github.url}/login?return_to=${new URL(gitHubs).pathname}`)
  await pressName(page, 'robin')
  expect(await badge(page).getAttribute('alt')).toBe('countersign: 1 blocker open')
  expect(await picture(page)).toContain('1 blocker open')

  await comment(page, `/fixed B2 ${suggested.slice(0, 10)}`)
  await world().quiet()
  await page.reload()
  const check = page.getByRole('region', { name: 'Checks' })
  expect(await seen(check)).toContain('success — Both blockers are fixed, awaiting re-review')
  expect(await badge(page).getAttribute('alt')).toBe('countersign: fixed, awaiting re-review')
  expect(await picture(page)).toContain('fixed, awaiting re-review')
  expect(await seen(page.locator('article', { hasText: '/fixed B2' }))).toContain('🚀 countersign')

  await check.getByRole('link', { name: 'Details' }).click()
  await signIn(page, 'robin')
  expect(page.url()).toBe(ours)
  expect(await seen(verdict(page))).toMatch(/^Green\s+Both blockers are fixed/u)
  expect(await seen(blocker(page, 'B2'))).toMatch(/robin/u)
})

const badge = (page: Page) => page.getByRole('img', { name: /^countersign: / })

/** What the picture says; that the page shows it, too. */
async function picture(page: Page): Promise<string> {
  const image = badge(page)
  await image.evaluate((element) => (element as unknown as { decode(): Promise<void> }).decode())
  const answer = await page.request.get((await image.getAttribute('src')) ?? '')
  expect([answer.status(), answer.headers()['content-type']]).toEqual([
    200,
    'image/svg+xml; charset=utf-8',
  ])
  return answer.text()
}

test('who signs out has to sign in again', async () => {
  const { page } = await somebody()
  await page.goto(ours)
  await signIn(page, 'casey')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('link', { name: 'Sign in with GitHub' }).first().waitFor()
  expect((await page.goto(ours))?.status()).toBe(401)
  await signIn(page, 'casey')
  expect(await seen(verdict(page))).toMatch(/^Green/u)
})
