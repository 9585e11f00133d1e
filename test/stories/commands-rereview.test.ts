import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code, sayings } from '../support/story.ts'
import { type Talk, talkIn } from './commands-support.ts'
import { CASEY, ROBIN, TWO_BLOCKERS } from './trust-support.ts'

const world = worldOfThisFile()

/** Both blockers are fixed, and nobody has looked at that yet. */
async function fixed(): Promise<Talk> {
  const talk = await talkIn(world())
  await commit(talk, 'Fix both\n\nFixes-Blocker: B1, B2', code(2, 'fixed()'))
  return talk
}

async function commit(
  { branch }: Talk,
  message: string,
  files: Readonly<Record<string, string>>,
  author = CASEY,
): Promise<void> {
  await world().repository.commit({ branch, message, files, author })
  await world().quiet()
}

const askedOnGitHub = async ({ number }: Talk): Promise<readonly string[]> => {
  const pull = await world().repository.pull(number)
  return (pull.requested_reviewers as readonly { readonly login: string }[]).map(
    ({ login }) => login,
  )
}

const commentOf = async ({ number }: Talk): Promise<string> =>
  (await world().repository.comments(number))
    .filter(({ body }) => body.startsWith('<!-- countersign: state -->'))
    .map(({ body }) => body.replaceAll('\u2060', ''))
    .join('\n---\n')

describe('/rereview when the fixes are in', () => {
  it('asks whoever wrote the report, on GitHub and in the check', async () => {
    const talk = await fixed()
    expect(await talk.title()).toBe('Both blockers are fixed, awaiting re-review')
    const said = await talk.say('/rereview', 'casey')
    expect((await talk.answer(said)).reactions).toEqual(['rocket'])
    expect(await askedOnGitHub(talk)).toEqual(['robin'])
    expect(await talk.title()).toBe('Both blockers are fixed, awaiting re-review by robin')
    expect(await commentOf(talk)).toContain('casey asks robin for another look.')
  })

  it('asks once, however often it is looked at', async () => {
    const talk = await fixed()
    await talk.say('/rereview', 'casey')
    const requests = await world().requestsDuring(async () => {
      const { id } = await world().repository.waitForCheck(
        await world().repository.branchHead(talk.branch),
      )
      await world().repository.rerunCheck(id)
    })
    expect(requests.filter(({ path }) => path.endsWith('/requested_reviewers'))).toEqual([])
  })

  it('is over when the next report comes', async () => {
    const talk = await fixed()
    await talk.say('/rereview', 'casey')
    await commit(talk, 'Round 2', { 'REVIEW-R2.md': '# Review R2\n\nVerdict: none yet\n' }, ROBIN)
    expect(await talk.title()).not.toContain('by robin')
  })

  it('says so when GitHub lets nobody be asked', async () => {
    const talk = await fixed()
    world().github.failNext({ method: 'POST', path: /requested_reviewers$/u, status: 422 })
    const said = await talk.say('/rereview', 'casey')
    const answer = {
      reactions: ['rocket'],
      replies: [
        "GitHub doesn't let Countersign ask robin for a review: they are no collaborator. Tell robin yourself.",
      ],
    }
    expect(await talk.answer(said)).toEqual(answer)
    expect(await askedOnGitHub(talk)).toEqual([])
    await talk.say('/help')
    expect(await talk.answer(said)).toEqual(answer)
  })
})

describe('/rereview asks nobody', () => {
  it('while a blocker is open', async () => {
    const talk = await talkIn(world())
    const said = await talk.say('/rereview', 'casey')
    expect((await talk.answer(said)).reactions).toEqual(['rocket'])
    expect(await askedOnGitHub(talk)).toEqual([])
    expect(await talk.title()).toBe('0 of 2 blockers fixed: B1 and B2 are open')
  })

  it('when the fixes come later', async () => {
    const talk = await talkIn(world())
    await talk.say('/rereview', 'casey')
    await commit(talk, 'Fix both\n\nFixes-Blocker: B1, B2', code(2, 'fixed()'))
    expect(await talk.title()).toBe('Both blockers are fixed, awaiting re-review')
    expect(await askedOnGitHub(talk)).toEqual([])
  })

  it('where the only reviewer is the author', async () => {
    const talk = await talkIn(world())
    await world().repository.commit({
      branch: talk.branch,
      message: 'Review it myself',
      files: { 'REVIEW.md': `${TWO_BLOCKERS}\nFixed in ${talk.fix.slice(0, 7)}.\n` },
      author: CASEY,
    })
    await commit(talk, 'Fix both\n\nFixes-Blocker: B1, B2', code(2, 'fixed()'))
    const said = await talk.say('/rereview', 'casey')
    expect((await talk.answer(said)).reactions).toEqual(['rocket'])
    expect(await askedOnGitHub(talk)).toEqual([])
  })
})

describe('a command in a pull request that isn’t open', () => {
  it('gets its explanation when it is open again', async () => {
    const talk = await talkIn(world())
    await world().repository.closePull(talk.number)
    const said = await talk.say('/waive B1')
    expect((await talk.answer(said)).replies.join()).toContain('It counts when')
    await world().repository.reopenPull(talk.number)
    await world().quiet()
    expect(await talk.answer(said)).toEqual({
      reactions: ['confused'],
      replies: [
        '😕 In [this comment] something doesn’t count:\n\n- "/waive" gives no reason. Write "/waive B1 why it may stay".',
      ],
    })
  })
})

describe('a command', () => {
  it('is seen at once, and answered when it has taken effect', async () => {
    const talk = await talkIn(world())
    const requests = await world().requestsDuring(async () => {
      await talk.say('/waive B1 it is meant so')
    })
    // The pull request itself is read by the answer to the eyes.
    const [first] = requests.filter(({ by }) => by === 'installation')
    expect(first).toMatchObject({ operation: 'mutation Hear', status: 200 })
    expect(
      sayings(requests).map(({ field, input }) => [
        field,
        (input as { readonly content?: string }).content,
      ]),
    ).toEqual([
      ['addReaction', 'EYES'],
      ['updateIssueComment', undefined],
      ['addReaction', 'ROCKET'],
      ['removeReaction', 'EYES'],
    ])
    expect(await talk.title()).toBe('1 of 2 blockers settled: B2 is open')
  })

  it('several in one comment, right and wrong, get one reply', async () => {
    const talk = await talkIn(world())
    const said = await talk.say('/waive B9 no\n/waive B1\n/waive B2 it is meant so\n\nand\n\n/help')
    const { reactions, replies } = await talk.answer(said)
    expect(reactions).toEqual(['confused'])
    expect(replies).toHaveLength(2)
    expect(replies).toContainEqual(
      '😕 In [this comment] something doesn’t count:\n\n- "B9" names no single blocker. Name one of R1-B1, R1-B2.\n- "/waive" gives no reason. Write "/waive B1 why it may stay".',
    )
    expect(replies.join()).toContain('| `/reopen B1` |')
    expect(await talk.title()).toBe('1 of 2 blockers settled: B1 is open')
  })

  it('counts as soon as whoever gave it may', async () => {
    const talk = await talkIn(world())
    const said = await talk.say('/waive B1 it is meant so', 'outsider')
    await world().repository.setPermission('outsider', 'push')
    await talk.say('/rereview')
    expect(await talk.answer(said)).toEqual({
      reactions: ['rocket'],
      replies: ['[This] counts now.'],
    })
    await world().repository.setPermission('outsider', 'pull')
  })

  it('of a fix that isn’t one is told so', async () => {
    const talk = await talkIn(world())
    const { reactions, replies } = await talk.answer(await talk.say('/fixed B1 abcdef0'))
    expect(reactions).toEqual(['confused'])
    expect(replies.join()).toContain(
      'B1 is not fixed by it: there is no commit abcdef0 in this repository, or more than one begins so.',
    )
  })

  it('that defers to a closed issue is told so', async () => {
    const talk = await talkIn(world())
    await world().repository.closeIssue(talk.issue)
    const { replies } = await talk.answer(await talk.say(`/defer B1 #${talk.issue}`))
    expect(replies.join()).toContain(
      `B1 is not deferred: issue #${talk.issue} is closed. Write "/defer B1 #123", with an open issue.`,
    )
  })

  it('is read again by another server, and answered once', async () => {
    const talk = await talkIn(world())
    const said = await talk.say('/waive B1 it is meant so')
    const before = await world().repository.comments(talk.number)
    await world().anotherServer(async () => {
      await world().repository.commit({
        branch: talk.branch,
        message: 'Docs',
        files: { 'docs/more.md': 'More.\n' },
        author: CASEY,
      })
    })
    expect(await talk.title()).toBe('1 of 2 blockers settled: B2 is open')
    expect(await talk.answer(said)).toEqual({ reactions: ['rocket'], replies: [] })
    expect(await world().repository.comments(talk.number)).toEqual(before)
  })

  it('that no server heard is answered when somebody looks', async () => {
    const talk = await talkIn(world())
    let id = 0
    await world().unheard(async () => {
      id = await world().repository.comment(talk.number, '/waive B1 it is meant so', 'robin')
    })
    expect(world().repository.reactions(id)).toEqual([])
    await talk.say('/rereview')
    expect(world().repository.reactions(id)).toMatchObject([{ content: 'ROCKET' }])
    expect(await talk.title()).toBe('1 of 2 blockers settled: B2 is open')
  })

  it('gets its answer even if GitHub fails meanwhile', async () => {
    const talk = await talkIn(world())
    world().github.failNext({ path: /^\/graphql$/u, status: 502, times: 3 })
    const said = await talk.say('/waive B1 it is meant so')
    expect(await talk.answer(said)).toEqual({ reactions: ['rocket'], replies: [] })
    expect(await talk.title()).toBe('1 of 2 blockers settled: B2 is open')
  })
})

// The last one, as what it merges is in every later branch.
describe('a command in a merged pull request', () => {
  it('is too late when it is merged', async () => {
    const talk = await talkIn(world())
    await world().repository.merge(talk.number, 'squash')
    await world().quiet()
    expect(await talk.answer(await talk.say('/waive B1 it is meant so'))).toEqual({
      reactions: ['confused'],
      replies: ['😕 This pull request is merged, so [this] changes nothing any more.'],
    })
  })
})
