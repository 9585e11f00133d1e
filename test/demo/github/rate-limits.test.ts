import { describe, expect, it } from '@jest/globals'
import { type Asked, asked, queried } from './asking-support.ts'
import { answerProblems } from './described-answers.ts'
import { gitHubOfThisFile } from './git-hub-of-this-file.ts'

const here = gitHubOfThisFile([{ name: 'widgets' }, { owner: 'umbrella', name: 'rain' }])

const QUERY = 'query Url { repository(owner: "acme", name: "widgets") { url } }'
const OF_UMBRELLA = { installation: 101 }

const widgets = () => asked(here(), '/repos/acme/widgets')
const rain = () => asked(here(), '/repos/umbrella/rain', {}, OF_UMBRELLA)

function quota({ headers }: Asked) {
  const of = (name: string) => headers.get(`x-ratelimit-${name}`)
  const number = (name: string) => Number(of(name))
  return {
    limit: number('limit'),
    remaining: number('remaining'),
    used: number('used'),
    resource: of('resource'),
  }
}

describe('the rate limit', () => {
  it('is counted for REST and GraphQL, for each installation by itself', async () => {
    const first = quota(await widgets())
    expect(first).toMatchObject({ limit: 5_000, resource: 'core' })
    expect(first.remaining + first.used).toBe(5_000)
    const graphql = quota(await queried(here(), QUERY))
    expect(graphql).toMatchObject({ limit: 5_000, resource: 'graphql' })
    expect(quota(await queried(here(), QUERY)).used).toBe(graphql.used + 1)
    expect(quota(await rain()).used).toBe(1)
    expect(quota(await widgets()).used).toBe(first.used + 1)
  })

  it('refuses when nothing remains, the other installation goes on', async () => {
    here().github.limit({ resource: 'core', remaining: 1, resetsIn: 60 })
    expect(quota(await widgets()).remaining).toBe(0)
    const refused = await widgets()
    expect(refused).toMatchObject({
      status: 403,
      body: {
        message: expect.stringMatching(/^API rate limit exceeded for installation ID 100\./),
      },
    })
    expect(quota(refused)).toMatchObject({ remaining: 0, resource: 'core' })
    const resetsIn = Number(refused.headers.get('x-ratelimit-reset')) - Date.now() / 1_000
    expect(resetsIn).toBeGreaterThan(0)
    expect(resetsIn).toBeLessThan(62)
    expect((await rain()).status).toBe(200)
    expect((await queried(here(), QUERY)).body).toHaveProperty('data')
  })

  it('refuses GraphQL with a 200', async () => {
    const { github } = here()
    github.limit({ resource: 'graphql', remaining: 0, resetsIn: 60 })
    const refused = await queried(here(), QUERY)
    expect(refused).toMatchObject({ status: 200, body: { errors: [{ type: 'RATE_LIMITED' }] } })
    expect(refused.body).not.toHaveProperty('data')
    expect(quota(refused)).toMatchObject({ remaining: 0, resource: 'graphql' })
  })

  it('begins anew when its time has come', async () => {
    here().github.limit({ resource: 'core', remaining: 0, resetsIn: 0 })
    expect(quota(await widgets())).toMatchObject({ limit: 5_000, used: 1 })
  })

  it('can be asked for, which costs nothing', async () => {
    const { used } = quota(await widgets())
    const { body } = await asked(here(), '/rate_limit')
    expect(answerProblems('/rate_limit', body)).toEqual([])
    expect(body).toMatchObject({ resources: { core: { used } }, rate: { used } })
    expect(quota(await widgets()).used).toBe(used + 1)
  })
})

describe('a conditional request', () => {
  it('of what has not changed is free, and has no body', async () => {
    const { github } = here()
    const first = await widgets()
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"\w+"$/)
    const headers = { 'if-none-match': etag }
    const again = await asked(here(), '/repos/acme/widgets', { headers })
    expect(again).toMatchObject({ status: 304, body: null })
    expect(again.headers.get('etag')).toBe(etag)
    expect(quota(again).used).toBe(quota(first).used)
    expect(github.requests.at(-1)).toMatchObject({ status: 304 })
  })

  it('of what has changed is answered', async () => {
    const path = '/repos/acme/widgets/git/ref/heads/main'
    const headers = { 'if-none-match': (await asked(here(), path)).headers.get('etag') ?? '' }
    await here().repository.commit({ branch: 'main', message: 'On', files: { on: '1\n' } })
    expect((await asked(here(), path, { headers })).status).toBe(200)
  })
})

it('more than the usual can be allowed, and is served', async () => {
  const { github, octokit } = here()
  github.limit({ resource: 'core', remaining: 100_000, resetsIn: 3_600 })
  const { token } = (await octokit.auth({ type: 'installation' })) as { readonly token: string }
  const headers = { authorization: `bearer ${token}` }
  const url = `${github.url}/repos/acme/widgets/branches/main`
  const statuses = new Set<number>()
  for (let turn = 0; turn < 110; turn++) {
    const answers = Array.from({ length: 50 }, async () => {
      const response = await fetch(url, { headers })
      await response.arrayBuffer()
      return response.status
    })
    for (const status of await Promise.all(answers)) statuses.add(status)
  }
  expect([...statuses]).toEqual([200])
  expect(quota(await widgets())).toMatchObject({ limit: 100_000, used: 5_501 })
})
