import { afterAll, afterEach, beforeAll, expect } from '@jest/globals'
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  ConsoleMessage,
  Locator,
  Page,
} from 'playwright-core'
import type { User } from '../../src/demo/github/world.ts'
import { chromium } from '../support/chromium.ts'

/** Somebody with a browser of their own, in which nobody is signed in. */
export interface Person {
  readonly page: Page
  readonly context: BrowserContext
}

/** Sits down at a browser. What goes wrong in it fails the test. */
export type Somebody = (options?: BrowserContextOptions) => Promise<Person>

/** One Chromium for the tests of a file. After each test everybody goes, and what went wrong in their pages fails it. */
export function peopleOfThisFile(): Somebody {
  let browser: Browser | null = null
  const contexts: BrowserContext[] = []
  const troubles: string[] = []
  beforeAll(async () => {
    browser = await chromium()
  }, 600_000)
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
    expect(troubles.splice(0)).toEqual([])
  })
  afterAll(() => browser?.close())
  return async (options = {}) => {
    if (browser === null) throw new Error('The browser is not there before the tests')
    const context = await browser.newContext({ viewport: DESK, ...options })
    contexts.push(context)
    context.setDefaultTimeout(15_000)
    await staysHere(context, (trouble) => troubles.push(trouble))
    const page = await context.newPage()
    listen(page, (trouble) => troubles.push(trouble))
    return { page, context }
  }
}

const DESK = { width: 1280, height: 800 }

type Tell = (trouble: string) => void

/** Nothing is asked of other machines. */
async function staysHere(context: BrowserContext, tell: Tell): Promise<void> {
  await context.route('**/*', (route) => {
    const { hostname, href } = new URL(route.request().url())
    if (hostname === '127.0.0.1' || hostname === 'localhost') return route.continue()
    tell(`asked for ${href}`)
    return route.abort()
  })
  // What the security policy stops is told by an event, and so becomes a line of the console.
  await context.addInitScript(
    `document.addEventListener('securitypolicyviolation', (event) =>
       console.error('stopped by the security policy: ' + event.violatedDirective + ' ' + event.blockedURI))`,
  )
}

function listen(page: Page, tell: Tell): void {
  page.on('console', (message) => {
    if (message.type() !== 'error' || isOfStatus(message)) return
    tell(`console: ${message.text()} at ${page.url()}`)
  })
  page.on('pageerror', (error) => tell(`error: ${error.message} at ${page.url()}`))
  page.on('popup', (popup) => tell(`popup: ${popup.url()}`))
  page.on('dialog', (dialog) => {
    tell(`dialog: ${dialog.message()} at ${page.url()}`)
    void dialog.dismiss()
  })
}

/** Chromium tells of each page that answers 401, 404 or, to a form, 422, and of the embedded GitHub, which has no icon. */
function isOfStatus(message: ConsoleMessage): boolean {
  const { url } = message.location()
  const isExpected = message.page()?.url() === url || new URL(url).pathname === '/favicon.ico'
  return isExpected && /the server responded with a status of 4(?:0[14]|22)/u.test(message.text())
}

/** Signs in to the App from the page that is open, by the link on it and the form of the embedded GitHub. */
export async function signIn(page: Page, login: User): Promise<void> {
  await page.getByRole('banner').getByRole('link', { name: 'Sign in with GitHub' }).click()
  await pressName(page, login)
  await page.getByText(`Signed in as ${login}`).waitFor()
}

/** The button of that user on the embedded GitHub's sign-in page. */
export const pressName = (page: Page, login: User): Promise<void> =>
  page.getByRole('button', { name: login, exact: true }).click()

/** Signs in to the embedded GitHub from a page of it. */
export async function signInToGitHub(page: Page, login: User): Promise<void> {
  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click()
  await pressName(page, login)
  await page.getByText(`Comment as ${login}`).waitFor()
}

/** Writes a comment on the embedded GitHub's page that is open. */
export async function comment(page: Page, body: string): Promise<void> {
  await page.getByLabel(/^Comment as/u).fill(body)
  await page.getByRole('button', { name: 'Comment' }).click()
  await page.locator('article').last().getByText(body).first().waitFor()
}

/** The text that somebody sees there. */
export async function seen(part: Locator): Promise<string> {
  await part.first().waitFor()
  return (await part.allInnerTexts()).join('\n')
}
