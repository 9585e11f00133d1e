import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { Hono } from 'hono'
import { z } from 'zod'
import { type SealedCookie, sealedCookie } from '../../../src/app/site/sealed-cookie.ts'
import { securityHeaders } from '../../../src/app/site/security-headers.ts'
import { sessions } from '../../../src/app/site/session.ts'

const SECRET = 'the client secret of these tests'
const shape = z.object({ who: z.string() })
const sealed = { name: 'test', secret: SECRET, secure: true, shape }

afterEach(() => {
  jest.useRealTimers()
})

/** What a browser keeps, name and value, after a page wrote the cookie. */
async function written(cookie: SealedCookie<{ who: string }>, seconds = 60) {
  const app = new Hono().get('/', async (c) => {
    await cookie.write(c, { who: 'casey' }, seconds)
    return c.text('ok')
  })
  const set = (await app.request('/')).headers.get('set-cookie') ?? ''
  return { set, kept: set.split(';', 1)[0] ?? '' }
}

/** What a page reads out of it. */
async function read(cookie: SealedCookie<{ who: string }>, kept: string): Promise<unknown> {
  const app = new Hono().get('/', async (c) => c.json(await cookie.read(c)))
  return (await app.request('/', { headers: { cookie: kept } })).json()
}

describe('a sealed cookie', () => {
  it('is read by whoever has the secret', async () => {
    const { kept } = await written(sealedCookie(sealed))
    expect(await read(sealedCookie(sealed), kept)).toEqual({ who: 'casey' })
  })

  it('belongs to its host alone where that is served by https', async () => {
    const { set } = await written(sealedCookie(sealed))
    expect(set).toMatch(
      /^__Host-countersign-test=eyJ[\w.-]+; Max-Age=60; Path=\/; HttpOnly; Secure; SameSite=Lax$/u,
    )
    const { set: plain } = await written(sealedCookie({ ...sealed, secure: false }))
    expect(plain).toMatch(
      /^countersign-test=eyJ[\w.-]+; Max-Age=60; Path=\/; HttpOnly; SameSite=Lax$/u,
    )
  })

  it('is read by nobody with another secret, nor for another purpose', async () => {
    const { kept } = await written(sealedCookie(sealed))
    expect(await read(sealedCookie({ ...sealed, secret: 'another' }), kept)).toBeNull()
    const renamed = kept.replace('-test=', '-other=')
    expect(await read(sealedCookie({ ...sealed, name: 'other' }), renamed)).toBeNull()
  })

  it('ends, whatever the browser does', async () => {
    const { kept } = await written(sealedCookie(sealed), 60)
    jest.useFakeTimers({ now: Date.now() + 59_000, doNotFake: ['nextTick', 'setImmediate'] })
    expect(await read(sealedCookie(sealed), kept)).toEqual({ who: 'casey' })
    jest.setSystemTime(Date.now() + 3_000)
    expect(await read(sealedCookie(sealed), kept)).toBeNull()
  })

  it('is none when it holds something else', async () => {
    const { kept } = await written(sealedCookie(sealed))
    const other = sealedCookie({ ...sealed, shape: z.object({ who: z.literal('robin') }) })
    expect(await read(other as SealedCookie<{ who: string }>, kept)).toBeNull()
  })
})

describe('a session', () => {
  it.each([
    ['GitHub’s token', 3_600, 3_600],
    ['a working day', 28_800, 28_800],
    ['a working day, where the token lives longer', 100_000, 28_800],
    ['a working day, where the token doesn’t end', null, 28_800],
  ])('lasts no longer than %s', async (_, token, expected) => {
    const app = new Hono().get('/', async (c) => {
      await sessions(SECRET, true).start(c, { login: 'casey', token: 'none' }, token)
      return c.text('ok')
    })
    const set = (await app.request('/')).headers.get('set-cookie')
    expect(set).toContain(`; Max-Age=${expected};`)
  })
})

describe('a site that is served by https', () => {
  it('tells browsers to come by nothing else', async () => {
    const app = new Hono()
    app.use(securityHeaders('https://example.com'))
    const { headers } = await app.request('/')
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
  })
})
