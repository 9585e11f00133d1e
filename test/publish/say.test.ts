import { beforeAll, expect, test } from '@jest/globals'
import { say } from '../../src/publish/say.ts'
import { conversationOf } from '../../src/snapshot/github-conversation.ts'
import { gitHubOfThisFile } from '../demo/github/git-hub-of-this-file.ts'
import { octokitOf } from '../support/octokit.ts'

const here = gitHubOfThisFile()

const pull = { owner: 'acme', repo: 'widgets', number: 0 }
let nodeId = ''

beforeAll(async () => {
  const { repository } = here()
  await repository.commit({ branch: 'work', message: 'Work', files: { 'a.ts': 'a()\n' } })
  pull.number = await repository.openPull({ head: 'work', title: 'Work', as: 'casey' })
  nodeId = (await conversationOf(octokitOf(here().github), pull)).nodeId
})

const saying = (sayings: Parameters<typeof say>[2]) =>
  say(octokitOf(here().github), nodeId, sayings)

const conversation = () => conversationOf(octokitOf(here().github), pull)

test('comments, edits, deletes, reacts and takes back', async () => {
  expect(
    await saying([
      { kind: 'comment', body: 'One' },
      { kind: 'comment', body: 'Two' },
    ]),
  ).toEqual({ refused: [], runs: [] })
  const [one, two] = (await conversation()).ours
  const heard = await here().repository.comment(pull.number, '/help', 'robin')
  const [{ id: to } = { id: '' }] = (await conversation()).comments
  await saying([
    { kind: 'edit', id: one?.id ?? '', body: 'One, edited' },
    { kind: 'delete', id: two?.id ?? '' },
    { kind: 'react', to, with: 'EYES' },
    { kind: 'react', to, with: 'ROCKET' },
    { kind: 'unreact', to, with: 'EYES' },
  ])
  const { ours, comments } = await conversation()
  expect(ours.map(({ body }) => body)).toEqual(['One, edited'])
  expect(comments).toMatchObject([{ answer: 'done', seen: false, edited: false }])
  expect(here().repository.reactions(heard)).toMatchObject([{ content: 'ROCKET' }])
})

test('says much in few requests', async () => {
  const { github } = here()
  const before = github.requests.length
  await saying(
    Array.from({ length: 60 }, (_, index) => ({ kind: 'comment', body: `No. ${index}` })),
  )
  const asked = github.requests.slice(before).filter(({ path }) => path === '/graphql')
  expect(asked).toHaveLength(3)
  const last = (await conversation()).ours.slice(-60).map(({ body }) => body)
  expect(last).toEqual(Array.from({ length: 60 }, (_, index) => `No. ${index}`))
})

test('what isn’t there any more keeps nothing else from being said', async () => {
  const { refused } = await saying([
    { kind: 'edit', id: 'IC_gone', body: 'Late' },
    { kind: 'comment', body: 'All the same' },
  ])
  expect(refused).toHaveLength(1)
  expect((await conversation()).ours.at(-1)?.body).toBe('All the same')
})

test('what the App may not do is told, and no error', async () => {
  const message = 'Resource not accessible by integration'
  here().github.failNext({
    path: /^\/graphql$/u,
    status: 200,
    body: { data: null, errors: [{ type: 'FORBIDDEN', message, path: ['c0'] }] },
  })
  expect((await saying([{ kind: 'comment', body: 'May I?' }])).refused).toEqual([message])
})

test.each([
  ['a failure of GitHub', { status: 502 }],
  [
    'a failure that is told in GraphQL’s way',
    { status: 200, body: { data: null, errors: [{ message: 'Something went wrong' }] } },
  ],
])('%s is an error', async (_, fault) => {
  here().github.failNext({ path: /^\/graphql$/u, ...fault })
  await expect(saying([{ kind: 'comment', body: 'Hello?' }])).rejects.toThrow()
  expect((await conversation()).ours.map(({ body }) => body)).not.toContain('Hello?')
})
