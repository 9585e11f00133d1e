import { describe, expect, it } from '@jest/globals'
import { WEBHOOK_PATH } from '../../src/app/webhook.ts'
import { sign } from '../../src/demo/github/deliveries.ts'
import { worldOfThisFile } from '../support/app.ts'

const world = worldOfThisFile()

/** Posts a body to the App as somebody who isn't the embedded GitHub. */
const post = (
  body: string,
  headers: Readonly<Record<string, string>>,
  path = WEBHOOK_PATH,
): Promise<Response> => fetch(`${world().app.url}${path}`, { method: 'POST', body, headers })

const signed = (body: string): Readonly<Record<string, string>> => ({
  'x-hub-signature-256': sign(world().github.webhookSecret, body),
  'x-github-event': 'push',
  'x-github-delivery': 'delivery-1',
})

const PUSH = JSON.stringify({
  ref: 'refs/heads/main',
  repository: { name: 'widgets', owner: { login: 'acme' } },
  installation: { id: 100 },
})

describe('a webhook', () => {
  it('with its signature is taken in, and looked at', async () => {
    const requests = await world().requestsDuring(async () => {
      expect((await post(PUSH, signed(PUSH))).status).toBe(200)
    })
    expect(requests.length).toBeGreaterThan(0)
  })

  it('may come to the root, where Probot’s setup page sends it, and needs its signature there', async () => {
    expect((await post(PUSH, signed(PUSH), '/')).status).toBe(200)
    expect((await post(PUSH, signed(`${PUSH} `), '/')).status).toBe(401)
  })

  it('with a bad signature is refused, and asks GitHub for nothing', async () => {
    const { github, requestsDuring } = world()
    const requests = await requestsDuring(async () => {
      const signature = sign('another secret', PUSH)
      const answer = await github.deliver('push', JSON.parse(PUSH), { signature })
      expect(answer.status).toBe(401)
      expect(answer.body).toContain('webhook secret')
    })
    expect(requests).toEqual([])
  })

  it.each([
    ['none at all', {}],
    ['an empty one', { 'x-hub-signature-256': '' }],
    ['an unreadable one', { 'x-hub-signature-256': 'sha256=ü' }],
    ['one of the old kind', { 'x-hub-signature': 'sha1=abc' }],
  ])('with %s instead of a signature is refused', async (_, signature) => {
    const headers = { 'x-github-event': 'push', 'x-github-delivery': 'x', ...bytes(signature) }
    expect((await post(PUSH, headers)).status).toBe(401)
  })

  it('is refused when it was changed on its way', async () => {
    expect((await post(PUSH.replace('main', 'mine'), signed(PUSH))).status).toBe(401)
  })

  it('larger than GitHub sends is refused with 413, and the App goes on', async () => {
    const { app } = world()
    const body = 'x'.repeat(40 * 1024 * 1024)
    expect((await post(body, signed(body))).status).toBe(413)
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200)
  })

  it('that is not a JSON object is refused with 400', async () => {
    for (const body of ['ref=main', '[]', 'null']) {
      expect((await post(body, signed(body))).status).toBe(400)
    }
  })

  it('without its name or id is refused with 400', async () => {
    for (const name of ['x-github-event', 'x-github-delivery']) {
      const { [name]: _, ...headers } = signed(PUSH)
      expect((await post(PUSH, headers)).status).toBe(400)
    }
  })

  it('of an event that the App does not know is taken in and left alone', async () => {
    const { github, requestsDuring } = world()
    const requests = await requestsDuring(async () => {
      for (const event of ['ping', 'star', 'an_event_of_next_year']) {
        expect((await github.deliver(event, { action: 'created' })).status).toBe(200)
      }
    })
    expect(requests).toEqual([])
  })

  it('with a payload that GitHub does not document is taken in, left alone and logged', async () => {
    const { github, requestsDuring, logLines } = world()
    const requests = await requestsDuring(async () => {
      const answer = await github.deliver('push', { ref: 7 }, { id: 'odd-one' })
      expect(answer.status).toBe(200)
    })
    expect(requests).toEqual([])
    expect(logLines.filter((line) => line.includes('odd-one')).join()).toContain('ignored')
  })
})

describe('the server', () => {
  it('says that it is alive', async () => {
    expect((await fetch(`${world().app.url}/healthz`)).status).toBe(200)
  })

  it('has nothing else to say', async () => {
    for (const path of ['/', '/probot', WEBHOOK_PATH]) {
      expect((await fetch(`${world().app.url}${path}`)).status).toBe(404)
    }
  })
})

/** Header values as `fetch` takes them: one byte a character. */
const bytes = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Buffer.from(value).toString('latin1')]),
  )
