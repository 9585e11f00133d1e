import { randomUUID } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createLog } from '../../src/app/log.ts'
import { operatorToken } from '../../src/app/operation/operator-token.ts'
import { type Running, startServer } from '../../src/app/server.ts'
import { WEBHOOK_PATH } from '../../src/app/webhook.ts'
import { sign } from '../../src/demo/github/deliveries.ts'
import { type EmbeddedGitHub, startEmbeddedGitHub } from '../../src/demo/github/embedded-github.ts'
import { asked, counted } from '../support/odd.ts'
import { chunkOf, startPost } from '../support/odd-http.ts'
import { EXAMPLES, installed, mutants, type Webhook } from '../support/odd-payloads.ts'

const SECRET = 'the secret of these tests'
const MB = 1024 * 1024

let github: EmbeddedGitHub
let app: Running
/** Nothing else of the log is kept: it would count as memory of the App's. */
const errors: { readonly msg: string; readonly key?: string }[] = []
const unhandled: unknown[] = []
const onUnhandled = (reason: unknown) => void unhandled.push(reason)

beforeAll(async () => {
  process.on('unhandledRejection', onUnhandled)
  github = await startEmbeddedGitHub({ webhookSecret: SECRET, remember: 5_000 })
  const log = createLog('info', {
    write: (line) => {
      const said = JSON.parse(line)
      if (said.level >= 50) errors.push({ msg: said.msg, key: said.key })
    },
  })
  const config = {
    appId: github.appId,
    privateKey: github.privateKey,
    webhookSecret: SECRET,
    host: '127.0.0.1',
    port: 0,
    logLevel: 'info',
    redisUrl: null,
    apiUrl: github.url,
    webUrl: github.url,
    publicUrl: null,
    signIn: null,
    publicPages: false,
  } as const
  const pace = { settle: 5, spacing: 0, retries: [10], atOnce: 8 }
  app = await startServer(config, log, { pace, later: 5, writesAMinute: 10_000, plan: null })
})

afterAll(async () => {
  await app.close()
  await github.close()
  process.off('unhandledRejection', onUnhandled)
  expect(unhandled).toEqual([])
})

const post = (body: string, headers: Readonly<Record<string, string>>, path = WEBHOOK_PATH) =>
  fetch(`${app.url}${path}`, { method: 'POST', body, headers })

const signed = (body: string | Buffer, event = 'push') => ({
  'x-hub-signature-256': sign(SECRET, body.toString()),
  'x-github-event': event,
  'x-github-delivery': randomUUID(),
})

/** Sends it as GitHub would, by a connection that is kept open. */
async function send({ event, body }: Webhook): Promise<number> {
  const answer = await post(body, signed(body, event))
  await answer.arrayBuffer()
  return answer.status
}

async function requestsDuring(work: () => Promise<void>) {
  await app.idle()
  const last = github.requests.at(-1)
  await work()
  await app.idle()
  return github.requests.slice(last === undefined ? 0 : github.requests.indexOf(last) + 1)
}

async function givenUp(): Promise<readonly { readonly key: string }[]> {
  const authorization = `Bearer ${operatorToken(SECRET)}`
  const answer = await fetch(`${app.url}/operator/given-up`, { headers: { authorization } })
  return ((await answer.json()) as { readonly givenUp: { readonly key: string }[] }).givenUp
}

/** A merge group needs its answer, so that one of a commit that nobody knows is tried again, and given up at last. */
const isOfQueue = ({ key = '' }: { readonly key?: string }) => key.includes('/queue/')

describe('GitHub’s examples', () => {
  it('are taken in, and cost a look whether the App is installed there at most', async () => {
    expect(EXAMPLES.length).toBeGreaterThan(300)
    const requests = await requestsDuring(async () => {
      for (const { event, payload } of EXAMPLES) {
        expect(await send({ event, body: JSON.stringify(payload) })).toBe(200)
      }
    })
    const all = new Set(requests.map(({ method, path }) => `${method} ${path}`))
    expect([...all].sort()).toEqual([
      'POST /app/installations/1/access_tokens',
      'POST /app/installations/957387/access_tokens',
    ])
    expect(errors).toEqual([])
  }, 120_000)

  it('are looked at where the App is installed, and what isn’t there is left', async () => {
    const requests = await requestsDuring(async () => {
      for (const { event, payload } of EXAMPLES) {
        expect(await send({ event, body: JSON.stringify(installed(payload)) })).toBe(200)
      }
    })
    const counts = counted(asked(requests.filter(({ by }) => by === 'installation')))
    // One look each at a pull request, at heads and branches, and two tries for a merge group.
    expect(Object.keys(counts).sort()).toEqual([
      'GET commits',
      'GET compare',
      'GET pulls',
      'mutation Say',
      'query BeforeWriting',
      'query Pull',
    ])
    expect(requests.length).toBeLessThan(EXAMPLES.length)
    expect(errors.filter((one) => one.key !== undefined && !isOfQueue(one))).toEqual([])
  }, 120_000)
})

describe('10,000 webhooks that are wrong in some way', () => {
  it('are answered, end quietly, and leave nothing behind', async () => {
    const all = mutants(10_000, 20_261_121)
    const statuses = new Set<number>()
    const half = async (count: number): Promise<number> => {
      let left = count
      const sender = async () => {
        while (left-- > 0) statuses.add(await send(all.next().value as Webhook))
      }
      await Promise.all(Array.from({ length: 8 }, sender))
      await app.idle()
      return usedMemory()
    }
    const before = await half(5_000)
    const after = await half(5_000)
    expect([...statuses]).toEqual([200])
    expect(unhandled).toEqual([])
    expect(({} as { readonly polluted?: boolean }).polluted).toBeUndefined()
    expect(after - before).toBeLessThan(40 * MB)
    expect((await givenUp()).filter((one) => !isOfQueue(one))).toEqual([])
    expect(errors.filter((one) => one.key !== undefined && !isOfQueue(one))).toEqual([])
  }, 600_000)
})

describe('a body', () => {
  const answer = async (lines: readonly string[], parts: readonly (string | Buffer)[]) => {
    const line = startPost(app.url, lines)
    for (const part of parts) {
      if (line.status() === null) await line.send(part)
    }
    const status = await line.answered
    line.end()
    return status
  }
  const headersOf = (body: string | Buffer): readonly string[] =>
    Object.entries(signed(body)).map(([name, value]) => `${name}: ${value}`)

  it('that is said to be too large is refused before it comes', async () => {
    expect(await answer([...headersOf(''), `content-length: ${26 * MB}`], [])).toBe(413)
  })

  it('that grows too large in pieces is refused', async () => {
    const piece = chunkOf(Buffer.alloc(MB, 'x'))
    const lines = [...headersOf(''), 'transfer-encoding: chunked']
    expect(await answer(lines, Array(40).fill(piece))).toBe(413)
  })

  it('that trickles is cut off', async () => {
    const line = startPost(app.url, [...headersOf(''), 'content-length: 1000'])
    const drip = setInterval(() => void line.send('x'), 200)
    expect(await line.answered).toBe(408)
    clearInterval(drip)
    line.end()
  }, 30_000)

  it('is not parsed unless its signature is right', async () => {
    const body = '{"this is": no JSON'
    expect((await post(body, signed(body))).status).toBe(400)
    const { 'x-hub-signature-256': right, ...rest } = signed(body)
    for (const signature of [
      sign('another secret', body),
      right.toUpperCase(),
      right.slice(0, -1),
      `${right}0`,
      right.replace('sha256=', ''),
      right.replace('sha256=', 'sha1='),
      'sha256=',
    ]) {
      expect((await post(body, { ...rest, 'x-hub-signature-256': signature })).status).toBe(401)
    }
    expect((await post(body, rest)).status).toBe(401)
  })

  it('with two signatures, one of them right, is refused', async () => {
    const lines = [...headersOf('{}'), `x-hub-signature-256: ${sign('x', '{}')}`]
    expect(await answer([...lines, 'content-length: 2'], ['{}'])).toBe(401)
  })

  it('with two lengths is refused by HTTP itself', async () => {
    const lines = [...headersOf('{}'), 'content-length: 2', 'content-length: 3']
    expect(await answer(lines, ['{}'])).toBe(400)
  })

  it('with two names is of no event that anybody knows', async () => {
    const lines = [...headersOf('{}'), 'x-github-event: pull_request', 'content-length: 2']
    expect(await answer(lines, ['{}'])).toBe(200)
  })

  it('is JSON, whatever its header says, and a form is not', async () => {
    const form = `payload=${encodeURIComponent('{"ref":"refs/heads/main"}')}`
    const type = 'application/x-www-form-urlencoded'
    expect((await post(form, { ...signed(form), 'content-type': type })).status).toBe(400)
    expect((await post('{}', { ...signed('{}'), 'content-type': type })).status).toBe(200)
  })

  it('is taken by POST only', async () => {
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']) {
      const { status } = await fetch(`${app.url}${WEBHOOK_PATH}`, { method, headers: signed('') })
      expect(status).toBe(404)
    }
  })
})

describe('50 bodies that hang', () => {
  it('share what memory there is for large ones, and give it back', async () => {
    const lines = Array.from({ length: 50 }, () =>
      startPost(app.url, [
        ...Object.entries(signed('')).map(([name, value]) => `${name}: ${value}`),
        `content-length: ${20 * MB}`,
      ]),
    )
    await Promise.all(lines.map((line) => line.send(Buffer.alloc(10 * MB, 'x'))))
    // 100 MB for all that are larger than one.
    while (lines.filter((line) => line.status() === 503).length < 40) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200)
    expect(await send({ event: 'ping', body: '{}' })).toBe(200)
    const statuses = await Promise.all(lines.map(({ answered }) => answered))
    expect(new Set(statuses)).toEqual(new Set([503, 408]))
    for (const line of lines) line.end()
    const large = JSON.stringify({ zen: 'x'.repeat(24 * MB) })
    expect(await send({ event: 'ping', body: large })).toBe(200)
  }, 60_000)
})

/** In bytes, when nothing is left to be cleared away. */
function usedMemory(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  return process.memoryUsage().heapUsed
}
