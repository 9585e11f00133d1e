import { beforeAll, describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import {
  blocking,
  checkAt,
  deleteComment,
  type Said,
  standing,
  unheardIn,
  type Work,
  workUnder,
} from './trust-support.ts'

const world = worldOfThisFile()

const OPEN = '❌ open: no commit is linked to it yet'
const WAIVED = '➖ waived: waived by robin (DAY): it is fine'
const BLOCKED = blocking('Retries never stop, `src/retry.ts:1`.')

interface Story {
  readonly work: Work
  readonly head: string
  readonly say: (body: string) => Promise<number>
  readonly look: () => Promise<Said>
}

/** A pull request with one blocker, about which Robin says something. */
async function blocked(): Promise<Story> {
  const work = await workUnder(world().repository, {})
  const head = await work.report(BLOCKED)
  const number = await work.pull()
  return {
    work,
    head,
    say: (body) => world().repository.comment(number, body, 'robin'),
    look: () => checkAt(world(), work, head),
  }
}

describe('a comment that was edited', () => {
  it('waives nothing any more', async () => {
    const { say, look } = await blocked()
    const id = await say('/waive B1 it is fine')
    expect(standing(await look())).toEqual({ B1: WAIVED })
    await world().repository.editComment(id, '/waive B1 it is really fine', 'robin')
    const said = await look()
    expect(standing(said)).toEqual({ B1: OPEN })
    expect(unheardIn(said)).toEqual([
      "`comment by robin:1` The command of robin doesn't count: the comment was edited. Write it again in a new comment.",
    ])
  })

  it('waives nothing when the command is taken out', async () => {
    const { say, look } = await blocked()
    const id = await say('/waive B1 it is fine')
    expect(standing(await look())).toEqual({ B1: WAIVED })
    await world().repository.editComment(id, 'Never mind.', 'robin')
    const said = await look()
    expect(standing(said)).toEqual({ B1: OPEN })
    expect(unheardIn(said)).toEqual([])
  })

  it('waives nothing that was edited in by somebody else', async () => {
    const { say, look } = await blocked()
    const id = await say('Looks good.')
    await world().repository.editComment(id, '/waive B1 it is fine', 'casey')
    expect(standing(await look())).toEqual({ B1: OPEN })
  })

  it('counts again when it is written anew', async () => {
    const { say, look } = await blocked()
    const id = await say('/waive B1 it')
    await world().repository.editComment(id, '/waive B1 it is', 'robin')
    await say('/waive B1 it is fine')
    expect(standing(await look())).toEqual({ B1: WAIVED })
  })

  it('reopens all the same', async () => {
    const { work, say, look } = await blocked()
    await world().repository.comment(await work.pull(), '/waive B1 it is fine', 'maintainer')
    const id = await say('/reopen B1')
    await world().repository.editComment(id, '/reopen B1, please', 'casey')
    expect(standing(await look())).toEqual({ B1: '❌ open: reopened by robin (DAY)' })
  })
})

describe('a comment that was deleted', () => {
  it('waives nothing any more', async () => {
    const { say, look } = await blocked()
    const id = await say('/waive B1 it is fine')
    expect(standing(await look())).toEqual({ B1: WAIVED })
    await deleteComment(world(), id, 'robin')
    const said = await look()
    expect(standing(said)).toEqual({ B1: OPEN })
    expect(unheardIn(said)).toEqual([])
  })
})

/** One pull request for all that is not read. */
let story: Story

beforeAll(async () => {
  story = await blocked()
  await story.say('Hello.')
  await story.look()
})

describe('a command is not read', () => {
  it.each([
    ['in a fenced block', '```\n/waive B1 it is fine\n```'],
    ['in an indented block', 'So:\n\n    /waive B1 it is fine'],
    ['in a code span', '`/waive B1 it is fine`'],
    ['in a quotation', '> /waive B1 it is fine'],
    ['in an HTML comment', '<!--\n/waive B1 it is fine\n-->'],
    ['in a fold', '<details>\n/waive B1 it is fine\n</details>'],
    ['in a list', '- /waive B1 it is fine'],
    ['in a sentence', 'I would say /waive B1 it is fine'],
    ['by another name', '/wave-through B1 it is fine'],
  ])('%s', async (_, body) => {
    const { say, look } = story
    const requests = await world().requestsDuring(async () => {
      await say(body)
    })
    expect(requests).toEqual([])
    const said = await look()
    expect(standing(said)).toEqual({ B1: OPEN })
    expect(unheardIn(said)).toEqual([])
  })

  it('by a bot', async () => {
    const { github, repository } = world()
    const saying = {
      id: 'IC_1',
      author: { __typename: 'Bot', login: 'helper' },
      body: '/waive B1 it is fine',
      createdAt: '2026-01-05T10:00:00Z',
      lastEditedAt: null,
      url: 'https://github.com/acme/widgets/pull/1#issuecomment-1',
      viewerDidAuthor: false,
      reactionGroups: [],
    }
    const pageInfo = { endCursor: null, hasNextPage: false }
    const comments = { nodes: [saying], pageInfo }
    const pullRequest = { id: 'PR_1', comments, reviews: { nodes: [], pageInfo } }
    github.failNext({
      path: /^\/graphql$/u,
      status: 200,
      body: { data: { repository: { pullRequest } } },
    })
    const { id } = await repository.waitForCheck(story.head)
    await repository.rerunCheck(id)
    const said = await story.look()
    github.clearFaults()
    expect(standing(said)).toEqual({ B1: OPEN })
    expect(unheardIn(said)).toEqual([])
  })

  it('of a bot wakes nobody up', async () => {
    const { github, requestsDuring } = world()
    const requests = await requestsDuring(async () => {
      const answer = await github.deliver('issue_comment', {
        action: 'created',
        comment: { body: '/waive B1 it is fine', user: { login: 'helper[bot]', type: 'Bot' } },
        issue: { number: await story.work.pull(), pull_request: {} },
        repository: { name: 'widgets', owner: { login: 'acme' } },
        installation: { id: github.installationId },
      })
      expect(answer.status).toBe(200)
    })
    expect(requests).toEqual([])
  })
})

describe('a command that is not right', () => {
  it.each<readonly [body: string, answer: string]>([
    ['/waive B1', '"/waive" gives no reason. Write "/waive B1 why it may stay".'],
    ['/waive it is fine', '"/waive" names no blocker. Write "/waive B1 why it may stay".'],
    ['/defer B1 later', '"/defer" names no issue. Write "/defer B1 #123".'],
    ['/fixed B1', '"/fixed" names no commit of at least 7 digits. Write "/fixed B1 abc1234".'],
    [
      '/fixed B1 abc123',
      '"/fixed" names no commit of at least 7 digits. Write "/fixed B1 abc1234".',
    ],
    ['/reopen', '"/reopen" names no blocker. Write "/reopen B1".'],
    ['/waive B7 it is fine', '"B7" names no single blocker. Name one of R1-B1.'],
  ])('%s is answered with the right form', async (body, answer) => {
    const { say, look } = await blocked()
    await say(`Well.\n\n${body}`)
    const said = await look()
    expect(standing(said)).toEqual({ B1: OPEN })
    expect(unheardIn(said)).toEqual([`\`comment by robin:3\` ${answer}`])
  })

  it('does not keep the others from counting', async () => {
    const { say, look } = await blocked()
    await say('/waive B9 not here\n/waive B1 it is fine')
    const said = await look()
    expect(standing(said)).toEqual({ B1: WAIVED })
    expect(unheardIn(said)).toHaveLength(1)
  })
})
