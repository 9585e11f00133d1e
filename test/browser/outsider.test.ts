import { beforeAll, expect, test } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code, reviewedPull } from '../support/story.ts'
import { comment, peopleOfThisFile, seen, signInToGitHub } from './people.ts'

const world = worldOfThisFile({ site: { publicPages: true } })
const somebody = peopleOfThisFile()

let path = ''
let second = ''

beforeAll(async () => {
  const { repository, quiet } = world()
  const { branch, number } = await reviewedPull(repository)
  second = await repository.commit({
    branch,
    as: 'casey',
    message: 'Hand the error on',
    files: code(9, 'export const error = "handed on"'),
  })
  path = `/acme/widgets/pull/${number}`
  await quiet()
})

test('who may not push can’t decide, is told so, and the page says it, too', async () => {
  const { app, github, quiet } = world()
  const { page } = await somebody()
  await page.goto(`${app.url}${path}`)
  expect(await seen(page.locator('.verdict .title'))).toBe(
    '0 of 2 blockers fixed: B1 and B2 are open',
  )

  await page.goto(`${github.url}${path}`)
  await signInToGitHub(page, 'outsider')
  await comment(page, `/fixed B2 ${second.slice(0, 10)}`)
  await quiet()
  await page.reload()
  const said = page.locator('article')
  expect(await seen(said.filter({ hasText: '/fixed B2' }).locator('.reactions'))).toBe(
    '😕 countersign[bot]',
  )
  const reply = await seen(said.last())
  expect(reply).toMatch(
    /countersign\[bot\] commented[\s\S]*😕 In this comment something doesn’t count/u,
  )
  expect(reply).toContain('outsider')
  expect(await seen(page.getByRole('region', { name: 'Checks' }))).toContain(
    'failure — 0 of 2 blockers fixed',
  )

  await page.goto(`${app.url}${path}`)
  expect(await seen(page.locator('.verdict .title'))).toBe(
    '0 of 2 blockers fixed: B1 and B2 are open',
  )
  const vain = page.getByRole('region', { name: 'Commands that don’t count' })
  expect(await seen(vain)).toMatch(
    /^Commands that don’t count\s+\/fixed by outsider[\s\S]*outsider/u,
  )
  await vain.getByRole('link', { name: /^the comment of/u }).click()
  expect(await seen(page.locator('article:target'))).toContain(`/fixed B2 ${second.slice(0, 10)}`)
})
