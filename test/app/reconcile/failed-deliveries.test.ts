import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readDeliveries } from '../../../src/app/reconcile/listed-deliveries.ts'
import { WEBHOOK_PATH } from '../../../src/app/webhook.ts'
import type { Delivery } from '../../../src/demo/github/deliveries.ts'
import { worldOfThisFile } from '../../support/app.ts'
import { fix, reviewedPull } from '../../support/story.ts'

const world = worldOfThisFile()

/** Answers every webhook with 502, as a proxy does before a server that is down. */
let proxy: Server
let bad = ''

beforeEach(async () => {
  proxy = createServer((_, response) => response.writeHead(502).end())
  await new Promise<void>((resolve) => {
    proxy.listen(0, '127.0.0.1', resolve)
  })
  const address = proxy.address()
  bad = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`
  await world().quiet()
  // What earlier tests have lost is found.
  await reconciled()
})

afterEach(async () => {
  hear()
  await new Promise((resolve) => {
    proxy.close(resolve)
    proxy.closeAllConnections()
  })
})

const hear = () => world().github.deliverTo(`${world().app.url}${WEBHOOK_PATH}`)

/** What GitHub sends meanwhile fails. */
async function failing(work: () => Promise<void>): Promise<readonly Delivery[]> {
  const { github, quiet } = world()
  await quiet()
  const before = github.deliveries.length
  github.deliverTo(bad)
  await work()
  await github.settled()
  hear()
  return github.deliveries.slice(before)
}

async function reconciled() {
  const { app, quiet } = world()
  const figures = await app.reconcile()
  await quiet()
  return figures
}

const sentAgain = (guid: string | undefined): readonly Delivery[] =>
  world().github.deliveries.filter(({ id, redelivery }) => id === guid && redelivery)

describe('a delivery that failed', () => {
  it('is asked for again, once, and does what it would have done', async () => {
    const { repository, quiet } = world()
    const { branch, number } = await reviewedPull(repository)
    await fix(repository, branch, 'B1', 'B2')
    await quiet()
    let merged = ''
    const lost = await failing(async () => {
      merged = await repository.merge(number, 'squash')
    })
    const closed = lost.find(({ action }) => action === 'closed')
    expect((await reconciled())?.redelivered).toBeGreaterThan(0)
    expect(sentAgain(closed?.id)).toMatchObject([{ status: 200 }])
    // No open pull request leads to the record of a merge.
    expect(await repository.checkRuns(merged)).toMatchObject([
      { externalId: expect.stringMatching(`^record/${number}/`) },
    ])
    expect((await reconciled())?.redelivered).toBe(0)
    expect(sentAgain(closed?.id)).toHaveLength(1)
  })

  it('is asked for three times at most', async () => {
    const { repository } = world()
    const [opened] = await failing(async () => {
      await reviewedPull(repository)
    })
    for (let time = 1; time <= 5; time++) {
      world().github.deliverTo(bad)
      await reconciled()
    }
    expect(opened).toBeDefined()
    expect(sentAgain(opened?.id)).toHaveLength(3)
  })

  it('is left alone when it is of no event that the App reads', async () => {
    const { github } = world()
    const [lost] = await failing(async () => {
      await github.deliver('star', { action: 'created' })
    })
    await reconciled()
    expect(sentAgain(lost?.id)).toEqual([])
  })

  it('is left alone when it is older than GitHub keeps it', async () => {
    const { github, repository } = world()
    const lost = await failing(async () => {
      await reviewedPull(repository)
    })
    for (const { id } of lost) github.ageDelivery(id, 73)
    expect(await reconciled()).toMatchObject({ redelivered: 0 })
  })
})

describe('GitHub’s list of deliveries', () => {
  it('has ids larger than a number holds, and they are kept to the last digit', () => {
    const said = `[
      {"id": 3842091948768772097, "guid": "a", "delivered_at": "2026-09-10T12:18:41.264Z", "redelivery": false,
       "duration": 10.0, "status": "failed to connect to host", "status_code": 502, "event": "push", "action": null,
       "installation_id": null, "repository_id": 1341541328, "throttled_at": null},
      {"id":7, "guid": "b", "delivered_at": "2026-09-10T12:18:41.264Z", "redelivery": true, "duration": 0.1,
       "status": "it said \\"id\\": 5", "status_code": 202, "event": "check_run", "action": "completed",
       "installation_id": 5, "repository_id": 6, "throttled_at": null}
    ]`
    const at = '2026-09-10T12:18:41.264Z'
    expect(readDeliveries(said)).toEqual([
      { id: '3842091948768772097', guid: 'a', event: 'push', at, arrived: false },
      { id: '7', guid: 'b', event: 'check_run.completed', at, arrived: true },
    ])
  })
})
