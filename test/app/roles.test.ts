import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { operatorToken } from '../../src/app/operation/operator-token.ts'
import type { Running, ServerOptions } from '../../src/app/server.ts'
import { WEBHOOK_PATH } from '../../src/app/webhook.ts'
import { worldOfThisFile } from '../support/app.ts'
import { type RedisServer, startRedis } from '../support/redis.ts'
import { reviewedPull } from '../support/story.ts'

const world = worldOfThisFile()

let redis: RedisServer
let running: Running[] = []

beforeAll(async () => {
  redis = await startRedis()
}, 120_000)

afterAll(() => redis.stop())

beforeEach(() => redis.flush())

afterEach(async () => {
  await Promise.all(running.map((one) => one.close(1_000)))
  running = []
  world().github.deliverTo(`${world().app.url}${WEBHOOK_PATH}`)
})

/** One of the servers of an App that share this Redis. */
async function replica(options: ServerOptions): Promise<Running> {
  const one = await world().start({ redisUrl: redis.url }, options)
  running.push(one)
  return one
}

async function web(): Promise<Running> {
  const one = await replica({ role: 'web' })
  world().github.deliverTo(`${one.url}${WEBHOOK_PATH}`)
  return one
}

const worker = () => replica({ role: 'worker' })

async function metricsOf({ url }: Running): Promise<string> {
  const token = operatorToken(world().github.webhookSecret)
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
  expect(answer.status).toBe(200)
  return answer.text()
}

describe('webhooks and work on servers of their own:', () => {
  it('what the one takes on waits until another comes to do it', async () => {
    const { github, repository } = world()
    const front = await web()
    const { review } = await reviewedPull(repository)
    await github.settled()
    expect(await repository.checkRuns(review)).toEqual([])
    expect(await metricsOf(front)).toMatch(/^countersign_queue_jobs\{state="waiting"\} [1-9]/mu)

    const back = await worker()
    await front.idle()
    expect(await repository.checkRuns(review)).toMatchObject([{ conclusion: 'failure' }])
    expect(await metricsOf(back)).toMatch(/^countersign_assessments_total\{.*\} [1-9]/mu)
    expect(await metricsOf(front)).not.toMatch(/^countersign_assessments_total\{/mu)
  }, 60_000)

  it('a worker shows how it is, and nothing else', async () => {
    const { url } = await worker()
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    for (const [method, path] of [
      ['POST', WEBHOOK_PATH],
      ['POST', '/operator/reconcile'],
      ['GET', '/'],
    ] as const) {
      const answer = await fetch(`${url}${path}`, { method })
      expect(answer.status).toBe(404)
      expect(await answer.text()).toContain('worker')
    }
  })
})

describe('several servers', () => {
  it('know of each other’s deliveries', async () => {
    const { github, repository } = world()
    const [one] = [await web(), await worker()]
    await reviewedPull(repository)
    await github.settled()
    await one.idle()
    const opened = github.deliveries.findLast(({ action }) => action === 'opened')
    await web()
    const before = github.requests.length
    await github.deliver('pull_request', opened?.payload, { id: opened?.id ?? '' })
    await one.idle()
    expect(github.requests.slice(before)).toEqual([])
  }, 60_000)

  it('do not reconcile at once', async () => {
    const { repository, unheard } = world()
    let head = ''
    await unheard(async () => {
      head = (await reviewedPull(repository)).review
    })
    const all = await Promise.all([web(), worker(), worker()])
    const figures = await Promise.all(all.map((one) => one.reconcile()))
    expect(figures.filter((one) => one !== null)).toHaveLength(1)
    await all[0].idle()
    expect(await repository.checkRuns(head)).toHaveLength(1)
  }, 60_000)
})
