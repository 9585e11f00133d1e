import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { operatorToken } from '../../src/app/operation/operator-token.ts'
import { pause } from '../../src/demo/github/deliveries.ts'
import { type EmbeddedGitHub, startEmbeddedGitHub } from '../../src/demo/github/embedded-github.ts'
import { type AppProcess, type BuiltApp, buildApp, freePort } from '../support/built-app.ts'

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

const start = (
  env: Readonly<Record<string, string>>,
  folder?: string,
  ...options: readonly string[]
): AppProcess => {
  started = app.start(env, folder, ...options)
  return started
}

/** Without credentials, on a port that is known. */
async function setUp(): Promise<AppProcess & { readonly url: string }> {
  const port = await freePort()
  const begun = start({ HOST: '127.0.0.1', PORT: String(port) })
  return { ...begun, url: `http://127.0.0.1:${port}` }
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
  it('begins the set-up, and calls nobody', async () => {
    const { url, wrote, called } = await setUp()
    await wrote(`1 of 4  Open ${url}`)
    expect((await fetch(url)).status).toBe(200)
    expect(called()).toEqual([])
  })

  it.each(['web', 'worker'])('is no %s', async (role) => {
    const { ended, output } = start({ HOST: '127.0.0.1', PORT: '0' }, undefined, '--role', role)
    expect(await ended).toBe(1)
    expect(output()).toContain(`countersign: a ${role} needs the credentials of an App`)
  })
})

/** Where an App listens that wrote this line. */
function listening(line: string): { readonly webhooks: string; readonly url: string } {
  const { msg } = JSON.parse(line) as { readonly msg: string }
  const webhooks = msg.replace(/^.* /u, '')
  return { webhooks, url: new URL(webhooks).origin }
}

async function metricsAt(url: string): Promise<string> {
  const authorization = `Bearer ${operatorToken(SECRET)}`
  return (await fetch(`${url}/metrics`, { headers: { authorization } })).text()
}

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
    const { webhooks } = listening(await wrote('listening'))
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

describe('the command line', () => {
  it('refuses what it does not know, and says what there is', async () => {
    started = app.run(credentials(), 'stop')
    expect(await started.ended).toBe(2)
    expect(started.output()).toContain("countersign: unknown command 'stop'")
    expect(started.output()).toContain('countersign --help lists the commands')
  })

  it.each(['web', 'worker'])('does not start a %s without a Redis', async (role) => {
    const { ended, output } = start(credentials(), undefined, '--role', role)
    expect(await ended).toBe(1)
    expect(output()).toContain(`countersign: --role ${role} needs REDIS_URL: `)
  })

  it('has an App that runs reconciled, and lists what it gave up', async () => {
    const env = credentials()
    const { wrote } = start(env)
    const { url } = listening(await wrote('listening'))
    const run = async (...words: readonly string[]) => {
      const asked = app.run(env, ...words, '--url', url)
      return { code: await asked.ended, said: asked.output().replaceAll(/^called: .*\n/gmu, '') }
    }
    const found = await run('reconcile')
    expect(found.code).toBe(0)
    expect(found.said).toMatch(/^ {6}1 installations\n {6}1 repositories\n/u)
    expect(found.said).toMatch(/\d requests to GitHub\n/u)
    expect(await run('given-up')).toEqual({ code: 0, said: 'Nothing was given up.\n' })
    expect(await run('given-up', '--retry')).toEqual({ code: 0, said: '0 are tried again.\n' })
  })

  it('says so when no App runs there, or one with another secret', async () => {
    const env = credentials()
    const url = `http://127.0.0.1:${await freePort()}`
    const nobody = app.run(env, 'reconcile', '--url', url)
    expect(await nobody.ended).toBe(1)
    expect(nobody.output()).toContain(`countersign: Nothing listens at ${url}. Start the App`)

    const { wrote } = start(env)
    const other = { ...env, WEBHOOK_SECRET: 'another' }
    const { url: there } = listening(await wrote('listening'))
    const refused = app.run(other, 'given-up', '--url', there)
    expect(await refused.ended).toBe(1)
    expect(refused.output()).toContain('countersign: This needs the operator’s token')
  })
})

describe('an App that is told to stop', () => {
  it('twice stops at once', async () => {
    const { wrote, signal, ended, output } = start(credentials())
    const { webhooks, url } = listening(await wrote('listening'))
    github.deliverTo(webhooks)
    // It waits for an answer that doesn't come.
    github.failNext({ path: /^\/graphql$/u, status: 'hang', times: 10 })
    await github.repository().commit({ branch: 'slow', message: 'Slow', files: { 's.ts': '1\n' } })
    await github.repository().openPull({ head: 'slow', title: 'Slow' })
    while (!(await metricsAt(url)).includes('queue_jobs{state="running"} 1')) await pause(20)
    signal('SIGTERM')
    await wrote('finishing what is under way')
    signal('SIGTERM')
    expect(await ended).toBe(1)
    expect(output()).not.toContain('"msg":"stopped"')
    github.clearFaults()
  })
})

describe('a second App at the same port', () => {
  it('is not started, and says so', async () => {
    const first = app.start(credentials())
    try {
      const { port } = new URL(listening(await first.wrote('listening')).url)
      const { ended, output } = start({ ...credentials(), PORT: port })
      expect(await ended).toBe(1)
      expect(output()).toContain('EADDRINUSE')
    } finally {
      first.signal('SIGTERM')
      expect(await first.ended).toBe(0)
    }
  })
})
