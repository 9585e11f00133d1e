import { afterEach, describe, expect, it } from '@jest/globals'
import { pause } from '../../src/demo/github/deliveries.ts'
import { worldOfThisFile } from '../support/app.ts'
import { checkWrites, fix, graphqlOf, reviewedPull } from '../support/story.ts'

const world = worldOfThisFile()

afterEach(() => world().github.clearFaults())

const GONE = {
  data: { c0: null },
  errors: [
    {
      type: 'NOT_FOUND',
      path: ['c0'],
      message: "Could not resolve to a node with the global id of 'IC_gone'.",
    },
  ],
}

const TRUTH = '0 of 2 blockers fixed: B1 and B2 are open'

/** Opens a pull request, and lets this happen when the App has read it but has written nothing yet. */
async function openedAnd(happens: (pull: { branch: string; number: number }) => Promise<void>) {
  const { github, repository, quiet } = world()
  await quiet()
  const before = github.requests.length
  github.failNext({ path: /\/commits\/[0-9a-f]{40}$/u, delay: 4_000 })
  const story = await reviewedPull(repository)
  while (graphqlOf(github.requests.slice(before), 'query Pull').length === 0) await pause(5)
  await happens(story)
  await quiet()
  return { ...story, requests: github.requests.slice(before) }
}

describe('between reading a pull request and writing its check', () => {
  it('the head may move: the old one gets nothing, the new one its check', async () => {
    const { repository } = world()
    let head = ''
    const { review, requests } = await openedAnd(async ({ branch }) => {
      head = await fix(repository, branch, 'B1')
    })
    expect(await repository.checkRuns(review)).toEqual([])
    expect(checkWrites(requests).map(({ input }) => input.headSha)).toEqual([head])
    expect((await repository.waitForCheck(head)).title).toBe('1 of 2 blockers fixed: B2 is open')
  })

  it('it may be closed: then nothing is written', async () => {
    const { repository } = world()
    const { review, requests, number } = await openedAnd((pull) =>
      repository.closePull(pull.number),
    )
    expect(await repository.checkRuns(review)).toEqual([])
    expect(checkWrites(requests)).toEqual([])
    expect(await repository.comments(number)).toEqual([])
  })
})

describe('a comment that was heard', () => {
  it('may be deleted before anybody looks: nobody sees a failure', async () => {
    const { github, repository, unheard, redeliver, requestsDuring, logLines } = world()
    const { number, review } = await reviewedPull(repository)
    const { id } = await repository.waitForCheck(review)
    const missed = await unheard(async () => {
      const comment = await repository.comment(number, '/waive B1 it is meant so', 'robin')
      await repository.deleteComment(comment, 'robin')
    })
    const before = logLines.length
    // The embedded GitHub would let us react to what is deleted.
    github.failNext({ operation: /^mutation Hear$/u, status: 200, body: GONE })
    const requests = await requestsDuring(() =>
      redeliver(
        missed.find(({ event, action }) => event === 'issue_comment' && action === 'created'),
      ),
    )
    expect(graphqlOf(requests, 'mutation Hear')).toHaveLength(1)
    expect(graphqlOf(requests, 'query Pull')).toHaveLength(1)
    expect(checkWrites(requests)).toEqual([])
    expect(await repository.checkRuns(review)).toMatchObject([{ id, title: TRUTH }])
    expect(await repository.comments(number)).toHaveLength(1)
    expect(logLines.slice(before).filter((line) => line.includes('"level":50'))).toEqual([])
  })
})

describe('when the connection breaks after GitHub has done what was said', () => {
  it('there is one check run and one comment in the end', async () => {
    const { github, repository, quiet } = world()
    github.failNext({ operation: /^mutation Say$/u, after: true, status: 'hang up' })
    const { number, review } = await reviewedPull(repository)
    await quiet()
    expect(await repository.checkRuns(review)).toMatchObject([
      { title: TRUTH, conclusion: 'failure', status: 'completed' },
    ])
    expect(await repository.comments(number)).toHaveLength(1)
  })

  it('a command has one answer', async () => {
    const { github, repository, quiet } = world()
    const { number } = await reviewedPull(repository)
    await quiet()
    github.failNext({ operation: /^mutation Say$/u, after: true, status: 'hang up' })
    const comment = await repository.comment(number, '/waive B9 it is meant so', 'robin')
    await quiet()
    expect(repository.reactions(comment)).toMatchObject([{ content: 'CONFUSED' }])
    const bodies = (await repository.comments(number)).map(({ body }) => body)
    expect(bodies.filter((body) => body.includes('doesn’t count'))).toHaveLength(1)
    expect(bodies).toHaveLength(3)
  })
})
