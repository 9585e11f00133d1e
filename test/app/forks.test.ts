import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Repository } from '../../src/demo/github/repository.ts'
import { worldOfThisFile } from '../support/app.ts'
import { checkWrites, fix, newBranch, reviewedBranch } from '../support/story.ts'

const world = worldOfThisFile()

let fork: Repository

beforeAll(async () => {
  fork = await world().repository.fork('outsider')
})

/** A reviewed pull request from the fork. */
async function fromFork() {
  const { repository } = world()
  const story = await reviewedBranch(fork, newBranch())
  const number = await repository.openPull({ head: `outsider:${story.branch}`, title: 'A gift' })
  return { ...story, number }
}

describe('a pull request from a fork', () => {
  it('gets its check on its head, in the base repository', async () => {
    const { repository } = world()
    const { review, number } = await fromFork()
    const check = await repository.waitForCheck(review)
    expect(check).toMatchObject({
      conclusion: 'failure',
      title: '0 of 2 blockers fixed: B1 and B2 are open',
    })
    expect(check.externalId).toMatch(new RegExp(`^pull/${number}/failure#`, 'u'))
  })

  it('turns green when somebody with write access confirms its fix', async () => {
    const { repository } = world()
    const { branch, number } = await fromFork()
    const head = await fix(fork, branch, 'B1', 'B2')
    const check = await repository.waitForCheck(head)
    expect(check.title).toBe('0 of 2 blockers fixed: B1 and B2 are open')
    // Its author says that it is Casey, which anybody can write.
    expect(check.summary).toContain('comes from a fork and has no valid signature (unsigned)')
    await repository.comment(number, `/fixed B1 B2 ${head.slice(0, 7)}`, 'robin')
    await repository.waitForCheck(head, ({ conclusion }) => conclusion === 'success')
  })

  it('can be run again, although check events list no pull request of a fork', async () => {
    const { repository, requestsDuring } = world()
    const { review } = await fromFork()
    const { id } = await repository.waitForCheck(review)
    const byRun = await requestsDuring(async () => {
      await repository.rerunCheck(id, { pullRequests: 'listed' })
    })
    expect(checkWrites(byRun)).toMatchObject([{ how: 'updated', status: 200 }])
    const bySuite = await requestsDuring(async () => {
      await repository.rerequestSuite(review, { pullRequests: 'listed' })
    })
    expect(checkWrites(bySuite)).toMatchObject([{ how: 'updated', status: 200 }])
  })

  it('is found by its head when its check was never made', async () => {
    const { repository, unheard } = world()
    let review = ''
    await unheard(async () => {
      review = (await fromFork()).review
    })
    await repository.requestSuite(review)
    expect((await repository.waitForCheck(review)).conclusion).toBe('failure')
  })

  it('asks the fork only which force-pushes there were', async () => {
    const { github, repository, quiet } = world()
    const { branch, work } = await fromFork()
    await quiet()
    const head = await fork.commit({ branch, message: 'Anew', files: {}, parents: [work] })
    const { title } = await repository.waitForCheck(head)
    expect(title).toBe('0 of 2 blockers fixed: B1 and B2 are open')
    const asked = new Set(github.requests.map(({ path }) => path))
    expect([...asked].filter((path) => path.startsWith('/repos/outsider/'))).toEqual([
      '/repos/outsider/widgets/activity',
    ])
    expect([...asked].some((path) => path.startsWith('/repos/acme/'))).toBe(true)
  })

  // The last one, as there is no fork any more.
  it('is judged, too, when the fork was deleted', async () => {
    const { repository, requestsDuring } = world()
    const { branch, number, review } = await fromFork()
    await repository.waitForCheck(review)
    const head = await fix(fork, branch, 'B1')
    await repository.waitForCheck(head)
    await repository.comment(number, `/fixed B1 ${head.slice(0, 7)}`, 'robin')
    const { id } = await repository.waitForCheck(head, ({ title }) => /^1 of 2/u.test(title ?? ''))
    await fork.delete()
    expect((await repository.pull(number)).head.repo).toBeNull()
    const requests = await requestsDuring(async () => {
      await repository.rerunCheck(id)
    })
    expect(checkWrites(requests)).toMatchObject([
      { how: 'updated', input: { output: { title: '1 of 2 blockers fixed: B2 is open' } } },
    ])
  })
})
