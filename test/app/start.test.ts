import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { type EmbeddedGitHub, startEmbeddedGitHub } from '../../src/demo/github/embedded-github.ts'
import { type AppProcess, type BuiltApp, buildApp, freePort } from '../support/built-app.ts'
import { manifest } from '../support/manifest.ts'

const SECRET = 'the secret of these tests'

let github: EmbeddedGitHub
let app: BuiltApp
let started: AppProcess | null = null

beforeAll(async () => {
  github = await startEmbeddedGitHub({ webhookSecret: SECRET })
  app = buildApp()
}, 60_000)

afterAll(async () => {
  await github.close()
  app.remove()
})

afterEach(async () => {
  started?.signal('SIGKILL')
  await started?.ended
  started = null
})

const start = (env: Readonly<Record<string, string>>, folder?: string): AppProcess => {
  started = app.start(env, folder)
  return started
}

/** Without credentials. Probot can't be asked which port it took, so it is given one. */
async function setUp(): Promise<AppProcess & { readonly url: string }> {
  const port = await freePort()
  const begun = start({ HOST: '127.0.0.1', PORT: String(port) })
  return { ...begun, url: `http://127.0.0.1:${port}` }
}

/** The manifest that the page's button sends to GitHub, cut where a browser cuts it. */
function manifestIn(html: string): {
  readonly default_permissions: unknown
  readonly default_events: unknown
  readonly hook_attributes: { readonly url: string }
} {
  return JSON.parse(/name="manifest" [^>]*?value='([^']*)'/u.exec(html)?.[1] ?? '')
}

/** All that the App needs, with the embedded GitHub in GitHub's place. */
const credentials = (): Record<string, string> => ({
  APP_ID: String(github.appId),
  PRIVATE_KEY: github.privateKey,
  WEBHOOK_SECRET: SECRET,
  GITHUB_API_URL: github.url,
  HOST: '127.0.0.1',
  PORT: '0',
})

describe('without credentials, the App', () => {
  it('says what to do, shows the page that makes it on GitHub, and calls nobody', async () => {
    const { url, wrote, called, output } = await setUp()
    await wrote('npm run demo')
    expect(output()).toContain(`open ${url}/probot`)
    expect(output()).toContain('set APP_ID, PRIVATE_KEY and WEBHOOK_SECRET')

    const html = await (await fetch(`${url}/probot`)).text()
    expect(html).toContain('action="https://github.com/settings/apps/new"')
    const sent = manifestIn(html)
    expect(sent.default_permissions).toEqual(manifest().permissions)
    expect(sent.default_events).toEqual(manifest().events)
    expect(called()).toEqual([])
  })

  it('takes them in by that page, and starts with them where webhooks were said to go', async () => {
    const { url, wrote, folder, signal, ended } = await setUp()
    await wrote('npm run demo')
    const { hook_attributes: hook } = manifestIn(await (await fetch(`${url}/probot`)).text())
    const given = { appId: '7', pem: github.privateKey, webhook_secret: SECRET }
    const taken = await fetch(`${url}/probot/import`, {
      method: 'POST',
      body: JSON.stringify(given),
    })
    expect(taken.status).toBe(200)
    signal('SIGTERM')
    await ended

    const again = start({ HOST: '127.0.0.1', PORT: new URL(url).port }, folder)
    await again.wrote('listening')
    github.deliverTo(hook.url)
    expect(await github.deliver('ping', {})).toMatchObject({ status: 200 })
  })
})

describe('in production, the App', () => {
  it.each<[string, Record<string, string>, string]>([
    ['without a webhook secret', { WEBHOOK_SECRET: '' }, 'WEBHOOK_SECRET (the secret that signs'],
    ['with Probot’s', { WEBHOOK_SECRET: 'development' }, 'WEBHOOK_SECRET is a default'],
    ['without a key', { PRIVATE_KEY: '' }, 'PRIVATE_KEY (the App’s private key'],
  ])('%s is not started, and says why in one line', async (_, env, problem) => {
    const { ended, output } = start({ ...credentials(), NODE_ENV: 'production', ...env })
    expect(await ended).toBe(1)
    expect(output().trimEnd().split('\n')).toEqual([
      expect.stringContaining(`countersign: ${problem}`),
      expect.stringContaining('docs/deploying.md'),
    ])
  })

  it('with all of them listens, answers, calls nobody but GitHub, and stops when told', async () => {
    const { wrote, called, signal, ended, output } = start({
      ...credentials(),
      NODE_ENV: 'production',
    })
    const { msg } = JSON.parse(await wrote('listening')) as { readonly msg: string }
    const webhooks = msg.replace(/^.* /u, '')
    expect((await fetch(new URL('/healthz', webhooks))).status).toBe(200)
    expect(called()).toEqual([])

    github.deliverTo(webhooks)
    const head = await github.repository().commit({
      branch: 'work',
      message: 'Work',
      files: { 'src/work.ts': '1\n' },
    })
    await github.repository().openPull({ head: 'work', title: 'Work' })
    await github.repository().waitForCheck(head)
    expect(new Set(called())).toEqual(new Set([new URL(github.url).host]))

    signal('SIGTERM')
    expect(await ended).toBe(0)
    expect(output()).toContain('"msg":"stopped"')
    expect(output()).not.toContain(SECRET)
  })
})

describe('a second App at the same port', () => {
  it('is not started, and says so', async () => {
    const first = app.start(credentials())
    try {
      const { msg } = JSON.parse(await first.wrote('listening')) as { readonly msg: string }
      const { port } = new URL(msg.replace(/^.* /u, ''))
      const { ended, output } = start({ ...credentials(), PORT: port })
      expect(await ended).toBe(1)
      expect(output()).toContain('EADDRINUSE')
    } finally {
      first.signal('SIGTERM')
      expect(await first.ended).toBe(0)
    }
  })
})
