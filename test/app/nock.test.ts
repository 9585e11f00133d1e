import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import nock from 'nock'
import { readConfig } from '../../src/app/config.ts'
import { createLog } from '../../src/app/log.ts'
import { waitAfter } from '../../src/app/patient-octokit.ts'
import { type Running, startServer } from '../../src/app/server.ts'
import { WEBHOOK_PATH } from '../../src/app/webhook.ts'
import { pause, sign } from '../../src/demo/github/deliveries.ts'

// The embedded GitHub is never at GitHub's own address; here the App talks to that one, as it does by default.
const GITHUB = 'https://api.github.com'
const SECRET = 'the secret of these tests'
const logLines: string[] = []
let app: Running

beforeAll(async () => {
  nock.disableNetConnect()
  nock.enableNetConnect('127.0.0.1')
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  const env = { APP_ID: '7', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: SECRET, HOST: '127.0.0.1' }
  const configured = readConfig({ ...env, PORT: '0' })
  if (configured.kind !== 'ready') throw new Error('The test gives what the App needs')
  nock(GITHUB)
    .post('/app/installations/100/access_tokens')
    .reply(201, { token: TOKEN, expires_at: '2999-01-01T00:00:00Z', permissions: {} })
  const log = createLog('info', { write: (line) => void logLines.push(line) })
  app = await startServer(configured.config, log, {
    pace: { settle: 5, spacing: 0, retries: [], atOnce: 8 },
    plan: null,
  })
})

afterAll(async () => {
  await app.close()
  nock.cleanAll()
  nock.restore()
})

describe('GitHub’s secondary rate limit', () => {
  it.each([403, 429])('(%i) is waited out, and nothing else is asked meanwhile', async (status) => {
    const pull = nock(GITHUB, { reqheaders: { authorization: `token ${TOKEN}` } })
      .post('/graphql', asksForPull)
      .reply(status, LIMIT, { 'retry-after': '1' })
      .post('/graphql', asksForPull)
      .reply(200, CLOSED)
    const said = await saidDuring(deliver)
    expect(pull.pendingMocks()).toEqual([])
    expect(said).toEqual([
      'noticed',
      "GitHub's secondary rate limit at POST /graphql: asking again in 1 s",
    ])
  })

  it('is not waited out when that takes long: the queue comes back to it', async () => {
    const pull = nock(GITHUB)
      .post('/graphql', asksForPull)
      .reply(403, LIMIT, { 'retry-after': '3600' })
    const before = logLines.length
    await deliver()
    // It is not done with it.
    while (saidSince(before).at(-1) !== 'could not look at it') await pause(20)
    const said = saidSince(before)
    expect(pull.pendingMocks()).toEqual([])
    expect(said).toContainEqual(expect.stringContaining('giving up (it asks for 3600 s)'))
  })

  it.each<[string, number, Readonly<Record<string, string>>, number]>([
    ['as long as it says', 403, { 'retry-after': '600' }, 600_000],
    ['until the quota is renewed', 403, quota('1000000120'), 121_000],
    ['a minute when it says nothing', 429, {}, 60_000],
    ['an hour at most', 403, quota('1000090000'), 3_600_000],
    ['not at all for a refusal', 403, { 'x-ratelimit-remaining': '17' }, 0],
    ['not at all for a fault', 500, { 'retry-after': '600' }, 0],
  ])('is waited for %s', (_, status, headers, expected) => {
    expect(waitAfter({ status, response: { headers } }, 1_000_000_000_000)).toBe(expected)
  })
})

it('of GraphQL, which comes with status 200, is waited for as well', () => {
  const data = { errors: [{ type: 'RATE_LIMITED' }] }
  const response = { headers: quota('1000000120') }
  expect(waitAfter({ data, response }, 1_000_000_000_000)).toBe(121_000)
  expect(waitAfter({ data, response: { headers: {} } })).toBe(60_000)
  expect(waitAfter({ data: { errors: [{ type: 'NOT_FOUND' }] }, response })).toBe(0)
})

function quota(reset: string): Readonly<Record<string, string>> {
  return { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }
}

/** What the App logs until it is done with what this work tells it. */
async function saidDuring(work: () => Promise<void>): Promise<readonly string[]> {
  const before = logLines.length
  await work()
  await app.idle()
  return saidSince(before)
}

const saidSince = (before: number): readonly string[] =>
  logLines.slice(before).map((line) => (JSON.parse(line) as { readonly msg: string }).msg)

const asksForPull = ({ query, variables }: { query?: string; variables?: unknown }): boolean =>
  query?.startsWith('query Pull(') === true &&
  (variables as { readonly number?: number }).number === 1

const TOKEN = 'ghs_made_up_here'

const LIMIT = { message: 'You have exceeded a secondary rate limit. Please wait a few minutes.' }

const HEAD = 'b'.repeat(40)
const NOBODY = { nodes: [], pageInfo: { endCursor: null, hasNextPage: false } }

/** A closed pull request is looked at no further. */
const CLOSED = {
  data: {
    repository: {
      pullRequest: {
        id: 'PR_1',
        repository: {
          nameWithOwner: 'acme/widgets',
          url: 'https://github.com/acme/widgets',
          isPrivate: false,
          owner: { repository: null },
        },
        state: 'CLOSED',
        title: 'Work',
        createdAt: '2026-01-05T09:00:00Z',
        updatedAt: '2026-01-05T09:00:00Z',
        author: { __typename: 'User', login: 'casey' },
        mergeCommit: null,
        headRefName: 'work',
        headRefOid: HEAD,
        headRepository: null,
        baseRefName: 'main',
        baseRefOid: 'a'.repeat(40),
        baseRef: null,
        commits: { totalCount: 1, nodes: [{ commit: { oid: HEAD } }] },
        last: { nodes: [{ commit: { oid: HEAD, checkSuites: { nodes: [] } } }] },
        timelineItems: { totalCount: 0 },
        comments: NOBODY,
        reviews: NOBODY,
      },
    },
  },
}

async function deliver(): Promise<void> {
  const body = JSON.stringify({
    action: 'synchronize',
    pull_request: { number: 1, head: { sha: HEAD } },
    repository: { name: 'widgets', owner: { login: 'acme' } },
    installation: { id: 100 },
  })
  const answer = await fetch(`${app.url}${WEBHOOK_PATH}`, {
    method: 'POST',
    headers: {
      'x-github-event': 'pull_request',
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': sign(SECRET, body),
    },
    body,
  })
  expect(answer.status).toBe(200)
}
