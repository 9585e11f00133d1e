import { describe, expect, it } from '@jest/globals'
import { at, gitHubOfThisFile } from './git-hub-of-this-file.ts'
import { asked, opened, type Variables } from './graphql-support.ts'

const here = gitHubOfThisFile()

const DASHBOARD = `query ($owner: String!, $name: String!, $app: Int!, $head: String, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(
      states: OPEN, first: 2, after: $after, headRefName: $head
      orderBy: { field: UPDATED_AT, direction: DESC }
    ) {
      totalCount
      nodes {
        number title url isDraft updatedAt headRefName author { login }
        reviewRequests(first: 10) {
          nodes { requestedReviewer { __typename ... on User { login } } }
        }
        commits(last: 1) {
          nodes {
            commit {
              oid
              checkSuites(first: 5, filterBy: { appId: $app }) {
                nodes {
                  checkRuns(first: 5, filterBy: { checkName: "Countersign" }) {
                    nodes { title summary conclusion status externalId }
                  }
                }
              }
            }
          }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`

interface Pulls {
  readonly totalCount: number
  readonly nodes: readonly (Variables & { readonly number: number })[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

const dashboard = async (variables: Variables = {}) =>
  (await asked(here(), DASHBOARD, { app: here().github.appId, ...variables })).repository
    .pullRequests as Pulls

describe('the pull requests of a repository', () => {
  it('come with what their authors, reviewers and checks say', async () => {
    const { repository, octokit } = here()
    const { number, sha, branch } = await opened(here())
    await repository.requestReview(number, ['robin'])
    await repository.foreignCheck({ name: 'ci', sha, conclusion: 'success' })
    for (const conclusion of ['failure', 'neutral'] as const) {
      const output = { title: `It is ${conclusion}`, summary: 'Why' }
      const check = { name: 'Countersign', head_sha: sha, conclusion, output, external_id: 'x' }
      await octokit.rest.checks.create({ ...at, ...check })
    }
    const url = `${here().github.url}/acme/widgets/pull/${number}`
    const run = {
      title: 'It is neutral',
      summary: 'Why',
      conclusion: 'NEUTRAL',
      status: 'COMPLETED',
      externalId: 'x',
    }
    const commit = { oid: sha, checkSuites: { nodes: [{ checkRuns: { nodes: [run] } }] } }
    expect(await dashboard({ head: branch })).toMatchObject({
      totalCount: 1,
      nodes: [
        {
          number,
          title: branch,
          url,
          isDraft: false,
          headRefName: branch,
          author: { login: 'casey' },
          reviewRequests: {
            nodes: [{ requestedReviewer: { __typename: 'User', login: 'robin' } }],
          },
          commits: { nodes: [{ commit }] },
        },
      ],
      pageInfo: { hasNextPage: false },
    })
  })

  it('come in pages, the last changed first', async () => {
    const older = await opened(here())
    const newer = await opened(here())
    const closed = await opened(here())
    await here().repository.closePull(closed.number)
    await here().repository.comment(older.number, 'News', 'robin')
    const first = await dashboard()
    expect(first.nodes.map(({ number }) => number)).toEqual([older.number, newer.number])
    expect(first.pageInfo.hasNextPage).toBe(true)
    const second = await dashboard({ after: first.pageInfo.endCursor })
    const dates = [...first.nodes, ...second.nodes].map(({ updatedAt }) => updatedAt)
    expect(dates).toEqual(dates.toSorted().toReversed())
    expect(first.totalCount).toBe(3)
  })
})
