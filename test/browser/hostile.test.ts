import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'
import { worldOfThisFile } from '../support/app.ts'
import { hostilePull, OVERRIDE } from './hostile-pull.ts'
import { peopleOfThisFile, seen, signIn } from './people.ts'

const world = worldOfThisFile({ site: { publicPages: true } })
const somebody = peopleOfThisFile()

let path = ''

beforeAll(async () => {
  path = `/acme/widgets/pull/${await hostilePull(world().repository)}`
  await world().quiet()
}, 60_000)

/** Nothing ran in the page, and nothing in that part of it would run or lead to anywhere else. */
async function expectNothingRuns(page: Page, part = page.locator('html')): Promise<void> {
  expect(await page.evaluate('window.__hit')).toBeUndefined()
  const found = await part
    .locator('*')
    .evaluateAll((all) =>
      (all as unknown as readonly Shown[]).flatMap((one) => [
        ...[one.href, one.src, one.action].filter(
          (url) => typeof url === 'string' && url !== '' && !url.startsWith('http://127.0.0.1:'),
        ),
        ...one.getAttributeNames().filter((name) => name.startsWith('on')),
      ]),
    )
  expect(found).toEqual([])
}

/** What we ask of an element in the browser. */
interface Shown {
  readonly href?: unknown
  readonly src?: unknown
  readonly action?: unknown
  readonly getAttributeNames: () => string[]
}

const expectPlain = async (part: Locator, ours: string): Promise<void> => {
  const made = part.locator('img, script, svg, iframe, form, object, embed, style, input, button')
  expect(await made.count()).toBe(await part.locator(ours).count())
  const text = await seen(part)
  expect(text).toContain('<script>window.__hit=1</script>')
  expect(text).toContain('<img src=x onerror=window.__hit=1>')
  expect(text).not.toContain(OVERRIDE)
}

describe.each([1280, 360])('in a window of %d', (width) => {
  const open = async (url: string) => {
    const { page } = await somebody({ viewport: { width, height: 700 } })
    await page.goto(url)
    return page
  }

  test('the page of the pull request shows it as text', async () => {
    const page = await open(`${world().app.url}${path}`)
    await expectPlain(page.locator('body'), 'svg.sign')
    await expectNothingRuns(page)
    expect(await page.title()).not.toContain(OVERRIDE)
    expect(await seen(page.locator('h1'))).toContain('Title <script>window.__hit=1</script>')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
  })

  test('lists show it as text', async () => {
    const page = await open(world().app.url)
    await signIn(page, 'casey')
    for (const to of ['/', '/acme/widgets']) {
      await page.goto(`${world().app.url}${to}`)
      await expectPlain(page.locator('main'), 'svg.sign')
      await expectNothingRuns(page)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    }
  })

  test('GitHub shows it as text in our comment, our answers and our check', async () => {
    const page = await open(`${world().github.url}${path}`)
    const check = page.getByRole('region', { name: 'Checks' })
    await expectPlain(check, '.nothing')
    const bot = page.locator('h3 b', { hasText: 'countersign[bot]' })
    const said = page.locator('article').filter({ has: bot })
    const state = said.filter({ has: page.getByRole('img', { name: /^countersign: / }) })
    await expectPlain(state, 'img[src^="http://127.0.0.1:"]')
    const answers = said.filter({ hasText: 'something doesn’t count' })
    expect(await answers.count()).toBe(1)
    expect(await answers.locator('img, script, svg, iframe, form').count()).toBe(0)
    for (const part of [check, said]) {
      expect(await part.locator('.markdown a').filter({ hasText: /^@/u }).count()).toBe(0)
      await expectNothingRuns(page, part)
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
  })
})

test('the badge, opened as a document, is a picture and no more', async () => {
  const { page } = await somebody()
  const answer = await page.goto(`${world().app.url}/badge${path.replace('/pull', '')}.svg`)
  expect(answer?.status()).toBe(200)
  expect(await page.evaluate('document.documentElement.localName')).toBe('svg')
  expect(await page.evaluate('window.__hit')).toBeUndefined()
  expect(
    await page.evaluate(`document.querySelectorAll('script, image, foreignObject, a, use').length`),
  ).toBe(0)
})
