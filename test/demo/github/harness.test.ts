import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  type EmbeddedGitHub,
  startEmbeddedGitHub,
} from '../../../src/demo/github/embedded-github.ts'
import { HANG_UP } from '../../../src/demo/github/front.ts'
import type { Repository } from '../../../src/demo/github/repository.ts'
import { APP_EVENTS, APP_PERMISSIONS } from '../../../src/demo/github/world.ts'
import type { Octokit } from '../../../src/snapshot/asking.ts'
import { manifest } from '../../support/manifest.ts'
import { octokitOf } from '../../support/octokit.ts'
import { type Recorder, startRecorder } from '../../support/recorder.ts'

const SECRET = 'a secret'
const at = { owner: 'acme', repo: 'widgets' }

let recorder: Recorder
let github: EmbeddedGitHub
let repository: Repository
let octokit: Octokit

beforeAll(async () => {
  recorder = await startRecorder()
  github = await startEmbeddedGitHub({ webhookSecret: SECRET, webhookUrl: recorder.url })
  repository = github.repository()
  octokit = octokitOf(github)
})

afterAll(async () => {
  await github.close()
  await recorder.close()
})

describe('the embedded GitHub', () => {
  it('installs the App with the permissions and events of its manifest', () => {
    const { permissions, events } = manifest()
    expect(APP_PERMISSIONS).toEqual(permissions)
    expect(APP_EVENTS).toEqual(events)
  })

  it('signs every webhook and gives each an id of its own', async () => {
    await repository.commit({ branch: 'main', message: 'One', files: { one: '1\n' } })
    await repository.commit({ branch: 'main', message: 'Two', files: { two: '2\n' } })
    const last = await repository.branchHead('main')
    await recorder.heard(({ payload }) => payload.after === last)
    for (const { body, signature } of recorder.hooks) {
      const expected = createHmac('sha256', SECRET).update(body).digest('hex')
      expect(signature).toBe(`sha256=${expected}`)
    }
    const ids = recorder.hooks.map(({ delivery }) => delivery)
    expect(ids.length).toBeGreaterThanOrEqual(2)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('tells what the App answered to a webhook', async () => {
    const answer = await github.deliver('ping', { zen: 'Keep it logically awesome.' })
    expect(answer).toMatchObject({ status: 200, body: 'ok' })
    await github.settled()
    expect(github.deliveries.find(({ id }) => id === answer.id)).toMatchObject({ status: 200 })
  })

  it('gives the same commits to the same story', async () => {
    const other = await startEmbeddedGitHub({ webhookSecret: SECRET })
    const again = await startEmbeddedGitHub({ webhookSecret: SECRET })
    try {
      const heads = await Promise.all(
        [other, again].map((one) => one.repository().branchHead('main')),
      )
      expect(heads[0]).toBe(heads[1])
    } finally {
      await Promise.all([other.close(), again.close()])
    }
  })

  it('records the requests of the App and of nobody else', async () => {
    await octokit.rest.repos.get(at)
    const before = github.requests.length
    await repository.pull(404).catch(() => null)
    await fetch(`${github.url}/repos/acme/widgets`)
    await octokit.rest.repos.listBranches({ ...at, per_page: 5 })
    expect(github.requests.slice(before)).toMatchObject([
      {
        by: 'installation',
        method: 'GET',
        path: '/repos/acme/widgets/branches',
        query: { per_page: '5' },
        body: null,
        status: 200,
      },
    ])
  })

  it('refuses a token that it never gave', async () => {
    const headers = { authorization: 'token ghs_invented' }
    expect((await fetch(`${github.url}/repos/acme/widgets`, { headers })).status).toBe(401)
  })

  it('waits for the check that a test waits for', async () => {
    const sha = await repository.commit({ branch: 'wait', message: 'W', files: { w: '1\n' } })
    const waited = repository.waitForCheck(sha, ({ conclusion }) => conclusion === 'success')
    const run = { ...at, name: 'Countersign', head_sha: sha, conclusion: 'success' as const }
    await octokit.rest.checks.create(run)
    expect(await waited).toMatchObject({ sha, byApp: true, conclusion: 'success' })
  })

  it('says what was there when the check did not come', async () => {
    const sha = await repository.commit({ branch: 'late', message: 'L', files: { l: '1\n' } })
    await octokit.rest.checks.create({
      ...at,
      name: 'Countersign',
      head_sha: sha,
      conclusion: 'failure',
      output: { title: 'One blocker', summary: 'It is open.' },
    })
    const wish = repository.waitForCheck(sha, () => false, { timeoutMs: 1 })
    await expect(wish).rejects.toThrow(
      /satisfied the test within 1 ms(.|\n)*failure, One blocker: It is open\.(.|\n)*push/u,
    )
  })
})

describe('an injected fault', () => {
  const branches = () => octokit.rest.repos.listBranches(at)

  it('answers the next request that it concerns, once', async () => {
    github.failNext({ path: /\/branches$/u, status: 403, body: { message: 'Not today' } })
    await octokit.rest.repos.get(at)
    await expect(branches()).rejects.toMatchObject({ status: 403 })
    await expect(branches()).resolves.toMatchObject({ status: 200 })
  })

  it('lasts until it is cleared, if it shall', async () => {
    github.failNext({ method: 'GET', path: /\/branches$/u, status: 422, times: Infinity })
    await expect(branches()).rejects.toMatchObject({ status: 422 })
    await expect(branches()).rejects.toMatchObject({ status: 422 })
    github.clearFaults()
    await expect(branches()).resolves.toMatchObject({ status: 200 })
  })

  it('can break the connection off', async () => {
    github.failNext({ path: /\/branches$/u, status: HANG_UP })
    await expect(branches()).rejects.toThrow()
    expect(github.requests.at(-1)).toMatchObject({ status: null })
  })

  it('does not concern the harness', async () => {
    github.failNext({ path: /./u, status: 500, times: Infinity })
    await expect(repository.branchHead('main')).resolves.toHaveLength(40)
    github.clearFaults()
  })
})
