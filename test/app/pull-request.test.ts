import { describe, expect, it } from '@jest/globals'
import type { Delivery } from '../../src/demo/github/deliveries.ts'
import { worldOfThisFile } from '../support/app.ts'
import { code, fix, newBranch, reviewedBranch, reviewedPull } from '../support/story.ts'

const world = worldOfThisFile()

const about = (deliveries: readonly Delivery[], event: string, action: string) =>
  deliveries.find((delivery) => delivery.event === event && delivery.action === action)

describe('a pull request', () => {
  it('gets a check when it is opened', async () => {
    const { repository } = world()
    const { review } = await reviewedPull(repository)
    const check = await repository.waitForCheck(review)
    expect(check).toMatchObject({
      byApp: true,
      conclusion: 'failure',
      title: '0 of 2 blockers fixed: B1 and B2 are open',
    })
    expect(check.actions.map(({ identifier }) => identifier)).toEqual(['rereview'])
  })

  it('gets a neutral one when it has no report', async () => {
    const { repository } = world()
    const branch = newBranch()
    const sha = await repository.commit({ branch, message: 'Work', files: code(1, 'x') })
    await repository.openPull({ head: branch, title: 'Work' })
    expect(await repository.waitForCheck(sha)).toMatchObject({
      conclusion: 'neutral',
      title: 'No review report in this pull request',
    })
  })

  it('gets another at each new head, green once every blocker has its fix', async () => {
    const { repository } = world()
    const { branch } = await reviewedPull(repository)
    const first = await fix(repository, branch, 'B1')
    expect(await repository.waitForCheck(first)).toMatchObject({
      conclusion: 'failure',
      title: '1 of 2 blockers fixed: B2 is open',
    })
    const second = await fix(repository, branch, 'B2')
    expect((await repository.waitForCheck(second)).conclusion).toBe('success')
  })

  it('is found by "synchronize" even when the push was not heard', async () => {
    const { repository, unheard, redeliver } = world()
    const { branch } = await reviewedPull(repository)
    let head = ''
    const missed = await unheard(async () => {
      head = await fix(repository, branch, 'B1')
    })
    await redeliver(about(missed, 'pull_request', 'synchronize'))
    expect((await repository.waitForCheck(head)).title).toContain('B2 is open')
  })

  it('gets its check when it is reopened at another head', async () => {
    const { repository, quiet } = world()
    const { branch, number } = await reviewedPull(repository)
    await repository.closePull(number)
    const head = await fix(repository, branch, 'B1', 'B2')
    await quiet()
    expect(await repository.checkRuns(head)).toEqual([])
    await repository.reopenPull(number)
    expect((await repository.waitForCheck(head)).conclusion).toBe('success')
  })

  it('gets its check when it is ready for review', async () => {
    const { repository, unheard } = world()
    const { branch, review } = await reviewedBranch(repository)
    let number = 0
    await unheard(async () => {
      number = await repository.openPull({ head: branch, title: 'A draft', draft: true })
    })
    await repository.readyForReview(number)
    expect((await repository.waitForCheck(review)).conclusion).toBe('failure')
  })

  it('is judged anew when it gets another base, since that decides which commits are its own', async () => {
    const { repository } = world()
    const { review, work, branch, number } = await reviewedPull(repository)
    await repository.waitForCheck(review, ({ conclusion }) => conclusion === 'failure')
    await repository.createBranch(`${branch}-base`, review)
    const head = await repository.commit({ branch, message: 'More', files: code(2, 'y') })
    await repository.waitForCheck(head, ({ conclusion }) => conclusion === 'failure')
    await repository.changeBase(number, `${branch}-base`)
    const check = await repository.waitForCheck(head, ({ conclusion }) => conclusion === 'neutral')
    expect(check.summary).not.toContain(work)
  })

  it('is left alone when only its title is edited', async () => {
    const { github, repository, requestsDuring } = world()
    const { review, number } = await reviewedPull(repository)
    await repository.waitForCheck(review)
    const requests = await requestsDuring(async () => {
      const pull = await repository.pull(number)
      const changes = { title: { from: 'Another title' } }
      const payload = { ...envelope(github.installationId), changes, number, pull_request: pull }
      const answer = await github.deliver('pull_request', { action: 'edited', ...payload })
      expect(answer.status).toBe(200)
    })
    expect(requests).toEqual([])
  })

  it('gets no check when it is closed, even when somebody asks for it', async () => {
    const { repository, unheard, redeliver, quiet, answered } = world()
    const { branch, number } = await reviewedPull(repository)
    let head = ''
    const missed = await unheard(async () => {
      head = await fix(repository, branch, 'B1')
      await repository.closePull(number)
    })
    await redeliver(about(missed, 'pull_request', 'closed'))
    await repository.comment(number, '/rereview', 'robin')
    await answered(({ event }) => event === 'issue_comment')
    await quiet()
    expect(await repository.checkRuns(head)).toEqual([])
  })
})

const envelope = (installation: number) => ({
  installation: { id: installation },
  repository: { name: 'widgets', full_name: 'acme/widgets', owner: { login: 'acme' } },
})
