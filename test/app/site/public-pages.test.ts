import { beforeAll, describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../../support/app.ts'
import { reviewedPull } from '../../support/story.ts'
import { type Browser, browserAt, saidBy } from './browser.ts'

const world = worldOfThisFile({
  repositories: [{ name: 'widgets' }, { name: 'vault', private: true }],
  site: { publicPages: true },
})

let widgets = 0
let vault = 0
let stranger: Browser
beforeAll(async () => {
  const { github, app, quiet } = world()
  widgets = (await reviewedPull(github.repository('acme', 'widgets'))).number
  vault = (await reviewedPull(github.repository('acme', 'vault'))).number
  stranger = browserAt(app.url)
  await quiet()
})

describe('where pages are public, a stranger', () => {
  it('sees those of public repositories', async () => {
    const pull = await stranger.get(`/acme/widgets/pull/${widgets}`)
    expect(pull.status).toBe(200)
    expect(pull.text).toContain('0 of 2 blockers fixed')
    expect(pull.headers.get('cache-control')).toBe('no-cache')
    expect(pull.headers.get('vary')).toBe('Cookie')
    expect((await stranger.get('/acme/widgets')).status).toBe(200)
    expect((await stranger.get('/acme/widgets/pull/9999')).status).toBe(404)
  })

  it('sees nothing of private ones', async () => {
    // Names of one length, as the page has a link that leads back to it.
    const [hidden, missing] = await Promise.all([
      stranger.get(`/acme/vault/pull/${vault}`),
      stranger.get(`/acme/fault/pull/${vault}`),
    ])
    expect(hidden.status).toBe(401)
    expect(saidBy({ ...hidden, text: hidden.text.replaceAll('vault', 'fault') })).toEqual(
      saidBy(missing),
    )
  })

  it('signs in to see more', async () => {
    const browser = browserAt(world().app.url)
    await browser.signIn('casey')
    expect((await browser.get(`/acme/vault/pull/${vault}`)).status).toBe(200)
  })

  it('is told when GitHub doesn’t answer', async () => {
    world().github.failNext({ path: /\/installation$/u, status: 502 })
    const answer = await stranger.get('/acme/unheard-of')
    expect(answer.status).toBe(503)
    expect(answer.text).toContain('GitHub does not answer right now')
  })
})
