import { describe, expect, it } from '@jest/globals'
import { operatorToken } from '../../../src/app/operation/operator-token.ts'
import { worldOfThisFile } from '../../support/app.ts'
import { reviewedPull } from '../../support/story.ts'

const world = worldOfThisFile()

const ask = (path: string, method = 'GET', token?: string): Promise<Response> =>
  fetch(`${world().app.url}${path}`, {
    method,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  })

const token = (): string => operatorToken(world().github.webhookSecret)

describe('whoever watches over the App', () => {
  it('hears that it is alive and ready, and may be anybody', async () => {
    expect((await ask('/healthz')).status).toBe(200)
    const ready = await ask('/readyz')
    expect(ready.status).toBe(200)
    expect(await ready.json()).toEqual({ ready: true, queue: 'ok', github: 'ok' })
  })

  it('costs GitHub one request in half a minute, however often it is asked', async () => {
    const { requestsDuring } = world()
    await ask('/readyz')
    const requests = await requestsDuring(async () => {
      for (let time = 0; time < 20; time++) await ask('/readyz')
    })
    expect(requests).toEqual([])
  })

  it('hears that GitHub can’t be reached, and what to do', async () => {
    const { github, start } = world()
    github.failNext({ path: /^\/app$/u, status: 502, times: 10 })
    const other = await start()
    try {
      const ready = await fetch(`${other.url}/readyz`)
      expect(ready.status).toBe(503)
      expect(await ready.json()).toEqual({
        ready: false,
        queue: 'ok',
        github: expect.stringContaining('githubstatus.com'),
      })
    } finally {
      github.clearFaults()
      await other.close()
    }
  })
})

describe('what is not for everybody', () => {
  it.each([
    ['GET', '/metrics'],
    ['POST', '/operator/reconcile'],
    ['GET', '/operator/given-up'],
    ['POST', '/operator/given-up/retry'],
  ])(
    '(%s %s) is refused without the operator’s token, and asks GitHub for nothing',
    async (method, path) => {
      const { github, requestsDuring } = world()
      const requests = await requestsDuring(async () => {
        const others = [undefined, '', 'x', github.webhookSecret, token().slice(1), `${token()}0`]
        for (const wrong of others) {
          const refused = await ask(path, method, wrong)
          expect(refused.status).toBe(401)
          expect(await refused.json()).toEqual({ message: expect.stringContaining('token') })
        }
      })
      expect(requests).toEqual([])
    },
  )
})

describe('an operator', () => {
  it('sees what the App has done', async () => {
    const { repository, quiet } = world()
    await reviewedPull(repository)
    await quiet()
    await ask('/operator/reconcile', 'POST', token())
    await quiet()
    const metrics = await ask('/metrics', 'GET', token())
    expect(metrics.headers.get('content-type')).toContain('text/plain; version=0.0.4')
    const lines = (await metrics.text()).split('\n')
    for (const line of [
      /^countersign_deliveries_total\{event="pull_request.opened",outcome="taken"\} 1$/u,
      /^countersign_acknowledgement_seconds_bucket\{le="0.01"\} \d+$/u,
      /^countersign_assessments_total\{conclusion="failure"\} [1-9]/u,
      /^countersign_look_seconds_count [1-9]/u,
      /^countersign_queue_jobs\{state="waiting"\} 0$/u,
      /^countersign_queue_jobs\{state="running"\} 0$/u,
      /^countersign_queue_jobs\{state="given-up"\} 0$/u,
      /^countersign_queue_reachable 1$/u,
      /^countersign_reconciliations_total 1$/u,
      /^countersign_reconciliation_looks_total \d/u,
      /^countersign_reconciliation_requests_total [1-9]/u,
      /^process_resident_memory_bytes \d/u,
    ]) {
      expect(lines).toContainEqual(expect.stringMatching(line))
    }
  })

  it('finds all that became of a webhook in the log, by its id', async () => {
    const { github, repository, quiet, logLines } = world()
    await reviewedPull(repository)
    await quiet()
    const id = github.deliveries.findLast(({ action }) => action === 'opened')?.id
    const all = logLines.map((line) => JSON.parse(line) as LogLine)
    const ofId = (wanted: string | undefined) => all.filter(({ delivery }) => delivery === wanted)
    const own = ofId(id)
    // Two events that come together are answered by one look; the log of the one names the other.
    const lines = [...own, ...own.flatMap(({ by }) => (by === undefined ? [] : ofId(by)))]
    expect(lines.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['noticed', 'assessed']))
  })

  it('has it reconciled, and reads what was found', async () => {
    const { repository, unheard, quiet } = world()
    let head = ''
    await unheard(async () => {
      head = (await reviewedPull(repository)).review
    })
    const answer = await ask('/operator/reconcile', 'POST', token())
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ installations: 1, repositories: 1, failures: 0 })
    await quiet()
    expect(await repository.checkRuns(head)).toHaveLength(1)
  })

  it('sees what was given up, and has it tried again', async () => {
    const { github, repository, quiet, logLines } = world()
    github.failNext({ operation: /Texts/u, status: 403, times: 1_000 })
    const { review, number } = await reviewedPull(repository)
    await quiet()
    github.clearFaults()
    const given = (await (await ask('/operator/given-up', 'GET', token())).json()) as {
      readonly givenUp: readonly { readonly key: string; readonly delivery: string }[]
    }
    const own = given.givenUp.find(({ key }) => key.endsWith(`/pull/${number}`))
    expect(own).toMatchObject({ tries: 4, reason: expect.stringContaining('403') })
    // By the same id it is found in the log.
    expect(logLines.filter((line) => line.includes(`"delivery":"${own?.delivery}"`))).not.toEqual(
      [],
    )

    const tried = await ask('/operator/given-up/retry', 'POST', token())
    expect(await tried.json()).toEqual({ retried: given.givenUp.length })
    await quiet()
    expect(await repository.checkRuns(review)).toMatchObject([
      { title: expect.stringContaining('B1 and B2 are open') },
    ])
  })
})

interface LogLine {
  readonly msg: string
  readonly delivery?: string
  /** The delivery together with which it was answered. */
  readonly by?: string
}
