import { afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { addressesAt } from '../../../src/publish/addresses.ts'
import { worldOfThisFile } from '../../support/app.ts'
import { fix, reviewedPull } from '../../support/story.ts'
import { type Answer, type Browser, browserAt, saidBy } from './browser.ts'

const world = worldOfThisFile({
  repositories: [
    { name: 'widgets' },
    { name: 'vault', private: true },
    { name: 'safe', private: true },
  ],
  site: { publicPages: true },
})

/** Of a private repository's badge, the address that the App writes into its comments. */
let vaultBadge = ''
let vault = 0
let open = { number: 0 }
let browser: Browser

beforeAll(async () => {
  const { github, app, quiet } = world()
  browser = browserAt(app.url)
  open = await reviewedPull(github.repository('acme', 'widgets'))
  vault = (await reviewedPull(github.repository('acme', 'vault'))).number
  const pull = { owner: 'acme', repo: 'vault', number: vault }
  vaultBadge = addressesAt(app.url, github.webhookSecret, true).badge(pull, true)
  await quiet()
})

afterEach(() => world().github.clearFaults())

const badge = (path: string, headers?: Readonly<Record<string, string>>): Promise<Answer> =>
  browser.get(`/badge/acme/${path}`, headers)

async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now()
  await work()
  return performance.now() - since
}

describe('the badge of a pull request', () => {
  it('says what holds it up, and is asked for again before each use', async () => {
    const { status, headers, text } = await badge(`widgets/${open.number}.svg`)
    expect(status).toBe(200)
    expect(text).toMatch(/^<svg [\s\S]*countersign: 2 blockers open/u)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': 'no-cache, max-age=0',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      etag: expect.stringMatching(/^"[\w-]{22}"$/u),
    })
  })

  it('changes with what is done, and its tag with it', async () => {
    const { repository, quiet } = world()
    const { branch, number } = await reviewedPull(repository)
    await quiet()
    const before = await badge(`widgets/${number}.svg`)
    await fix(repository, branch, 'B1')
    await quiet()
    const tag = before.headers.get('etag') ?? ''
    const after = await badge(`widgets/${number}.svg`, { 'if-none-match': tag })
    expect(after.status).toBe(200)
    expect(after.text).toContain('1 blocker open')
    expect(after.headers.get('etag')).not.toBe(tag)
  })

  it.each([
    ['its tag', (tag: string) => tag],
    ['its tag, weakened by a proxy', (tag: string) => `W/${tag}`],
    ['its tag among others', (tag: string) => `"other", ${tag}`],
  ])('isn’t sent again to whoever has %s', async (_, held) => {
    const path = `widgets/${open.number}.svg`
    const tag = (await badge(path)).headers.get('etag') ?? ''
    const again = await badge(path, { 'if-none-match': held(tag) })
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', tag])
    expect(again.headers.get('cache-control')).toBe('no-cache, max-age=0')
  })

  it('is data for whoever draws their own', async () => {
    const { status, headers, text } = await badge(`widgets/${open.number}.json`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(JSON.parse(text)).toMatchObject({
      schemaVersion: 1,
      label: 'countersign',
      message: '2 blockers open',
    })
  })

  it('is answered by HEAD, too', async () => {
    const answer = await browser.ask('HEAD', `/badge/acme/widgets/${open.number}.svg`)
    expect(answer).toMatchObject({ status: 200, text: '' })
    expect(answer.headers.get('etag')).not.toBeNull()
  })

  it('costs no request once the pull request was assessed', async () => {
    await badge(`widgets/${open.number}.svg`)
    const requests = await world().requestsDuring(async () => {
      await badge(`widgets/${open.number}.svg`)
    })
    expect(requests).toEqual([])
  })

  it('needs no cookie, sets none, and heeds none', async () => {
    const { headers } = await badge(`widgets/${open.number}.svg`, {
      cookie: 'countersign-session=x',
    })
    expect(headers.has('set-cookie')).toBe(false)
    expect(headers.has('vary')).toBe(false)
  })
})

describe('the badge of a private repository', () => {
  it('opens by its own address', async () => {
    const { status, text, headers } = await browser.get(vaultBadge)
    expect(status).toBe(200)
    expect(text).toContain('2 blockers open')
    expect(headers.get('cache-control')).toBe('no-cache, max-age=0')
  })

  it('is for no other site’s scripts', async () => {
    const { status, headers } = await browser.get(vaultBadge.replace('.svg', '.json'))
    expect(status).toBe(200)
    expect(headers.has('access-control-allow-origin')).toBe(false)
  })

  it('is what isn’t there to everybody else, and for every other one', async () => {
    const token = new URL(vaultBadge).searchParams.get('token') ?? ''
    const others = [
      `vault/${vault}.svg`,
      `vault/${vault}.svg?token=`,
      `vault/${vault}.svg?token=${token.slice(0, -1)}`,
      `vault/${vault}.svg?token=${'A'.repeat(43)}`,
      `vault/${vault + 1}.svg?token=${token}`,
      `nothing/${vault}.svg?token=${token}`,
      'nothing/1.svg',
      'widgets/9999.svg',
      'widgets/0.svg',
      `${'w'.repeat(101)}/1.svg`,
      'wid%2Fgets/1.svg',
    ]
    const answers = await Promise.all(others.map((path) => badge(path)))
    const [first] = answers
    expect(first?.status).toBe(404)
    expect(first?.text).toContain('countersign: not found')
    expect(first?.headers.get('cache-control')).toBe('no-store')
    expect(first?.headers.has('etag')).toBe(false)
    expect(new Set(answers.map((one) => JSON.stringify(saidBy(one)))).size).toBe(1)
  })

  it('takes a stranger as long as what isn’t there', async () => {
    // Neither name was asked for before.
    const [hidden, missing] = await Promise.all(
      ['safe', 'gone'].map((name) => timed(() => badge(`${name}/1.svg`))),
    )
    expect(hidden).toBeGreaterThan(600)
    expect(missing).toBeGreaterThan(600)
  })

  it('never has its token in the log', () => {
    const token = new URL(vaultBadge).searchParams.get('token') ?? 'none'
    expect(world().logLines.filter((line) => line.includes(token))).toEqual([])
  })
})

describe('when GitHub fails, the badge', () => {
  it('says that it failed, and nobody keeps that', async () => {
    const { github } = world()
    github.failNext({ path: /\/installation$/u, status: 502 })
    const answer = await badge('unheard-of/1.svg')
    expect(answer.status).toBe(503)
    expect(answer.text).toContain('countersign: error')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.has('etag')).toBe(false)
    github.failNext({ path: /\/installation$/u, status: 502 })
    expect(await badge('unheard-of/1.json')).toMatchObject({
      status: 503,
      text: expect.stringContaining('"isError":true'),
    })
  })
})

describe('names that lead nowhere', () => {
  it('are not asked for without end', async () => {
    const requests = await world().requestsDuring(async () => {
      await Promise.all(Array.from({ length: 80 }, (_, index) => badge(`guess-${index}/1.svg`)))
    })
    expect(requests.length).toBeLessThan(50)
    // While one waits, one more may be allowed again.
    const more = await Promise.all(
      Array.from({ length: 40 }, (_, index) => badge(`guess-more-${index}/1.svg`)),
    )
    expect(more.map(({ status }) => status)).toContain(503)
    expect((await badge(`widgets/${open.number}.svg`)).status).toBe(200)
  })
})
