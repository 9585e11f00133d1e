import { beforeAll, describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../../support/app.ts'
import { checkWrites, fix, newBranch, reviewedPull } from '../../support/story.ts'
import { type Answer, type Browser, browserAt } from './browser.ts'

const world = worldOfThisFile({
  repositories: [{ name: 'widgets' }, { name: 'vault', private: true }, { name: 'tools' }],
  site: { publicPages: false },
})

let vault = 0
let widgets = 0
let asked = 0
/** Two pull requests with one head. */
let twins: readonly number[] = []
let twinHead = ''
const browsers = new Map<string, Browser>()

beforeAll(async () => {
  const { github, app, quiet } = world()
  const ofWidgets = github.repository('acme', 'widgets')
  const ofTools = github.repository('acme', 'tools')
  vault = (await reviewedPull(github.repository('acme', 'vault'))).number
  widgets = (await reviewedPull(ofWidgets)).number
  const green = await reviewedPull(ofWidgets)
  await fix(ofWidgets, green.branch, 'B1', 'B2')
  asked = green.number
  await ofWidgets.requestReview(asked, ['robin'])

  const one = await reviewedPull(ofTools)
  const base = newBranch()
  await ofTools.createBranch(base, one.work)
  const other = await ofTools.openPull({ head: one.branch, base, title: 'Twin', as: 'casey' })
  twins = [one.number, other]
  twinHead = one.review
  await quiet()
  for (const login of ['casey', 'robin', 'outsider'] as const) {
    const browser = browserAt(app.url)
    await browser.signIn(login)
    browsers.set(login, browser)
  }
})

const get = async (login: string, path: string): Promise<Answer> => {
  const browser = browsers.get(login) ?? browserAt(world().app.url)
  return browser.get(path)
}

/** What the page says of a pull request. */
const itemOf = (text: string, path: string): string =>
  text.split('<article').find((item) => item.includes(`href="${path}"`)) ?? ''

describe('the first page', () => {
  it('tells a stranger what this is', async () => {
    const answer = await get('nobody', '/')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(answer.text).toContain('/auth/sign-in?to=%2F"')
    expect(answer.text).not.toContain('acme')
  })

  it('says of which repository the list can’t be had, until it can', async () => {
    world().github.failNext({ path: /^\/graphql$/u, status: 502 })
    const { status, text } = await get('robin', '/')
    expect(status).toBe(200)
    expect(text.match(/could not be read just now/gu)).toHaveLength(1)
    expect((await get('robin', '/')).text).not.toContain('could not be read')
  })

  it('shows authors what of theirs is red', async () => {
    const { text } = await get('casey', '/')
    for (const path of [`/acme/vault/pull/${vault}`, `/acme/widgets/pull/${widgets}`]) {
      expect(itemOf(text, path)).toContain('Yours, and red')
    }
    expect(itemOf(text, `/acme/widgets/pull/${asked}`)).toBe('')
  })

  it('shows others what they are asked for', async () => {
    const { text } = await get('robin', '/')
    expect(itemOf(text, `/acme/widgets/pull/${asked}`)).toContain('Your review is asked for')
    expect(text).not.toContain('Yours, and red')
    expect(text).toContain('href="/acme/vault"')
  })

  it('shows nobody what they may not see', async () => {
    expect((await get('outsider', '/')).text).not.toContain('acme/')
  })
})

describe('the page of a repository', () => {
  it('lists what is open, with what our check says', async () => {
    const { text } = await get('casey', '/acme/widgets')
    expect(itemOf(text, `/acme/widgets/pull/${widgets}`)).toContain('0 of 2 blockers fixed')
    expect(itemOf(text, `/acme/widgets/pull/${asked}`)).toContain('state good')
  })

  it('tells the checks of two pull requests with one head apart', async () => {
    const { text } = await get('casey', '/acme/tools')
    const made = checkWrites(world().github.requests).filter(
      ({ how, input }) => how === 'created' && input.headSha === twinHead,
    )
    expect(made.map(({ input }) => Number(input.externalId.split('/')[1])).sort()).toEqual(twins)
    for (const number of twins) {
      expect(itemOf(text, `/acme/tools/pull/${number}`)).not.toMatch(/no check|^$/u)
    }
  })

  it('costs one request, and none for whoever reloads it at once', async () => {
    await get('casey', '/acme/vault')
    const requests = await world().requestsDuring(async () => {
      await get('casey', '/acme/vault')
    })
    expect(requests).toEqual([])
  })
})
