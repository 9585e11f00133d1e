import { beforeAll, describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { type Said, type Talk, talkIn } from './commands-support.ts'

const world = worldOfThisFile()

let talk: Talk

/** What each command is, in a pull request of its own. */
interface Case {
  readonly name: string
  readonly right: (talk: Talk) => string
  readonly wrong: string
  readonly mistake: string
  /** Who may not give it, and what they are told; null where everybody may. */
  readonly refusal: string | null
  /** What is said when it was edited afterwards; null where it holds all the same. */
  readonly edited: string | null
}

const EDITED =
  "The command of robin doesn't count: the comment was edited. Write it again in a new comment."
const NO_ROLE =
  'outsider may not decide on blockers here (role: read). Ask somebody whose role is write or more.'

const CASES: readonly Case[] = [
  {
    name: '/fixed',
    right: ({ fix }) => `/fixed B1 ${fix.slice(0, 7)}`,
    wrong: '/fixed B1',
    mistake: '"/fixed" names no commit of at least 7 digits. Write "/fixed B1 abc1234".',
    refusal: NO_ROLE,
    edited: EDITED,
  },
  {
    name: '/waive',
    right: () => '/waive B1 it is meant so',
    wrong: '/waive B1',
    mistake: '"/waive" gives no reason. Write "/waive B1 why it may stay".',
    refusal: NO_ROLE,
    edited: EDITED,
  },
  {
    name: '/defer',
    right: ({ issue }) => `/defer B1 #${issue}`,
    wrong: '/defer B1 later',
    mistake: '"/defer" names no issue. Write "/defer B1 #123".',
    refusal: NO_ROLE,
    edited: EDITED,
  },
  {
    name: '/reopen',
    right: () => '/reopen B1',
    wrong: '/reopen',
    mistake: '"/reopen" names no blocker. Write "/reopen B1".',
    refusal: NO_ROLE,
    edited: null,
  },
  {
    name: '/rereview B1',
    right: () => '/rereview B1',
    wrong: '/rereview B9',
    mistake: '"B9" names no single blocker. Name one of R1-B1, R1-B2.',
    refusal: NO_ROLE,
    edited: null,
  },
  {
    name: '/rereview',
    right: () => '/rereview',
    wrong: '/rereveiw',
    mistake: '"/rereveiw" is no command. Did you mean "/rereview"?',
    refusal:
      'outsider may not ask for another round here (role: read). Ask casey, or somebody whose role is triage or more.',
    edited: EDITED,
  },
  {
    name: '/blockers',
    right: () => '/blockers',
    wrong: '/blocker',
    mistake: '"/blocker" is no command. Did you mean "/blockers"?',
    refusal: null,
    edited: null,
  },
  {
    name: '/help',
    right: () => '/help',
    wrong: '/halp',
    mistake: '"/halp" is no command. Did you mean "/help"?',
    refusal: null,
    edited: null,
  },
]

/** What is posted because of a command that counts: nothing, but for those that ask for it. */
const posted = (name: string) => (name === '/blockers' || name === '/help' ? 1 : 0)

const wrong = (mistake: string) => ({
  reactions: ['confused'],
  replies: [`😕 In [this comment] something doesn’t count:\n\n- ${mistake}`],
})

describe.each(CASES)('$name', ({ name, right, wrong: body, mistake, refusal, edited }) => {
  let said: Said

  beforeAll(async () => {
    talk = await talkIn(world())
  })

  it('allowed: is answered with a rocket', async () => {
    said = await talk.say(right(talk))
    const { reactions, replies } = await talk.answer(said)
    expect(reactions).toEqual(['rocket'])
    expect(replies).toHaveLength(posted(name))
  })

  it('repeated: is answered again, and changes nothing', async () => {
    const title = await talk.title()
    const again = await talk.say(right(talk))
    const { reactions, replies } = await talk.answer(again)
    expect(reactions).toEqual(['rocket'])
    expect(replies).toHaveLength(posted(name))
    expect(await talk.title()).toBe(title)
  })

  it('heard twice: is answered once', async () => {
    const { github, redeliver, quiet } = world()
    const before = await world().repository.comments(talk.number)
    const isIt = (payload: unknown) => JSON.stringify(payload).includes(said.nodeId)
    await redeliver(
      github.deliveries.find(({ event, payload }) => event === 'issue_comment' && isIt(payload)),
    )
    await quiet()
    expect(await world().repository.comments(talk.number)).toEqual(before)
    expect((await talk.answer(said)).reactions).toEqual(['rocket'])
  })

  it('in the body of a review: counts as well', async () => {
    const inReview = await talk.say(`Looked at it.\n\n${right(talk)}`, 'robin', 'review')
    expect((await talk.answer(inReview)).reactions).toEqual(['rocket'])
  })

  it('by somebody who may not: is refused', async () => {
    const answer = await talk.answer(await talk.say(right(talk), 'outsider'))
    if (refusal === null) expect(answer.reactions).toEqual(['rocket'])
    else expect(answer).toEqual(wrong(refusal))
  })

  it('malformed: is answered with the right form', async () => {
    expect(await talk.answer(await talk.say(`Well:\n\n${body}`))).toEqual(wrong(mistake))
  })

  it('quoted: is not heard', async () => {
    for (const quoted of [
      `> ${right(talk)}`,
      `\`\`\`\n${right(talk)}\n\`\`\``,
      `<!--\n${right(talk)}\n-->`,
    ]) {
      const answer = await talk.answer(await talk.say(quoted))
      expect(answer).toEqual({ reactions: [], replies: [] })
    }
  })

  it('edited: no longer counts, and says so', async () => {
    const before = (await talk.answer(said)).replies
    await talk.edit(said, `${right(talk)}\n\nOr so.`)
    expect(await talk.answer(said)).toEqual(
      edited === null ? { reactions: ['rocket'], replies: before } : wrong(edited),
    )
  })

  it('in a closed pull request: waits until it is open again', async () => {
    const { repository, quiet } = world()
    await repository.closePull(talk.number)
    const late = await talk.say(right(talk))
    expect(await talk.answer(late)).toEqual({
      reactions: ['confused'],
      replies: [
        '😕 This pull request is closed, so [this] changes nothing now. It counts when the pull request is reopened.',
      ],
    })
    await repository.reopenPull(talk.number)
    await quiet()
    expect((await talk.answer(late)).reactions).toEqual(['rocket'])
  })
})
