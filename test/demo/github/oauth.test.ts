import { beforeAll, describe, expect, it } from '@jest/globals'
import { gitHubOfThisFile } from './git-hub-of-this-file.ts'
import { asked, authorize, BACK, codeOf, exchange, get, press } from './oauth-support.ts'

const here = gitHubOfThisFile()

beforeAll(() => {
  here().github.allowRedirect(BACK)
})

describe('signing in', () => {
  it('sends people back with a code and their state', async () => {
    const page = await authorize(here(), asked(here()))
    expect(page.status).toBe(200)
    const back = await press(here(), await page.text(), 'casey')
    expect(back.status).toBe(302)
    const location = new URL(back.headers.get('location') ?? '')
    expect(`${location.origin}${location.pathname}`).toBe(BACK)
    expect(location.searchParams.get('state')).toBe('a state')
    expect(location.searchParams.get('code')).toMatch(/^[0-9a-f]{40}$/)
  })

  it('is offered to people, not to bots', async () => {
    const markup = await (await authorize(here(), asked(here()))).text()
    for (const login of ['maintainer', 'casey', 'robin', 'outsider']) {
      expect(markup).toContain(`>${login}<`)
    }
    expect(markup).not.toContain('web-flow')
    expect(markup).not.toContain('[bot]')
  })

  it('leads to no address but the App’s', async () => {
    const redirect_uri = 'http://127.0.0.1:4000/elsewhere'
    const { status, headers } = await authorize(here(), asked(here(), { redirect_uri }))
    expect(status).toBe(400)
    expect(headers.get('location')).toBeNull()
    const markup = await (await authorize(here(), asked(here()))).text()
    const back = await press(here(), markup.replaceAll(BACK, redirect_uri), 'casey')
    expect(back.status).toBe(400)
  })

  it('is for known applications and S256 only', async () => {
    expect((await authorize(here(), asked(here(), { client_id: 'Iv1.other' }))).status).toBe(404)
    expect(
      (await authorize(here(), asked(here(), { code_challenge_method: 'plain' }))).status,
    ).toBe(400)
  })

  it('shows what it was given as text', async () => {
    const markup = await (
      await authorize(here(), asked(here(), { state: '"><script>alert(1)</script>' }))
    ).text()
    expect(markup).not.toContain('<script>')
  })
})

describe('a code', () => {
  it('is worth a token, once', async () => {
    const code = await codeOf(here(), 'casey')
    const { status, body } = await exchange(here(), code)
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'bearer', scope: '' })
    expect(await get(here(), body.access_token ?? '', '/user')).toMatchObject({
      status: 200,
      body: { login: 'casey' },
    })
    expect(await exchange(here(), code)).toMatchObject(BAD)
  })

  it('is worth nothing to those who don’t know the verifier', async () => {
    const code = await codeOf(here(), 'casey')
    expect(await exchange(here(), code, { code_verifier: 'a guess' })).toMatchObject(BAD)
    expect(await exchange(here(), code)).toMatchObject(BAD)
  })

  it('needs no verifier when there was no challenge', async () => {
    const code = await codeOf(here(), 'robin', { code_challenge: '', code_challenge_method: '' })
    expect((await exchange(here(), code)).body).toHaveProperty('access_token')
  })

  it('is the App’s, which must know its secret', async () => {
    const code = await codeOf(here(), 'casey')
    expect(await exchange(here(), code, { client_secret: 'a guess' })).toMatchObject({
      status: 200,
      body: { error: 'incorrect_client_credentials' },
    })
    expect((await exchange(here(), code)).body).toHaveProperty('access_token')
  })

  it('is exchanged in GitHub’s own format when no other is asked for', async () => {
    const { url, clientId, clientSecret } = here().github
    const fields = { client_id: clientId, client_secret: clientSecret, code: 'nothing' }
    const body = new URLSearchParams(fields)
    const response = await fetch(`${url}/login/oauth/access_token`, { method: 'POST', body })
    const answer = new URLSearchParams(await response.text())
    expect(answer.get('error')).toBe('bad_verification_code')
  })
})

const BAD = { status: 200, body: { error: 'bad_verification_code' } }
