import { expect, it } from '@jest/globals'
import { ProbotOctokit } from 'probot'
import { createLog } from '../../../src/app/log.ts'
import type { DeliveryAnswer } from '../../../src/demo/github/deliveries.ts'
import { startEmbeddedGitHub } from '../../../src/demo/github/embedded-github.ts'
import { octokitOf } from '../../support/octokit.ts'
import { type Asked, asked, nextPage } from './asking-support.ts'
import { answerProblems } from './described-answers.ts'
import { gitHubOfThisFile } from './git-hub-of-this-file.ts'

const here = gitHubOfThisFile([{ name: 'widgets' }, { owner: 'umbrella', name: 'rain' }])

const LOG = '/app/hook/deliveries'
const PING = { zen: 'Keep it logically awesome.', repository: { id: 4 }, installation: { id: 100 } }

interface Entry {
  readonly id: number
  readonly guid: string
}

const asApp = (path: string, method = 'GET'): Promise<Asked> =>
  asked(here(), path, { method }, 'app')
const entriesOf = ({ body }: Asked) => body as readonly Entry[]

async function entryOf({ id }: DeliveryAnswer): Promise<Entry> {
  const found = entriesOf(await asApp(`${LOG}?per_page=100`)).find(({ guid }) => guid === id)
  if (found === undefined) throw new Error(`${id} isn't in the log`)
  return found
}

const unreached = async (): Promise<DeliveryAnswer> => {
  const { github, recorder } = here()
  github.deliverTo('http://127.0.0.1:9/')
  const answer = await github.deliver('ping', PING)
  github.deliverTo(recorder.url)
  return answer
}

it('the log names every delivery as GitHub does, newest first, page by page', async () => {
  const { github } = here()
  const guids = []
  for (let turn = 0; turn < 5; turn++) guids.unshift((await github.deliver('ping', PING)).id)
  const seen: Entry[] = []
  let path: string | null = `${LOG}?per_page=2`
  for (let page = 0; path !== null && page < 3; page++) {
    const answer: Asked = await asApp(path)
    expect(answerProblems(LOG, answer.body)).toEqual([])
    seen.push(...entriesOf(answer))
    path = nextPage(answer)
  }
  expect(seen.slice(0, 5).map(({ guid }) => guid)).toEqual(guids)
  expect(seen[0]).toMatchObject({
    redelivery: false,
    status: 'OK',
    status_code: 200,
    event: 'ping',
    action: null,
    installation_id: 100,
    repository_id: 4,
  })
  const all = await asApp(`${LOG}?per_page=100`)
  expect(entriesOf(all)).toHaveLength(github.deliveries.length)
  expect(nextPage(all)).toBeNull()
})

it('a delivery that did not arrive is a failure', async () => {
  const { id } = await unreached()
  const failures = await asApp(`${LOG}?status=failure`)
  expect(answerProblems(LOG, failures.body)).toEqual([])
  expect(failures.body).toMatchObject([
    { guid: id, status: 'failed to connect to host', status_code: 0 },
  ])
  expect(entriesOf(await asApp(`${LOG}?status=success`)).map(({ guid }) => guid)).not.toContain(id)
})

it('is shown with what was sent and answered', async () => {
  const entry = await entryOf(await here().github.deliver('ping', PING))
  const { body } = await asApp(`${LOG}/${entry.id}`)
  expect(answerProblems(`${LOG}/{delivery_id}`, body)).toEqual([])
  expect(body).toMatchObject({
    guid: entry.guid,
    request: { headers: { 'x-github-delivery': entry.guid }, payload: PING },
    response: { payload: 'ok' },
  })
})

it('is sent again under the same guid, as another delivery', async () => {
  const { recorder, github } = here()
  const entry = await entryOf(await unreached())
  expect((await asApp(`${LOG}/${entry.id}/attempts`, 'POST')).status).toBe(202)
  const hook = await recorder.heard(({ delivery }) => delivery === entry.guid)
  expect(hook.payload).toEqual(PING)
  await github.settled()
  const [again, first] = entriesOf(await asApp(`${LOG}?per_page=2`))
  expect(again).toMatchObject({ guid: entry.guid, redelivery: true, status: 'OK' })
  expect(again?.id).not.toBe(entry.id)
  expect(first).toMatchObject({ id: entry.id, redelivery: false, status_code: 0 })
})

it('is gone after three days', async () => {
  const answer = await unreached()
  const { id, guid } = await entryOf(answer)
  here().github.ageDelivery(guid, 73)
  expect((await asApp(`${LOG}/${id}`)).status).toBe(404)
  expect((await asApp(`${LOG}/${id}/attempts`, 'POST')).status).toBe(404)
  await expect(entryOf(answer)).rejects.toThrow("isn't in the log")
})

it('is for the App’s own eyes', async () => {
  expect((await asked(here(), LOG)).status).toBe(401)
  expect((await asked(here(), `${LOG}/1/attempts`, { method: 'POST' })).status).toBe(401)
})

it('the App learns of itself and where it is installed', async () => {
  const app = (await asApp('/app')).body
  expect(answerProblems('/app', app)).toEqual([])
  const first = await asApp('/app/installations?per_page=1')
  const second = await asApp(nextPage(first) ?? '')
  // The description of this list wants each account to be a user and an enterprise at once.
  const asSeenByUsers = { total_count: 1, installations: first.body }
  expect(answerProblems('/user/installations', asSeenByUsers)).toEqual([])
  expect([first.body, second.body]).toMatchObject([
    [{ id: 100, account: { login: 'acme' }, suspended_at: null }],
    [{ id: 101, account: { login: 'umbrella' }, suspended_at: null }],
  ])
  const path = '/installation/repositories'
  const mine = (await asked(here(), path)).body
  expect(answerProblems(path, mine)).toEqual([])
  expect(mine).toMatchObject({
    total_count: 1,
    repositories: [
      { full_name: 'acme/widgets', private: false, archived: false, node_id: expect.any(String) },
    ],
  })
  expect((await asked(here(), path, {}, { installation: 101 })).body).toMatchObject({
    repositories: [{ full_name: 'umbrella/rain' }],
  })
})

it('a GitHub that runs for long remembers the last deliveries and requests only', async () => {
  const { recorder } = here()
  const webhooks = { webhookSecret: 'a secret', webhookUrl: recorder.url }
  const github = await startEmbeddedGitHub({ ...webhooks, remember: 10 })
  const octokit = octokitOf(github)
  const there = { ...here(), github, octokit }
  for (let number = 0; number < 30; number++) {
    await github.deliver('ping', { number })
    await asked(there, '/repos/acme/widgets')
  }
  const payloads = github.deliveries.map(({ payload }) => payload)
  expect(payloads).toEqual(Array.from({ length: 10 }, (_, index) => ({ number: 20 + index })))
  expect(github.requests).toHaveLength(10)
  expect(entriesOf(await asked(there, LOG, {}, 'app'))).toHaveLength(10)
  await github.close()
})

it('the App learns how webhooks are sent, but not the secret', async () => {
  const path = '/app/hook/config'
  const { github, recorder } = here()
  const { body } = await asApp(path)
  expect(answerProblems(path, body)).toEqual([])
  expect(body).toEqual({
    content_type: 'json',
    insecure_ssl: '0',
    secret: '********',
    url: recorder.url,
  })
  github.changeApp({ hasSecret: false })
  expect((await asApp(path)).body).not.toHaveProperty('secret')
  github.changeApp({ hasSecret: true })
  expect((await asked(here(), path)).status).toBe(401)
})

it('the App’s settings are what its owner makes them', async () => {
  const { github } = here()
  const { permissions, events } = (await asApp('/app')).body as {
    readonly permissions: Readonly<Record<string, string>>
    readonly events: readonly string[]
  }
  github.changeApp({ permissions: { ...permissions, contents: 'write' }, events: ['push'] })
  const changed = (await asApp('/app')).body
  github.changeApp({ permissions, events })
  expect(changed).toMatchObject({ permissions: { contents: 'write' }, events: ['push'] })
  expect(answerProblems('/app', changed)).toEqual([])
})

it('nobody is shown an App that there isn’t', async () => {
  const { github } = here()
  const asNobody = new ProbotOctokit({
    baseUrl: github.url,
    auth: { appId: 8, privateKey: github.privateKey },
    log: createLog('silent'),
    retry: { enabled: false },
  })
  await expect(asNobody.rest.apps.getAuthenticated()).rejects.toMatchObject({
    status: 404,
    message: expect.stringContaining('Integration not found'),
  })
})
