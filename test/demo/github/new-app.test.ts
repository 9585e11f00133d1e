import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import {
  type EmbeddedGitHub,
  startEmbeddedGitHub,
} from '../../../src/demo/github/embedded-github.ts'
import type { User } from '../../../src/demo/github/world.ts'
import { octokitOf } from '../../support/octokit.ts'
import { type Recorder, startRecorder } from '../../support/recorder.ts'
import { answerProblems } from './described-answers.ts'

let github: EmbeddedGitHub
let recorder: Recorder

beforeEach(async () => {
  recorder = await startRecorder()
  github = await startEmbeddedGitHub({ webhookSecret: 'of the new App', appless: true })
})

afterEach(async () => {
  await github.close()
  await recorder.close()
})

const BACK = 'http://127.0.0.1:4000'
const manifest = (more: object = {}) => ({
  name: 'Robin’s App',
  url: 'https://app.example',
  redirect_url: `${BACK}/created`,
  setup_url: `${BACK}/installed`,
  hook_attributes: { url: recorder.url, active: true },
  default_permissions: { checks: 'write', contents: 'read', pull_requests: 'write' },
  default_events: ['push', 'pull_request'],
  ...more,
})

/** Somebody's browser on the pages. */
async function browser(login: User) {
  let cookie = ''
  const go = async (path: string, fields?: Readonly<Record<string, string>>) => {
    const response = await fetch(new URL(path, github.url), {
      redirect: 'manual',
      headers: { cookie, accept: 'text/html' },
      ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
    })
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    const text = await response.text()
    return { status: response.status, text, location: response.headers.get('location') ?? '' }
  }
  await go('/session', { login })
  return go
}

const ORGS = '/organizations/acme/settings/apps/new?state=a+state'

async function made(login: User = 'maintainer', at = ORGS, more: object = {}) {
  const go = await browser(login)
  const { location } = await go(at, { manifest: JSON.stringify(manifest(more)) })
  const back = await go(location, { name: 'Robin’s App' })
  return { go, back: new URL(back.location) }
}

const convert = async (code: string | null) => {
  const response = await fetch(`${github.url}/app-manifests/${code}/conversions`, {
    method: 'POST',
  })
  return { status: response.status, body: await response.json() }
}

/** Asks as the App, by its own key. */
async function asApp(path: string, method = 'GET') {
  const { token } = (await octokitOf(github).auth({ type: 'app' })) as { readonly token: string }
  const headers = { authorization: `bearer ${token}` }
  const response = await fetch(`${github.url}${path}`, { method, headers })
  return { status: response.status, body: await response.json() }
}

describe('an App that is made by a manifest', () => {
  it('gives its credentials once, for a code, as GitHub describes them', async () => {
    const { back } = await made()
    expect(`${back.origin}${back.pathname}`).toBe(`${BACK}/created`)
    expect(back.searchParams.get('state')).toBe('a state')
    const { status, body } = await convert(back.searchParams.get('code'))
    expect(status).toBe(201)
    expect(answerProblems('/app-manifests/{code}/conversions', body, 'post', 201)).toEqual([])
    expect(body).toMatchObject({
      id: github.appId,
      name: 'Robin’s App',
      html_url: `${github.url}/apps/countersign`,
      owner: { login: 'acme', type: 'Organization' },
      permissions: manifest().default_permissions,
      events: ['push', 'pull_request'],
      pem: github.privateKey,
      webhook_secret: 'of the new App',
      client_id: github.clientId,
      client_secret: github.clientSecret,
    })
    expect((await convert(back.searchParams.get('code'))).status).toBe(404)
    expect((await convert('guessed')).status).toBe(404)
    expect((await asApp('/app')).body).toMatchObject({
      name: 'Robin’s App',
      permissions: manifest().default_permissions,
    })
  })

  it('is nowhere installed until an owner does it, and hears of nothing', async () => {
    const { go } = await made()
    await github.repository().commit({ branch: 'main', message: 'Unheard', files: { a: '1\n' } })
    await github.settled()
    expect((await asApp('/app/installations')).body).toEqual([])
    expect((await asApp('/orgs/acme/installation')).status).toBe(404)
    const tokens = '/app/installations/100/access_tokens'
    expect((await asApp(tokens, 'POST')).status).toBe(404)
    expect(recorder.hooks).toEqual([])

    const strangers = await browser('casey')
    const page = '/apps/countersign/installations/new'
    expect((await strangers(page)).text).toContain('no account on which you could install it')
    expect((await strangers(page, { account: 'acme' })).status).toBe(404)
    expect((await go(page)).text).toContain('Install on acme')
    const { location } = await go(page, { account: 'acme' })
    expect(location).toBe(`${BACK}/installed?installation_id=100&setup_action=install`)
    expect((await asApp('/app/installations')).body).toMatchObject([{ id: 100 }])
    expect((await asApp(tokens, 'POST')).status).toBe(201)

    await github.repository().commit({ branch: 'main', message: 'Heard', files: { a: '2\n' } })
    await recorder.heard(({ event }) => event === 'push')
    expect(recorder.hooks.map(({ event }) => event)).toEqual(['installation', 'push'])
  })

  it('whose webhook is off is told nothing', async () => {
    const { go } = await made('maintainer', ORGS, {
      hook_attributes: { url: recorder.url, active: false },
    })
    await go('/apps/countersign/installations/new', { account: 'acme' })
    await github.repository().commit({ branch: 'main', message: 'Unheard', files: { a: '1\n' } })
    await github.settled()
    expect([recorder.hooks, github.deliveries]).toEqual([[], []])
  })

  it('of a user is theirs, and open to others only when it is public', async () => {
    const { back } = await made('casey', '/settings/apps/new', { public: true })
    const { body } = await convert(back.searchParams.get('code'))
    expect(body).toMatchObject({ owner: { login: 'casey', type: 'User' } })
    expect(answerProblems('/app-manifests/{code}/conversions', body, 'post', 201)).toEqual([])
    const owners = await browser('maintainer')
    expect((await owners('/apps/countersign/installations/new')).text).toContain('Install on acme')
  })

  it('is made by nobody who may not, and not twice', async () => {
    const casey = await browser('casey')
    const drafted = await casey(ORGS, { manifest: JSON.stringify(manifest()) })
    expect((await casey(drafted.location)).status).toBe(404)
    expect((await casey(drafted.location, { name: 'Mine' })).status).toBe(404)
    const stranger = await fetch(new URL(drafted.location, github.url), { redirect: 'manual' })
    expect(stranger.headers.get('location')).toMatch(/^\/login\?return_to=/u)
    const { go } = await made()
    const { location } = await go(ORGS, { manifest: JSON.stringify(manifest()) })
    expect((await go(location, { name: 'Another' })).text).toContain('room for one App')
  })

  it('needs a name that nobody has', async () => {
    const go = await browser('maintainer')
    const { location } = await go(ORGS, { manifest: JSON.stringify(manifest()) })
    expect((await go(location)).text).toContain('value="Robin’s App"')
    for (const [name, problem] of [
      ['', 'can’t be blank'],
      ['x'.repeat(35), 'too long'],
      ['Casey', 'already in use'],
    ] as const) {
      const again = await go(location, { name })
      expect([again.status, again.text]).toEqual([422, expect.stringContaining(problem)])
    }
  })
})

describe('a manifest', () => {
  it.each<[string, object | string, string]>([
    ['that is none', 'name: x', 'Invalid GitHub App configuration'],
    ['without a url', { url: undefined }, "&quot;url&quot; wasn't supplied"],
    ['with a webhook without one', { hook_attributes: { active: false } }, '&quot;url&quot; wasn'],
    ['with an event that none asks for', { default_events: ['installation'] }, 'unsupported: inst'],
    [
      'with an event without its permission',
      { default_events: ['merge_group'] },
      'not supported by permissions: merge_group',
    ],
  ])('%s is refused in GitHub’s words', async (_, more, problem) => {
    const text = typeof more === 'string' ? more : JSON.stringify(manifest(more))
    const go = await browser('maintainer')
    const refused = await go(ORGS, { manifest: text })
    expect(refused.status).toBe(422)
    expect(refused.text.replaceAll('&#39;', "'")).toContain(problem)
  })
})
