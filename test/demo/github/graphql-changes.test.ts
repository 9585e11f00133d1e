import { describe, expect, it } from '@jest/globals'
import { named } from '../../support/recorder.ts'
import { at, gitHubOfThisFile } from './git-hub-of-this-file.ts'
import {
  answered,
  CONVERSATION,
  conversation,
  installationToken,
  opened,
  PULL,
  type Said,
  userToken,
} from './graphql-support.ts'

const here = gitHubOfThisFile()

const ADD_COMMENT = `mutation ($subjectId: ID!, $body: String!) {
  addComment(input: { subjectId: $subjectId, body: $body }) { commentEdge { node { id url } } }
}`
const ADD_REACTION = `mutation ($subjectId: ID!, $content: ReactionContent!) {
  addReaction(input: { subjectId: $subjectId, content: $content }) { reaction { content } }
}`
const REMOVE_REACTION = ADD_REACTION.replace('addReaction', 'removeReaction')
const UPDATE = `mutation ($id: ID!, $body: String!) {
  updateIssueComment(input: { id: $id, body: $body }) { issueComment { id } }
}`
const DELETE = `mutation ($id: ID!) {
  deleteIssueComment(input: { id: $id }) { clientMutationId }
}`

const FORBIDDEN = {
  errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }],
}

describe('the App', () => {
  it('comments, edits and deletes, and hears of it', async () => {
    const { repository, recorder, octokit } = here()
    const { number } = await opened(here())
    const { id: subjectId } = await conversation(here(), number)
    const added = await octokit.graphql<{
      readonly addComment: { readonly commentEdge: { readonly node: Said } }
    }>(ADD_COMMENT, { subjectId, body: 'Recorded.' })
    const { id } = added.addComment.commentEdge.node
    const sender = { login: 'countersign[bot]', type: 'Bot' }
    const hook = await recorder.heard((one) => named(one) === 'issue_comment.created')
    expect(hook.payload).toMatchObject({ sender, comment: { node_id: id, body: 'Recorded.' } })
    expect((await conversation(here(), number)).comments.nodes).toMatchObject([
      { id, author: { __typename: 'Bot', login: 'countersign' }, viewerDidAuthor: true },
    ])
    await octokit.graphql(UPDATE, { id, body: 'Recorded twice.' })
    const edited = await recorder.heard((one) => named(one) === 'issue_comment.edited')
    expect(edited.payload).toMatchObject({ sender, changes: { body: { from: 'Recorded.' } } })
    expect(await repository.comments(number)).toEqual([
      {
        id: expect.any(Number),
        nodeId: id,
        author: 'countersign[bot]',
        body: 'Recorded twice.',
        url: expect.stringContaining(`/acme/widgets/pull/${number}#issuecomment-`),
        edited: true,
      },
    ])
    await octokit.graphql(DELETE, { id })
    const deleted = await recorder.heard((one) => named(one) === 'issue_comment.deleted')
    expect(deleted.payload).toMatchObject({ sender, comment: { node_id: id } })
    expect(await repository.comments(number)).toEqual([])
  })

  it('does several things at once', async () => {
    const { repository, octokit } = here()
    const { number } = await opened(here())
    const first = await repository.comment(number, 'One', 'robin')
    const second = await repository.review(number, 'Two', 'robin')
    const [comment] = await repository.comments(number)
    await octokit.graphql(
      `mutation ($one: ID!, $two: ID!) {
        a: addReaction(input: { subjectId: $one, content: EYES }) { reaction { content } }
        b: addReaction(input: { subjectId: $two, content: ROCKET }) { reaction { content } }
      }`,
      { one: comment?.nodeId, two: second.nodeId },
    )
    const login = 'countersign[bot]'
    expect(repository.reactions(first)).toEqual([{ content: 'EYES', login }])
    expect(repository.reactions(second.nodeId)).toEqual([{ content: 'ROCKET', login }])
  })

  it('may not comment on plain issues', async () => {
    const { repository, octokit } = here()
    const number = await repository.openIssue('The server is down')
    const asked = { ...at, issue_number: number, body: 'Oh' }
    await expect(octokit.rest.issues.createComment(asked)).rejects.toMatchObject({
      status: 403,
      response: { data: { message: 'Resource not accessible by integration' } },
    })
    const { data } = await octokit.rest.issues.get({ ...at, issue_number: number })
    const token = await installationToken(here())
    const variables = { subjectId: data.node_id, body: 'Oh' }
    expect((await answered(here(), token, ADD_COMMENT, variables)).body).toMatchObject(FORBIDDEN)
  })

  it('needs the permission', async () => {
    const { number } = await opened(here())
    const { id: subjectId } = await conversation(here(), number)
    const token = await installationToken(here(), { metadata: 'read', pull_requests: 'read' })
    const comment = await answered(here(), token, ADD_COMMENT, { subjectId, body: 'Oh' })
    expect(comment.body).toMatchObject({ data: { addComment: null }, ...FORBIDDEN })
    const reaction = await answered(here(), token, ADD_REACTION, { subjectId, content: 'EYES' })
    expect(reaction.body).toMatchObject({ data: { addReaction: null }, ...FORBIDDEN })
  })

  it('is written down with its queries, and runs into faults', async () => {
    const { github } = here()
    const { number } = await opened(here())
    await conversation(here(), number)
    expect(github.requests.at(-1)).toMatchObject({
      by: 'installation',
      method: 'POST',
      path: '/graphql',
      status: 200,
      body: { query: CONVERSATION, variables: { number } },
    })
    github.failNext({ path: /^\/graphql$/, status: 502 })
    await expect(conversation(here(), number)).rejects.toMatchObject({ status: 502 })
    await conversation(here(), number)
  })
})

describe('a reaction', () => {
  it('counts once for each user, and is taken back', async () => {
    const { repository, octokit } = here()
    const { number } = await opened(here())
    const id = await repository.comment(number, 'One', 'robin')
    await repository.react(id, 'THUMBS_UP', 'casey')
    await repository.react(id, 'THUMBS_UP', 'casey')
    await repository.react(id, 'THUMBS_UP', 'outsider')
    expect(repository.reactions(id)).toEqual([
      { content: 'THUMBS_UP', login: 'casey' },
      { content: 'THUMBS_UP', login: 'outsider' },
    ])
    const { data } = await octokit.rest.issues.getComment({ ...at, comment_id: id })
    expect(data.reactions).toMatchObject({ total_count: 2, '+1': 2 })
    const variables = { subjectId: data.node_id, content: 'THUMBS_UP' }
    await answered(here(), userToken('casey'), REMOVE_REACTION, variables)
    expect(repository.reactions(id)).toEqual([{ content: 'THUMBS_UP', login: 'outsider' }])
  })

  it('is the viewer’s or not', async () => {
    const { repository, octokit } = here()
    const { number } = await opened(here())
    const id = await repository.comment(number, 'One', 'robin')
    const reacted = async () =>
      (await conversation(here(), number)).comments.nodes[0]?.reactionGroups
        .filter(({ viewerHasReacted }) => viewerHasReacted)
        .map(({ content }) => content)
    await repository.react(id, 'EYES', 'casey')
    expect(await reacted()).toEqual([])
    const [comment] = await repository.comments(number)
    await octokit.graphql(ADD_REACTION, { subjectId: comment?.nodeId, content: 'EYES' })
    expect(await reacted()).toEqual(['EYES'])
  })
})

describe('users', () => {
  it('may not edit or delete what others wrote, unless they may push', async () => {
    const { repository } = here()
    const { number } = await opened(here())
    await repository.comment(number, 'Mine', 'robin')
    const [comment] = await repository.comments(number)
    const id = comment?.nodeId
    const outsider = userToken('outsider')
    expect((await answered(here(), outsider, UPDATE, { id, body: 'No' })).body).toMatchObject(
      FORBIDDEN,
    )
    expect((await answered(here(), outsider, DELETE, { id })).body).toMatchObject(FORBIDDEN)
    expect((await answered(here(), userToken('casey'), UPDATE, { id, body: 'Ours' })).body).toEqual(
      {
        data: { updateIssueComment: { issueComment: { id } } },
      },
    )
  })

  it('are refused with a token that nobody was given', async () => {
    expect((await answered(here(), 'ghs_nothing', PULL, { number: 1 })).status).toBe(401)
    expect((await answered(here(), '', PULL, { number: 1 })).status).toBe(401)
  })
})
