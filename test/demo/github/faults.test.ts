import { afterEach, describe, expect, it } from '@jest/globals'
import { startEmbeddedGitHub } from '../../../src/demo/github/embedded-github.ts'
import { octokitOf } from '../../support/octokit.ts'
import { asked, queried } from './asking-support.ts'
import { at, gitHubOfThisFile } from './git-hub-of-this-file.ts'

const here = gitHubOfThisFile()

afterEach(() => here().github.clearFaults())

const PULLS = 'query Pulls { repository(owner: "acme", name: "widgets") { url } }'
const OTHER = 'query Other { repository(owner: "acme", name: "widgets") { url } }'

describe('a fault', () => {
  it('can hit a single GraphQL operation', async () => {
    here().github.failNext({ operation: /^query Other$/, status: 502 })
    expect((await queried(here(), PULLS)).status).toBe(200)
    expect((await asked(here(), '/repos/acme/widgets')).status).toBe(200)
    expect((await queried(here(), OTHER)).status).toBe(502)
    expect((await queried(here(), OTHER)).status).toBe(200)
  })

  it('can cut the connection after a check run was created', async () => {
    const { github, repository, octokit } = here()
    const sha = await repository.commit({ branch: 'cut', message: 'Cut', files: { c: '1\n' } })
    github.failNext({ method: 'POST', path: /\/check-runs$/, status: 'hang up', after: true })
    const run = { ...at, name: 'Countersign', head_sha: sha, conclusion: 'success' as const }
    await expect(octokit.rest.checks.create(run)).rejects.toThrow()
    expect(await repository.checkRuns(sha)).toMatchObject([{ conclusion: 'success' }])
    expect(github.requests.at(-1)).toMatchObject({ method: 'POST', status: null })
  })

  it('can answer 502 after the request was carried out', async () => {
    const { github, repository, octokit } = here()
    const sha = await repository.commit({ branch: 'late', message: 'Late', files: { l: '1\n' } })
    github.failNext({ method: 'POST', path: /\/check-runs$/, status: 502, after: true })
    const run = { ...at, name: 'Countersign', head_sha: sha, conclusion: 'success' as const }
    await expect(octokit.rest.checks.create(run)).rejects.toMatchObject({ status: 502 })
    expect(await repository.checkRuns(sha)).toHaveLength(1)
  })

  it('can hold GitHub’s own answer back, and its own', async () => {
    const { github } = here()
    github.failNext({ path: /widgets$/, delay: 120 })
    github.failNext({ path: /widgets$/, delay: 120, status: 500 })
    expect((await asked(here(), '/repos/acme/widgets')).status).toBe(200)
    expect((await asked(here(), '/repos/acme/widgets')).status).toBe(500)
    // Timers may fire a little early.
    for (const { ms } of github.requests.slice(-2)) expect(ms).toBeGreaterThan(110)
  })

  it('can leave a request without an answer until the App gives up', async () => {
    const { github } = here()
    const before = github.requests.length
    github.failNext({ path: /widgets$/, status: 'hang' })
    const signal = AbortSignal.timeout(100)
    await expect(asked(here(), '/repos/acme/widgets', { signal })).rejects.toThrow('timeout')
    await expect(asked(here(), '/repos/acme/widgets')).resolves.toMatchObject({ status: 200 })
    expect(github.requests.slice(before).map(({ status }) => status)).toEqual([null, 200])
  })

  it('or until GitHub closes', async () => {
    const other = await startEmbeddedGitHub({ webhookSecret: 'a secret' })
    other.failNext({ path: /widgets$/, status: 'hang' })
    const answer = octokitOf(other).rest.repos.get(at)
    const refused = expect(answer).rejects.toThrow()
    while (!other.requests.some(({ by }) => by === 'app')) await here().github.settled()
    await other.close()
    await refused
  })
})

describe('every answer', () => {
  it('has an id, under which it is written down with its operation', async () => {
    const { github } = here()
    const answers = [await asked(here(), '/repos/acme/widgets'), await queried(here(), PULLS)]
    const ids = answers.map(({ headers }) => headers.get('x-github-request-id'))
    expect(github.requests.slice(-2)).toMatchObject([
      { operation: null, requestId: ids[0] },
      { operation: 'query Pulls', requestId: ids[1] },
    ])
    const all = github.requests.map(({ requestId }) => requestId)
    expect(new Set(all).size).toBe(all.length)
  })

  it('has the id of the fault that brings one', async () => {
    const { github } = here()
    github.failNext({ path: /./, status: 500, headers: { 'x-github-request-id': 'C0DE:1' } })
    await asked(here(), '/repos/acme/widgets')
    expect(github.requests.at(-1)).toMatchObject({ status: 500, requestId: 'C0DE:1' })
  })
})
