import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { Running } from '../../src/app/server.ts'
import { WEBHOOK_PATH } from '../../src/app/webhook.ts'
import { sign } from '../../src/demo/github/deliveries.ts'
import { worldOfThisFile } from '../support/app.ts'
import { freePort } from '../support/built-app.ts'
import { assessments, fix, reviewedPull } from '../support/story.ts'

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
  'x-github-delivery': randomUUID(),
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

describe('a webhook that comes again', () => {
  it('by the same id does nothing twice', async () => {
    const { github, repository, quiet, requestsDuring, logLines } = world()
    await reviewedPull(repository)
    await quiet()
    const opened = github.deliveries.findLast(({ action }) => action === 'opened')
    if (opened === undefined) throw new Error('GitHub tells of what was opened')
    const requests = await requestsDuring(async () => {
      const again = await github.deliver(opened.event, opened.payload, { id: opened.id })
      expect(again.status).toBe(200)
    })
    expect(requests).toEqual([])
    expect(logLines.filter((line) => line.includes(opened.id)).join()).toContain('repeated')
  })

  it('by another id is looked at: GitHub tells of something new', async () => {
    const { github, repository, quiet, requestsDuring } = world()
    await reviewedPull(repository)
    await quiet()
    const opened = github.deliveries.findLast(({ action }) => action === 'opened')
    const requests = await requestsDuring(async () => {
      await github.deliver('pull_request', opened?.payload)
    })
    expect(requests).not.toEqual([])
  })
})

describe('what is sent to the App by somebody else', () => {
  it('is not read without a signature', async () => {
    const { status, text } = await begin({ 'content-length': '1000' })
    expect(status).toBe(401)
    expect(text).toContain('signature')
  })

  it('is not read when it is said to be larger than GitHub sends', async () => {
    const tooLarge = String(26 * 1024 * 1024)
    const { status } = await begin({ ...signed(''), 'content-length': tooLarge })
    expect(status).toBe(413)
  })

  it('is not waited for when it comes too slowly', async () => {
    const { status } = await begin({ ...signed(''), 'content-length': '1000' }, '{"ref":')
    expect(status).toBe(408)
    expect((await fetch(`${world().app.url}/healthz`)).status).toBe(200)
  }, 30_000)
})

describe('while the queue can’t be reached', () => {
  let down: Running | null = null
  afterEach(async () => {
    await down?.close(0)
    down = null
  })

  it('a webhook is not taken on, and GitHub has it as failed; reconciling makes up for it', async () => {
    const { app, github, repository, quiet, start, logLines } = world()
    const { branch } = await reviewedPull(repository)
    await quiet()
    const nobody = `redis://:hush@127.0.0.1:${await freePort()}`
    down = await start({ redisUrl: nobody })
    github.deliverTo(`${down.url}${WEBHOOK_PATH}`)
    const head = await fix(repository, branch, 'B1')
    await github.settled()
    const [failed] = github.deliveries.filter(({ action }) => action === 'synchronize').slice(-1)
    expect(failed?.status).toBe(503)
    const ready = await fetch(`${down.url}/readyz`)
    expect(ready.status).toBe(503)
    expect(await ready.json()).toMatchObject({
      ready: false,
      queue: expect.stringContaining('REDIS_URL'),
      github: 'ok',
    })
    expect(logLines.join()).not.toContain('hush')

    github.deliverTo(`${app.url}${WEBHOOK_PATH}`)
    expect(await repository.checkRuns(head)).toEqual([])
    await app.reconcile()
    await quiet()
    expect(await repository.checkRuns(head)).toMatchObject([
      { title: expect.stringContaining('B2 is open') },
    ])
  }, 30_000)
})

describe('events of one push', () => {
  it('that only catch lost ones cost nothing once the others were looked at', async () => {
    const { github, repository, start, unheard, redeliver, quiet } = world()
    const { branch } = await reviewedPull(repository)
    const patient = await start({}, { later: 1_000 })
    try {
      const missed = await unheard(async () => {
        await fix(repository, branch, 'B1')
      })
      github.deliverTo(`${patient.url}${WEBHOOK_PATH}`)
      const before = github.requests.length
      for (const delivery of missed) await redeliver(delivery)
      await patient.idle()
      const requests = github.requests.slice(before)
      expect(assessments(requests)).toHaveLength(1)
      expect(requests.filter(({ path }) => path.endsWith('/pulls'))).toEqual([])
    } finally {
      github.deliverTo(`${world().app.url}${WEBHOOK_PATH}`)
      await patient.close()
      await quiet()
    }
  })
})

describe('the server', () => {
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

/** Sends the head of a delivery, and so much of its body; what the App answers to that. */
async function begin(
  headers: Readonly<Record<string, string>>,
  body = '',
): Promise<{ readonly status: number; readonly text: string }> {
  const { port } = new URL(world().app.url)
  const socket = connect(Number(port), '127.0.0.1')
  const lines = Object.entries({ host: 'localhost', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  socket.write(`POST ${WEBHOOK_PATH} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  return { status: Number(/^HTTP\/1\.1 (\d+)/u.exec(text)?.[1]), text }
}
