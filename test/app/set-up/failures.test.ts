import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { pending } from '../../../src/app/set-up/pending.ts'
import { setUp } from '../../../src/app/set-up/set-up.ts'
import { leadsTo, madeOnGitHub, type Newcomer, newcomer, onGitHub } from './newcomer.ts'

let who: Newcomer | null = null

afterEach(async () => {
  await who?.end()
  who = null
})

const begin = async (options?: Parameters<typeof newcomer>[0]): Promise<Newcomer> => {
  who = await newcomer(options)
  return who
}

describe('coming back from GitHub', () => {
  it('counts once, and only for what was begun here', async () => {
    const { github, ask, describe: fill } = await begin()
    const { location } = await (await onGitHub(github)).create(await fill())
    const another = new URL(location)
    another.searchParams.set('state', 'guessed')
    for (const path of ['/set-up/created', '/set-up/created?code=a', another.href]) {
      const refused = await ask(path)
      expect(refused.status).toBe(400)
      expect(refused.text).toContain('This does not belong to what was begun here')
    }
    expect((await ask(location)).status).toBe(303)
    expect((await ask(location)).location).toBe('/set-up/installed')
  })

  it('an hour later says what to do with the App that is there', async () => {
    const { github, ask, said, folder } = await begin()
    const location = await madeOnGitHub(who as Newcomer)
    github.expireCodes()
    const late = await ask(location)
    expect(late.status).toBe(410)
    expect(late.text).toContain(`delete it under ${github.url}/settings/apps`)
    expect(said()).toContain('GitHub takes the code no more')
    expect(() => statSync(join(folder, '.env'))).toThrow('ENOENT')
    // The state is spent as well.
    expect((await ask(location)).status).toBe(400)
  })

  it('is known for an hour', () => {
    let now = 0
    const going = pending(() => now)
    const wanted = { name: 'A', organization: null, publicUrl: null, isPublic: false }
    const [one, other] = [going.begin(wanted), going.begin(wanted)]
    now = 3_599_000
    expect(going.take(one)).toEqual(wanted)
    expect(going.take(one)).toBeNull()
    now = 3_600_000
    expect(going.take(other)).toBeNull()
  })

  it.each([
    ['hangs up', 'hang up' as const, 'the connection failed'],
    ['fails', 502, 'it answered 502'],
  ])('while GitHub %s loses nothing: the page can be reloaded', async (_, status, reason) => {
    const { github, ask, said } = await begin()
    const location = await madeOnGitHub(who as Newcomer)
    github.failNext({ path: /\/conversions$/u, status })
    const failed = await ask(location)
    expect(failed.status).toBe(502)
    expect(failed.text).toContain(reason)
    expect(failed.text).toContain('reload this page')
    expect(said()).toContain(`GitHub could not be reached: ${reason}`)
    expect((await ask(location)).status).toBe(303)
  })
})

describe('credentials that can’t be kept', () => {
  it('are not lost: the page asks for another file', async () => {
    const { ask, said, folder, begun, app, github } = await begin({
      prepare: (at) => mkdirSync(join(at, '.env')),
    })
    const unkept = await ask(await madeOnGitHub(who as Newcomer))
    expect(unkept.status).toBe(500)
    expect(unkept.text).toContain('.env can’t be written: it is a folder (EISDIR).')
    expect(said()).toContain('Nothing is lost while this runs')
    const keep = (path: string) =>
      ask('/set-up/keep', {
        method: 'POST',
        headers: { origin: begun.url },
        body: new URLSearchParams({ path }),
      })
    expect((await keep('nowhere/env')).text).toContain('its folder does not exist (ENOENT)')
    expect((await ask('/set-up/installed')).text).toContain('could not be kept')
    const kept = await keep('countersign.env')
    expect([kept.status, kept.location]).toEqual([303, '/set-up/installed'])
    const file = join(folder, 'countersign.env')
    expect(readFileSync(file, 'utf8')).toContain(`APP_ID=${github.appId}\n`)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(said()).toContain('move the file there')
    await app()
  })

  it('don’t replace others that came meanwhile', async () => {
    const { ask, folder, begun } = await begin()
    const location = await madeOnGitHub(who as Newcomer)
    const file = join(folder, '.env')
    writeFileSync(file, 'WEBHOOK_SECRET=somebody’s\n')
    expect((await ask(location)).text).toContain(
      '.env has WEBHOOK_SECRET already, and nothing is replaced there.',
    )
    expect(readFileSync(file, 'utf8')).toBe('WEBHOOK_SECRET=somebody’s\n')
    rmSync(file)
    const kept = await ask('/set-up/keep', {
      method: 'POST',
      headers: { origin: begun.url },
      body: new URLSearchParams({ path: file }),
    })
    expect(kept.status).toBe(303)
  })
})

describe('the form', () => {
  it.each<[string, Record<string, string>, string]>([
    ['no name', { name: ' ' }, 'The App needs a name.'],
    ['a long name', { name: 'x'.repeat(35) }, 'GitHub takes 34 characters.'],
    ['no login', { organization: 'https://github.com/acme' }, 'write its login'],
    ['a path', { public_url: 'https://a.example/b' }, 'The address is wrong: it must end after'],
    ['no address', { public_url: 'a.example' }, 'The address is wrong: it must be an address'],
  ])('with %s says what is wrong, and keeps the rest', async (_, filled, problem) => {
    const { describe: fill, said } = await begin()
    const again = await fill({ who: 'everybody', ...filled })
    expect(again.status).toBe(422)
    expect(again.text).toContain(problem)
    expect(again.html).toMatch(/value="everybody" checked/u)
    expect(said()).not.toContain('2 of 4')
    const [name = ''] = Object.values({ name: 'Countersign-acme', ...filled })
    expect((await who?.ask('/'))?.html).toContain(`value="${name.trim()}"`)
  })

  it('takes no address that only this machine knows, where GitHub is elsewhere', async () => {
    const { describe: fill } = await begin({ env: { GITHUB_API_URL: 'https://api.github.com' } })
    const again = await fill({ public_url: 'http://localhost:3000' })
    expect(again.text).toContain('by which GitHub can’t reach it')
    const onwards = await fill({ public_url: 'https://a.example/' })
    expect(leadsTo(onwards).action).toMatch(/^https:\/\/github\.com\/organizations\/acme\//u)
    expect(JSON.parse(leadsTo(onwards).manifest)).toMatchObject({
      hook_attributes: { url: 'https://a.example/api/github/webhooks', active: true },
      callback_urls: ['https://a.example/auth/callback'],
    })
  })

  it('doesn’t ask for the address that is set', async () => {
    const { ask, describe: fill } = await begin({ env: { PUBLIC_URL: 'https://set.example' } })
    expect((await ask('/')).html).not.toContain('name="public_url"')
    expect(
      JSON.parse(leadsTo(await fill({ public_url: 'https://other.example' })).manifest),
    ).toMatchObject({
      hook_attributes: { url: 'https://set.example/api/github/webhooks' },
    })
  })

  it('leads nowhere but to GitHub, and shows hostile words as they are', async () => {
    const { github, ask, describe: fill } = await begin()
    const policy = (headers: Headers) => headers.get('content-security-policy') ?? ''
    expect(policy((await ask('/')).headers)).toContain("form-action 'self';")
    const name = `"><script>x</script>`
    const onwards = await fill({ name })
    expect(policy(onwards.headers)).toContain(`form-action 'self' ${github.url};`)
    expect(policy(onwards.headers)).toContain("default-src 'none'")
    expect(onwards.html).not.toContain('<script>')
    expect(JSON.parse(leadsTo(onwards).manifest)).toMatchObject({ name })
  })
})

describe('whoever is not at this machine', () => {
  /** `fetch` allows no other `Host`. */
  const withHost = (url: string, host: string) =>
    new Promise<number>((resolve, reject) => {
      request(url, { headers: { host } }, (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      })
        .on('error', reject)
        .end()
    })

  it('finds nothing by another name of the server', async () => {
    const { begun, port } = await begin()
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, '[::1]']) {
      expect([host, await withHost(begun.url, host)]).toEqual([host, 200])
    }
    for (const host of ['evil.example', `localhost.evil.example:${port}`, '0.0.0.0']) {
      expect([host, await withHost(begun.url, host)]).toEqual([host, 421])
    }
    expect(await withHost(`${begun.url}/set-up/created?code=a&state=b`, 'evil.example')).toBe(421)
  })

  it('can’t send the form from another site', async () => {
    const { ask, begun, said } = await begin()
    const body = () => new URLSearchParams({ name: 'Evil' })
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: begun.url.replace('127.0.0.1', 'localhost') },
      { 'sec-fetch-site': 'cross-site' },
      {},
    ]) {
      const refused = await ask('/', { method: 'POST', headers, body: body() })
      expect([headers, refused.status]).toEqual([headers, 403])
    }
    expect(said()).not.toContain('2 of 4')
  })
})

describe('a set-up that can’t begin', () => {
  const lines: string[] = []
  const tried = (env: Readonly<Record<string, string>>) =>
    setUp(env, { print: (line) => void lines.push(line) })

  it('says that the port is in use', async () => {
    const { port } = await begin()
    const outcome = await tried({ HOST: '127.0.0.1', PORT: String(port) })
    expect(outcome).toEqual({
      ok: false,
      problems: [
        `Port ${port} of 127.0.0.1 is in use. End what listens there, or take another port: PORT=${port + 1} npm start.`,
      ],
    })
    expect(lines).toEqual([])
  })

  it.each<[Record<string, string>, RegExp]>([
    [{ WEBHOOK_SECRET: 'a' }, /^WEBHOOK_SECRET is set already, .* Nothing is replaced/u],
    [
      { GITHUB_CLIENT_ID: 'a', GITHUB_CLIENT_SECRET: 'b' },
      /^GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET are set already/u,
    ],
    [{ PORT: 'many' }, /^PORT is wrong/u],
    [{ GITHUB_API_URL: 'github.example' }, /^GITHUB_API_URL is wrong/u],
  ])('%j: %s', async (env, problem) => {
    const outcome = await tried(env)
    expect(outcome).toEqual({ ok: false, problems: [expect.stringMatching(problem)] })
  })
})
