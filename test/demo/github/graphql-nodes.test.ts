import { describe, expect, it } from '@jest/globals'
import { at, gitHubOfThisFile } from './git-hub-of-this-file.ts'
import { answered, installationToken, opened, userToken } from './graphql-support.ts'

const here = gitHubOfThisFile([{ name: 'widgets' }, { name: 'secrets', private: true }])

const NODES = `query ($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    ... on Repository { nameWithOwner }
    ... on PullRequest { number headRefOid repository { nameWithOwner } }
  }
}`

const idOf = async (repo: string) =>
  (await here().octokit.rest.repos.get({ owner: 'acme', repo })).data.node_id

describe('nodes', () => {
  it('are found by their ids, in the order in which they were asked for', async () => {
    const { octokit } = here()
    const { number, sha } = await opened(here())
    const pull = await octokit.rest.pulls.get({ ...at, pull_number: number })
    const ids = [pull.data.node_id, await idOf('widgets'), await idOf('secrets')]
    expect(await octokit.graphql(NODES, { ids })).toEqual({
      nodes: [
        {
          __typename: 'PullRequest',
          number,
          headRefOid: sha,
          repository: { nameWithOwner: 'acme/widgets' },
        },
        { __typename: 'Repository', nameWithOwner: 'acme/widgets' },
        { __typename: 'Repository', nameWithOwner: 'acme/secrets' },
      ],
    })
  })

  it('are null where there are none, or none for the viewer', async () => {
    const ids = [await idOf('secrets'), 'nothing', await idOf('widgets')]
    expect(await answered(here(), userToken('outsider'), NODES, { ids })).toMatchObject({
      status: 200,
      body: {
        data: { nodes: [null, null, { nameWithOwner: 'acme/widgets' }] },
        errors: expect.arrayContaining([
          expect.objectContaining({ type: 'NOT_FOUND', path: ['nodes', 0] }),
          expect.objectContaining({
            type: 'NOT_FOUND',
            path: ['nodes', 1],
            message: "Could not resolve to a node with the global id of 'nothing'.",
          }),
        ]),
      },
    })
  })

  it('are a hundred at most', async () => {
    const ids = Array.from({ length: 101 }, () => 'nothing')
    expect((await answered(here(), userToken('casey'), NODES, { ids })).body).toMatchObject({
      errors: [{ type: 'ARGUMENT_LIMIT', path: ['nodes'] }],
    })
  })

  it('are asked for one by one as well', async () => {
    const query = 'query ($id: ID!) { node(id: $id) { id ... on Repository { name } } }'
    const id = await idOf('widgets')
    const token = await installationToken(here())
    expect((await answered(here(), token, query, { id })).body).toEqual({
      data: { node: { id, name: 'widgets' } },
    })
    expect((await answered(here(), token, query, { id: 'nothing' })).body).toMatchObject({
      data: { node: null },
      errors: [{ type: 'NOT_FOUND', path: ['node'] }],
    })
  })
})

it('the quota is told', async () => {
  const query = '{ rateLimit { cost limit remaining used resetAt } }'
  const { rateLimit } = await here().octokit.graphql<{
    readonly rateLimit: { readonly [name: string]: number } & { readonly resetAt: string }
  }>(query)
  expect(rateLimit).toMatchObject({ cost: 1, limit: 5_000 })
  expect((rateLimit.remaining ?? 0) + (rateLimit.used ?? 0)).toBe(5_000)
  expect(rateLimit.resetAt).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/)
})
