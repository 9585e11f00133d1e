import { beforeAll, describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../../support/app.ts'
import { reviewedPull } from '../../support/story.ts'
import { type Answer, type Browser, browserAt, saidBy } from './browser.ts'

const world = worldOfThisFile({
  repositories: [
    { name: 'vault', private: true },
    { name: 'widgets' },
    { owner: 'maintainer', name: 'elsewhere' },
  ],
  site: { publicPages: false },
})

let vault = 0
let widgets = 0
const visitors: Record<'stranger' | 'casey' | 'robin' | 'outsider', Browser | null> = {
  stranger: null,
  casey: null,
  robin: null,
  outsider: null,
}

beforeAll(async () => {
  const { github, app, quiet } = world()
  vault = (await reviewedPull(github.repository('acme', 'vault'))).number
  widgets = (await reviewedPull(github.repository('acme', 'widgets'))).number
  await quiet()
  for (const who of ['stranger', 'casey', 'robin', 'outsider'] as const) {
    visitors[who] = browserAt(app.url)
    if (who !== 'stranger') await visitors[who].signIn(who)
  }
})

type Who = keyof typeof visitors

const get = (who: Who, path: string): Promise<Answer> => {
  const browser = visitors[who]
  if (browser === null) throw new Error('The test has not begun')
  return browser.get(path)
}

const TITLE = '0 of 2 blockers fixed: B1 and B2 are open'

describe('a private repository', () => {
  it('is seen by those to whom GitHub shows it', async () => {
    const pull = await get('casey', `/acme/vault/pull/${vault}`)
    expect(pull.status).toBe(200)
    expect(pull.text).toContain(TITLE)
    expect(pull.headers.get('content-type')).toMatch(/^text\/html; charset=utf-8$/iu)
    expect(pull.headers.get('cache-control')).toBe('private, no-store')
    const repository = await get('casey', '/acme/vault')
    expect(repository.status).toBe(200)
    expect(repository.text).toContain(`/acme/vault/pull/${vault}`)
  })

  it('is seen however its name is written', async () => {
    expect((await get('casey', `/Acme/VAULT/pull/${vault}`)).status).toBe(200)
  })

  it('is answered by HEAD, too', async () => {
    const answer = await visitors.casey?.ask('HEAD', `/acme/vault/pull/${vault}`)
    expect(answer).toMatchObject({ status: 200, text: '' })
  })
})

describe('whoever may not see it', () => {
  /** What a page answers, where its own path doesn't count. */
  const answers = async (who: Who, paths: readonly string[]) => {
    const answered = await Promise.all(
      paths.map(async (path) => {
        const answer = await get(who, path)
        const text = answer.text.replaceAll(encodeURIComponent(decodeURI(path)), 'PATH')
        expect(text).not.toContain(TITLE)
        // Its length is that of the path.
        const headers = new Headers(answer.headers)
        if (text !== answer.text) headers.delete('content-length')
        return saidBy({ ...answer, headers, text })
      }),
    )
    return new Set(answered.map((one) => JSON.stringify(one)))
  }
  const paths = () => [
    `/acme/vault/pull/${vault}`,
    '/acme/vault/pull/9999',
    '/acme/vault',
    '/acme/nothing',
    '/acme/nothing/pull/1',
    '/nobody/nothing/pull/1',
    '/nobody/nothing',
    '/acme/vault/pull/0',
    '/acme/vault/pull/x',
    '/acme/vault/pull/9999999999',
    `/acme/${'v'.repeat(101)}`,
    '/acme/va%2Fult',
    '/acme/vau%20lt',
  ]

  it('without signing in, gets the same as for what isn’t there', async () => {
    const answer = await get('stranger', `/acme/vault/pull/${vault}`)
    expect(answer.status).toBe(401)
    expect(answer.text).toContain('Sign in to see this page')
    expect(await answers('stranger', paths())).toHaveProperty('size', 1)
  })

  it('signed in, the same', async () => {
    const answer = await get('outsider', `/acme/vault/pull/${vault}`)
    expect(answer.status).toBe(404)
    expect(answer.text).toContain('There is nothing here that you can see')
    const others = [
      '/acme/widgets/pull/9999',
      '/maintainer/elsewhere',
      '/maintainer/elsewhere/pull/1',
    ]
    expect(await answers('outsider', [...paths(), ...others])).toHaveProperty('size', 1)
  })

  it('asks nothing of GitHub without signing in', async () => {
    const requests = await world().requestsDuring(async () => {
      for (const path of paths()) await get('stranger', path)
    })
    expect(requests).toEqual([])
  })
})

describe('a public repository', () => {
  it('is seen by everybody who is signed in', async () => {
    const answer = await get('outsider', `/acme/widgets/pull/${widgets}`)
    expect(answer.status).toBe(200)
    expect(answer.text).toContain(TITLE)
  })

  it('but by nobody else, unless whoever runs the server wants it', async () => {
    expect((await get('stranger', `/acme/widgets/pull/${widgets}`)).status).toBe(401)
    expect((await get('stranger', '/acme/widgets')).status).toBe(401)
  })
})

describe('GitHub fails', () => {
  it('and whoever asks is told so, and no more', async () => {
    const { github, app, logLines } = world()
    const browser = browserAt(app.url)
    await browser.signIn('casey')
    github.failNext({
      path: /^\/repos\/acme\/vault$/u,
      status: 502,
      body: { message: 'upstream 10.0.0.7 is down' },
    })
    const answer = await browser.get(`/acme/vault/pull/${vault}`)
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('10')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.text).toContain('GitHub does not answer right now')
    expect(answer.text).not.toMatch(/10\.0\.0\.7|502|at .*\.ts/u)
    const [, id] = /It is ([0-9a-f]{8}) in the log/u.exec(answer.text) ?? []
    expect(logLines.filter((line) => line.includes(`"failure":"${id}"`))).toHaveLength(1)
    expect((await browser.get(`/acme/vault/pull/${vault}`)).status).toBe(200)
  })

  it('and a limit of its own is no answer about the repository', async () => {
    const browser = browserAt(world().app.url)
    await browser.signIn('casey')
    world().github.failNext({
      path: /^\/repos\/acme\/vault$/u,
      status: 403,
      headers: { 'x-ratelimit-remaining': '0' },
    })
    expect((await browser.get('/acme/vault')).status).toBe(503)
  })

  it('and a company’s own sign-in that is missing hides it', async () => {
    const browser = browserAt(world().app.url)
    await browser.signIn('casey')
    world().github.failNext({
      path: /^\/repos\/acme\/vault$/u,
      status: 403,
      body: { message: 'Resource protected by organization SAML enforcement.' },
    })
    expect((await browser.get('/acme/vault')).status).toBe(404)
  })
})
