import { describe, expect, it } from '@jest/globals'
import { at, gitHubOfThisFile } from './git-hub-of-this-file.ts'
import {
  answered,
  conversation,
  installationToken,
  opened,
  PULL,
  userToken,
} from './graphql-support.ts'

const here = gitHubOfThisFile([{ name: 'widgets' }, { name: 'secrets', private: true }])

describe('the conversation of a pull request', () => {
  it('has its comments as the REST API has them', async () => {
    const { repository, octokit } = here()
    const { number } = await opened(here())
    const id = await repository.comment(number, 'Befor', 'robin')
    const before = (await conversation(here(), number)).comments.nodes[0]
    await repository.editComment(id, 'Before', 'robin')
    const { data } = await octokit.rest.issues.getComment({ ...at, comment_id: id })
    const found = await conversation(here(), number)
    const pull = await octokit.rest.pulls.get({ ...at, pull_number: number })
    expect(found.id).toBe(pull.data.node_id)
    expect(before).toMatchObject({ body: 'Befor', lastEditedAt: null })
    expect(found.comments.nodes).toMatchObject([
      {
        id: data.node_id,
        author: { __typename: 'User', login: 'robin' },
        body: 'Before',
        createdAt: data.created_at,
        lastEditedAt: data.updated_at,
        url: data.html_url,
        viewerDidAuthor: false,
      },
    ])
    expect(found.comments.nodes[0]?.reactionGroups.map(({ content }) => content)).toEqual([
      'THUMBS_UP',
      'THUMBS_DOWN',
      'LAUGH',
      'HOORAY',
      'CONFUSED',
      'HEART',
      'ROCKET',
      'EYES',
    ])
  })

  it('comes in pages', async () => {
    const { number } = await opened(here())
    for (const body of ['One', 'Two', 'Three']) {
      await here().repository.comment(number, body, 'robin')
    }
    const first = (await conversation(here(), number)).comments
    expect(first.pageInfo.hasNextPage).toBe(true)
    const second = (await conversation(here(), number, first.pageInfo.endCursor)).comments
    expect(second.pageInfo.hasNextPage).toBe(false)
    expect([...first.nodes, ...second.nodes].map(({ body }) => body)).toEqual([
      'One',
      'Two',
      'Three',
    ])
  })

  it('has its reviews but not the pending ones', async () => {
    const { repository, octokit } = here()
    const { number } = await opened(here())
    const { id, nodeId } = await repository.review(number, 'Fine.', 'robin', 'APPROVE')
    await octokit.rest.pulls.createReview({ ...at, pull_number: number, body: 'Not yet' })
    const { data } = await octokit.rest.pulls.getReview({
      ...at,
      pull_number: number,
      review_id: id,
    })
    expect((await conversation(here(), number)).reviews.nodes).toMatchObject([
      {
        id: nodeId,
        author: { __typename: 'User', login: 'robin' },
        body: 'Fine.',
        state: 'APPROVED',
        createdAt: data.submitted_at,
        submittedAt: data.submitted_at,
        lastEditedAt: null,
        url: data.html_url,
        viewerDidAuthor: false,
      },
    ])
    await repository.editReview(number, id, 'Nearly fine.', 'robin')
    const [edited] = (await conversation(here(), number)).reviews.nodes
    expect(edited).toMatchObject({ body: 'Nearly fine.', createdAt: data.submitted_at })
    expect(edited?.lastEditedAt?.localeCompare(data.submitted_at ?? '')).toBe(1)
  })

  it('isn’t found where there is none', async () => {
    const { status, body } = await answered(here(), userToken('casey'), PULL, { number: 4_000 })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      data: { repository: { pullRequest: null } },
      errors: [
        {
          type: 'NOT_FOUND',
          path: ['repository', 'pullRequest'],
          message: 'Could not resolve to a PullRequest with the number of 4000.',
        },
      ],
    })
    const other = { name: 'nothing', number: 1 }
    expect((await answered(here(), userToken('casey'), PULL, other)).body).toMatchObject({
      data: { repository: null },
      errors: [{ type: 'NOT_FOUND', path: ['repository'] }],
    })
  })

  it('is hidden from those who don’t see the repository', async () => {
    const secrets = here().github.repository('acme', 'secrets')
    await secrets.commit({ branch: 'topic', message: 'Work', files: { a: '1\n' } })
    const number = await secrets.openPull({ head: 'topic', title: 'Secret' })
    const variables = { name: 'secrets', number }
    const seen = { data: { repository: { pullRequest: { id: expect.any(String) } } } }
    expect((await answered(here(), userToken('casey'), PULL, variables)).body).toEqual(seen)
    expect((await answered(here(), await installationToken(here()), PULL, variables)).body).toEqual(
      seen,
    )
    const { body } = await answered(here(), userToken('outsider'), PULL, variables)
    expect(body).toMatchObject({ data: { repository: null }, errors: [{ type: 'NOT_FOUND' }] })
  })
})

describe('what is private', () => {
  it('is shown to an App as far as its permissions go', async () => {
    const secrets = here().github.repository('acme', 'secrets')
    await secrets.commit({ branch: 'plan', message: 'Work', files: { plan: '1\n' } })
    const number = await secrets.openPull({ head: 'plan', title: 'Secret' })
    const query = `query ($owner: String!, $name: String!, $number: Int!) {
      repository(owner: $owner, name: $name) {
        pullRequest(number: $number) {
          title
          commits(last: 1) { nodes { commit { checkSuites(first: 1) { totalCount } } } }
        }
        object(expression: "HEAD:README.md") { __typename }
      }
    }`
    const token = await installationToken(here(), { metadata: 'read', pull_requests: 'read' })
    const answer = await answered(here(), token, query, { name: 'secrets', number })
    const none = { type: 'FORBIDDEN', message: 'Resource not accessible by integration' }
    const checks = ['repository', 'pullRequest', 'commits', 'nodes', 0, 'commit', 'checkSuites']
    expect(answer.body).toMatchObject({
      data: { repository: { pullRequest: { title: 'Secret' }, object: null } },
      errors: expect.arrayContaining([
        expect.objectContaining({ ...none, path: ['repository', 'object'] }),
        expect.objectContaining({ ...none, path: checks }),
      ]),
    })
  })
})

describe('a query', () => {
  it('is held against GitHub’s schema', async () => {
    const wrong = '{ repository(owner: "acme", name: "widgets") { nonsense } }'
    expect(await answered(here(), userToken('casey'), wrong)).toMatchObject({
      status: 200,
      body: { errors: [{ message: expect.stringContaining('nonsense') }] },
    })
    expect((await answered(here(), userToken('casey'), '{')).body).toMatchObject({
      errors: [{ message: expect.stringContaining('Syntax Error') }],
    })
  })

  it.each([
    ['comments { totalCount }', 'MISSING_PAGINATION_BOUNDARIES'],
    ['comments(first: 101) { totalCount }', 'EXCESSIVE_PAGINATION'],
    ['comments(first: 1, after: "x") { totalCount }', 'INVALID_CURSOR_ARGUMENTS'],
  ])('is refused pages that GitHub doesn’t give: %s', async (comments, type) => {
    const { number } = await opened(here())
    const query = PULL.replace('{ id }', `{ ${comments} }`)
    const { body } = await answered(here(), userToken('casey'), query, { number })
    expect(body).toMatchObject({ errors: [{ type }] })
  })

  it('says so when it asks for what isn’t emulated', async () => {
    const query = '{ repository(owner: "acme", name: "widgets") { forkCount } }'
    expect((await answered(here(), userToken('casey'), query)).body).toMatchObject({
      errors: [{ message: 'The embedded GitHub has no Repository.forkCount' }],
    })
  })
})
