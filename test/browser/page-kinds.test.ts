import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { worldOfThisFile } from '../support/app.ts'
import { KINDS, pageKinds, REPOSITORIES } from './page-kinds.ts'
import { peopleOfThisFile, seen, signIn } from './people.ts'

const world = worldOfThisFile({ repositories: REPOSITORIES, site: { publicPages: false } })
const somebody = peopleOfThisFile()
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let kinds: Awaited<ReturnType<typeof pageKinds>>
let caseys: BrowserContextOptions = {}

beforeAll(async () => {
  kinds = await pageKinds(world())
  const { page, context } = await somebody()
  await page.goto(world().app.url)
  await signIn(page, 'casey')
  caseys = { storageState: await context.storageState() }
}, 60_000)

describe.each(KINDS)('%s', (name) => {
  const open = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const { path, isSignedIn } = kinds[name]
    const { page } = await somebody({ ...(isSignedIn ? caseys : {}), ...options })
    await page.goto(`${world().app.url}${path}`)
    return page
  }

  test('can be used by everybody, light and dark', async () => {
    const page = await open()
    await page.evaluate(AXE)
    const grounds = new Set<unknown>()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      grounds.add(await page.evaluate('getComputedStyle(document.body).backgroundColor'))
      const found = (await page.evaluate('axe.run({ preload: false })')) as AxeResults
      const told = found.violations.map(
        ({ impact, id, help, nodes }) =>
          `${impact} ${id}, ${colorScheme}: ${help}, ${nodes.map(({ html }) => html).join(' ')}`,
      )
      expect(found.passes.length).toBeGreaterThan(10)
      expect(told).toEqual([])
    }
    expect(grounds.size).toBe(2)
  })

  test('fits a phone', async () => {
    const page = await open({ viewport: { width: 360, height: 640 } })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    expect(await page.evaluate(CUT_OFF)).toEqual([])
  })

  test('needs no script', async () => {
    const withScripts = await open()
    const without = await open({ javaScriptEnabled: false })
    expect(await seen(without.locator('body'))).toBe(await seen(withScripts.locator('body')))
  })

  test('can be gone through with the keyboard, beginning with the content', async () => {
    const page = await open()
    const focused = async () => (await page.evaluate(FOCUSED)) as Focused
    await page.keyboard.press('Tab')
    expect(await seen(page.locator(':focus'))).toBe('Skip to the content')
    const count = (await page.evaluate(
      `document.querySelectorAll('a[href], button').length`,
    )) as number
    for (let index = 0; index < count; index++) {
      expect(await focused()).toEqual({ index, isMarked: true, isInSight: true })
      await page.keyboard.press('Tab')
    }
    await page.reload()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.locator('main:focus').count()).toBe(1)
  })
})

interface AxeResults {
  readonly passes: readonly unknown[]
  readonly violations: readonly {
    readonly id: string
    readonly impact: string
    readonly help: string
    readonly nodes: readonly { readonly html: string }[]
  }[]
}

interface Focused {
  readonly index: number
  readonly isMarked: boolean
  readonly isInSight: boolean
}

/** The link or button that has the focus, and whether somebody can see that it has. */
const FOCUSED = `(() => {
  const element = document.activeElement
  const { outlineStyle, outlineWidth } = getComputedStyle(element)
  const { top, bottom, left, right } = element.getBoundingClientRect()
  return {
    index: [...document.querySelectorAll('a[href], button')].indexOf(element),
    isMarked: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
    isInSight: top < innerHeight && bottom > 0 && left < innerWidth && right > 0,
  }
})()`

/** Text that runs out of the window, or out of what clips it. */
const CUT_OFF = `[...document.querySelectorAll('main *')]
  .filter((element) => {
    const { width, right } = element.getBoundingClientRect()
    return width > 1 && right > innerWidth + 1 && !element.closest('.unseen, thead')
  })
  .map((element) => element.outerHTML.slice(0, 100))`
