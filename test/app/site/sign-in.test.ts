import { beforeEach, describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../../support/app.ts'
import { askRaw, type Browser, browserAt } from './browser.ts'

const world = worldOfThisFile({
  repositories: [{ name: 'vault', private: true }],
  site: { publicPages: false },
})

let browser: Browser
beforeEach(() => {
  browser = browserAt(world().app.url)
})

const SESSION = 'countersign-session'
const FLOW = 'countersign-flow'

describe('somebody signs in', () => {
  it('with GitHub, which sends them back to where they were', async () => {
    const asked = await browser.get('/acme/vault')
    expect(asked.status).toBe(401)
    expect(asked.text).toContain('/auth/sign-in?to=%2Facme%2Fvault')

    const came = await browser.signIn('casey', '/acme/vault')
    expect([came.status, came.location]).toEqual([302, `${world().app.url}/acme/vault`])
    const page = await browser.get('/acme/vault')
    expect(page.status).toBe(200)
    expect(page.text).toContain('Signed in as <bdi>casey</bdi>')
  })

  it('and GitHub is told no more than it needs', async () => {
    const { location } = await browser.get('/auth/sign-in?to=/acme/vault/pull/1')
    const url = new URL(location ?? '')
    expect(`${url.origin}${url.pathname}`).toBe(`${world().github.url}/login/oauth/authorize`)
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: world().github.clientId,
      redirect_uri: `${world().app.url}/auth/callback`,
      response_type: 'code',
      state: expect.stringMatching(/^[\w-]{43}$/u),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/u),
      code_challenge_method: 'S256',
    })
  })

  it('whatever host the request names', async () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' }
    const { location } = await askRaw(world().app.url, '/auth/sign-in', headers)
    const url = new URL(location)
    expect(url.searchParams.get('redirect_uri')).toBe(`${world().app.url}/auth/callback`)
  })

  it('and what the browser keeps can’t be read, nor be reached by a script', async () => {
    const { headers } = await browser.signIn('casey')
    const set = headers.getSetCookie().find((one) => one.startsWith(SESSION)) ?? ''
    expect(set).toMatch(/; Max-Age=(?:28800|[12]?\d{4}); Path=\/; HttpOnly; SameSite=Lax$/u)
    expect(Buffer.from(set, 'base64').toString('latin1')).not.toMatch(/casey|gho_/u)
    expect([...browser.cookies.keys()]).toEqual([SESSION])
  })

  it.each([
    ['another site', 'https://evil.example/'],
    ['another site without a scheme', '//evil.example/'],
    ['one with backslashes', '/\\evil.example/'],
    ['one behind a tab', '/\t/evil.example/'],
    ['one behind a dot', '/.//evil.example'],
    ['a script', 'javascript:alert(1)'],
    ['signing in once more', '/auth/sign-in'],
    ['nothing', ''],
  ])('with a link that would lead to %s, and stays here', async (_, to) => {
    const { location } = await browser.signIn('casey', to)
    expect(location).toBe(`${world().app.url}/`)
  })
})

describe('nobody is signed in', () => {
  const expectRefusal = (
    answer: { status: number; text: string },
    status: number,
    said: string,
  ) => {
    expect(answer.status).toBe(status)
    expect(answer.text).toContain(said)
    expect(answer.text).toContain('Sign in with GitHub')
    expect([...browser.cookies.keys()]).toEqual([])
  }
  const NOT_OURS = 'does not belong to the sign-in that was begun here'
  const OVER = 'begun more than 10 minutes ago, or in another browser, or is over already'

  it('with a state that was made up', async () => {
    const back = new URL(await browser.allowOnGitHub('casey'))
    back.searchParams.set('state', 'made-up')
    expectRefusal(await browser.get(back.href), 400, NOT_OURS)
  })

  it('in whose browser it was not begun', async () => {
    const back = await browserAt(world().app.url).allowOnGitHub('casey')
    expectRefusal(await browser.get(back), 400, OVER)
    await browser.get('/auth/sign-in')
    expectRefusal(await browser.get(back), 400, NOT_OURS)
  })

  it('by a return that was used before', async () => {
    const back = await browser.allowOnGitHub('casey')
    const flow = browser.cookies.get(FLOW) ?? ''
    await browser.get(back)
    browser.cookies.clear()
    expectRefusal(await browser.get(back), 400, OVER)
    browser.cookies.set(FLOW, flow)
    expectRefusal(await browser.get(back), 400, NOT_OURS)
  })

  it('who says no on GitHub', async () => {
    const begun = new URL((await browser.get('/auth/sign-in?to=/acme/vault')).location ?? '')
    const state = begun.searchParams.get('state')
    const back = `/auth/callback?error=access_denied&state=${state}`
    const answer = await browser.get(back)
    expectRefusal(answer, 403, 'You did not allow it on GitHub.')
    expect(answer.text).toContain('/auth/sign-in?to=%2Facme%2Fvault')
  })

  it('while GitHub refuses this server, and the log says why', async () => {
    const back = await browser.allowOnGitHub('casey')
    const { github, logLines } = world()
    github.failNext({
      path: /access_token$/u,
      status: 200,
      body: { error: 'incorrect_client_credentials', error_description: 'no' },
    })
    const answer = await browser.get(back)
    expectRefusal(answer, 503, 'Tell whoever runs it')
    expect(answer.text).not.toContain('incorrect')
    expect(logLines.at(-1)).toContain('"reason":"incorrect_client_credentials"')
  })

  it('while GitHub doesn’t answer', async () => {
    const back = await browser.allowOnGitHub('casey')
    world().github.failNext({ path: /access_token$/u, status: 502 })
    expect(await browser.get(back)).toMatchObject({ status: 503 })
    expect([...browser.cookies.keys()]).toEqual([])
  })

  it.each([
    [
      'that was made up',
      () => 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA',
    ],
    ['of no shape', () => 'casey'],
    [
      'that was changed',
      (cookie: string) => `${cookie.slice(0, -2)}${cookie.endsWith('AA') ? 'BB' : 'AA'}`,
    ],
  ])('by a cookie %s', async (_, forged) => {
    await browser.signIn('casey')
    browser.cookies.set(SESSION, forged(browser.cookies.get(SESSION) ?? ''))
    expect((await browser.get('/acme/vault')).status).toBe(401)
  })

  it('by the cookie of a sign-in that was only begun', async () => {
    await browser.get('/auth/sign-in')
    browser.cookies.set(SESSION, browser.cookies.get(FLOW) ?? '')
    expect((await browser.get('/acme/vault')).status).toBe(401)
  })
})

describe('somebody signs out', () => {
  const signOut = (headers: Readonly<Record<string, string>>) =>
    browser.ask('POST', '/auth/sign-out', headers)

  it('with the button, and a copy of the cookie opens nothing any more', async () => {
    await browser.signIn('casey')
    const copy = new Map(browser.cookies)
    const out = await signOut({ origin: world().app.url })
    expect([out.status, out.location]).toEqual([303, `${world().app.url}/`])
    expect([...browser.cookies.keys()]).toEqual([])
    for (const [name, value] of copy) browser.cookies.set(name, value)
    const answer = await browser.get('/acme/vault')
    expect(answer.status).toBe(401)
    expect(answer.text).toContain('GitHub has ended your sign-in')
    expect([...browser.cookies.keys()]).toEqual([])
  })

  it('even while GitHub doesn’t hear of it', async () => {
    await browser.signIn('casey')
    world().github.failNext({ method: 'DELETE', path: /token$/u, status: 500 })
    expect((await signOut({ origin: world().app.url })).status).toBe(303)
    expect([...browser.cookies.keys()]).toEqual([])
  })

  it.each<[string, Readonly<Record<string, string>>]>([
    ['another site', { origin: 'https://evil.example' }],
    ['nowhere that is known', { origin: 'null' }],
    ['nowhere', {}],
  ])('but not by a form from %s', async (_, headers) => {
    await browser.signIn('casey')
    const answer = await signOut(headers)
    expect(answer.status).toBe(403)
    expect((await browser.get('/acme/vault')).status).toBe(200)
  })

  it('but not by a link', async () => {
    await browser.signIn('casey')
    expect((await browser.get('/auth/sign-out')).status).toBe(405)
    expect((await browser.get('/acme/vault')).status).toBe(200)
  })
})
