import { beforeAll, describe, expect, it } from '@jest/globals'
import { createLog } from '../../../src/app/log.ts'
import { worldOfThisFile } from '../../support/app.ts'
import { askRaw, type Browser, browserAt } from './browser.ts'

const world = worldOfThisFile({ site: { publicPages: false } })

let browser: Browser
beforeAll(async () => {
  browser = browserAt(world().app.url)
  await browser.signIn('casey')
})

const ALWAYS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=()'),
}

describe('every answer', () => {
  it.each([
    ['the first page', '/', 200],
    ['a repository', '/acme/widgets', 200],
    ['what is not there', '/acme/nothing', 404],
    ['a path of nobody', '/a/b/c/d/e', 404],
    ['signing in', '/auth/sign-in', 302],
    ['coming back from nowhere', '/auth/callback', 400],
    ['signing out by a link', '/auth/sign-out', 405],
    ['the icon', '/assets/icon.svg', 200],
    ['a picture that browsers ask for', '/favicon.ico', 404],
  ])('tells browsers to be careful: %s', async (_, path, status) => {
    const answer = await browser.get(path)
    expect(answer.status).toBe(status)
    expect(Object.fromEntries(answer.headers)).toMatchObject(ALWAYS)
    expect(answer.headers.has('x-powered-by')).toBe(false)
    expect(answer.headers.has('strict-transport-security')).toBe(false)
  })

  it('is by a page without scripts', async () => {
    for (const path of ['/', '/acme/widgets', '/acme/nothing']) {
      expect((await browser.get(path)).text).not.toMatch(/<script|\son\w+=|style="/iu)
    }
  })
})

describe('the stylesheet', () => {
  it('is where pages say, for good', async () => {
    const { text } = await browser.get('/')
    const [, path = ''] = /<link rel="stylesheet" href="([^"]*)"/u.exec(text) ?? []
    expect(path).toMatch(/^\/assets\/style-[0-9a-f]{12}\.css$/u)
    const sheet = await browser.get(path)
    expect(sheet.status).toBe(200)
    expect(sheet.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(sheet.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })
})

describe('a page', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('can’t be asked by %s', async (method) => {
    const answer = await browser.ask(method, '/acme/widgets')
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  it('leaves webhooks and health to others', async () => {
    expect((await browser.ask('POST', '/')).status).toBe(401)
    expect(await browser.get('/healthz')).toMatchObject({ status: 200, text: 'ok\n' })
  })

  it.each([
    ['two dots, encoded twice', '/acme/%252e%252e'],
    ['a slash, encoded', '/acme/wid%2fgets'],
    ['a way out, encoded', '/acme/..%2f..%2fapp'],
    ['a query, encoded', '/acme/widgets%3fpage=2'],
    ['a fragment, encoded', '/acme/widgets%23'],
    ['a null', '/acme/widgets%00'],
    ['half a character', '/acme/%ff'],
    ['a name too long', `/acme/${'w'.repeat(5_000)}`],
    ['a number too long', '/acme/widgets/pull/12345678901'],
    ['a number that is none', '/acme/widgets/pull/1e3'],
    ['a backslash', '/acme\\widgets'],
    ['no path at all', '*'],
    ['a badge of a way out', '/badge/acme/..%2f..%2fapp/1.svg'],
  ])('doesn’t ask GitHub about %s', async (_, path) => {
    const requests = await world().requestsDuring(async () => {
      const { status, text } = await askRaw(world().app.url, path)
      expect([400, 401, 404]).toContain(status)
      expect(text).not.toMatch(/ at .*\.[jt]s:\d/u)
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      expect([400, 404]).toContain((await askRaw(world().app.url, path, { cookie })).status)
    })
    expect(requests).toEqual([])
  })
})

describe('dots in a path', () => {
  it.each([
    ['as they are', '/acme/../pull/1'],
    ['encoded', '/acme/%2e%2e/pull/1'],
    ['encoded half way', '/acme/.%2E/pull/1'],
  ])('lead, %s, where a browser would go, and not into GitHub', async (_, path) => {
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const requests = await world().requestsDuring(async () => {
      expect((await askRaw(world().app.url, path, { cookie })).status).toBe(404)
    })
    for (const request of requests) expect(request.path).toBe('/repos/pull/1')
  })
})

describe('the log', () => {
  it.each([
    ['a cookie', { headers: { cookie: 'a-cookie-of-no-known-shape' } }, 'no-known'],
    ['a cookie that is set', { 'set-cookie': 'a-cookie-of-no-known-shape' }, 'no-known'],
    ['a sealed cookie', { said: 'got eyJhbGciOiJkaXIifQ..c29tZSBpdg.c2VhbGVk.dGFn' }, 'c2VhbGVk'],
    ['a badge’s token', { said: 'see /badge/a/b/1.svg?token=Zm9yIHRoaXMgYmFkZ2UgYWxvbmU' }, 'Zm9y'],
  ])('does not repeat %s', (_, said, secret) => {
    const lines: string[] = []
    createLog('trace', { write: (line) => void lines.push(line) }).info({ it: said, ...said })
    expect(lines.join()).toContain('[redacted]')
    expect(lines.join()).not.toContain(secret)
  })

  it('holds no cookie, and no code or state of a sign-in', async () => {
    const { logLines, app } = world()
    const mine = browserAt(app.url)
    const back = new URL(await mine.allowOnGitHub('casey'))
    await mine.get(back.href)
    await mine.get(back.href)
    const secrets = [
      ...back.searchParams.values(),
      ...[...mine.cookies.values()].flatMap((value) => value.split('.')),
    ].filter((value) => value.length > 8)
    expect(secrets.length).toBeGreaterThan(3)
    expect(logLines.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([])
  })
})
