import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { checkWrites, newBranch, reviewedPull, reviewWith } from '../support/story.ts'

const world = worldOfThisFile()

/** A pull request whose report lists so many blockers; the SHA of its head. */
async function pullWith(blockers: number): Promise<string> {
  const { repository } = world()
  const branch = newBranch()
  const files = { 'REVIEW.md': reviewWith(blockers) }
  const head = await repository.commit({ branch, message: 'Review', files })
  await repository.openPull({ head: branch, title: 'A large change' })
  return head
}

describe('a check that says it all already', () => {
  it('is not written again when GitHub repeats itself', async () => {
    const { github, repository, quiet, redeliver, requestsDuring } = world()
    const before = github.deliveries.length
    const { review } = await reviewedPull(repository)
    await repository.waitForCheck(review)
    await quiet()
    const deliveries = github.deliveries.slice(before)
    const again = deliveries.filter(({ event }) => event === 'pull_request' || event === 'push')
    expect(again.length).toBeGreaterThanOrEqual(3)
    const requests = await requestsDuring(async () => {
      for (const delivery of again) await redeliver(delivery)
    })
    expect(requests.length).toBeGreaterThan(0)
    expect(checkWrites(requests)).toEqual([])
  })

  it('is not read commit by commit again', async () => {
    const { github, repository, redeliver, requestsDuring } = world()
    const { review } = await reviewedPull(repository)
    await repository.waitForCheck(review)
    const opened = github.deliveries.findLast(({ action }) => action === 'opened')
    const requests = await requestsDuring(() => redeliver(opened))
    expect(requests.map(({ operation }) => operation)).toEqual(['query Pull'])
  })
})

describe('a report with more than 50 blockers', () => {
  it('has all its annotations on the check, though GitHub takes 50 at once', async () => {
    const { repository, requestsDuring } = world()
    let head = ''
    const requests = await requestsDuring(async () => {
      head = await pullWith(60)
    })
    const sizes = checkWrites(requests).map(({ input }) => input.output.annotations.length)
    expect(sizes).toEqual([50, 10])
    const [check] = await repository.checkRuns(head)
    expect(check).toMatchObject({ conclusion: 'failure' })
    expect(new Set(check?.annotations.map(({ title }) => title)).size).toBe(60)
  })

  it('has none of them twice after a batch was refused', async () => {
    const { github, repository, quiet } = world()
    // The first one makes the check with 50 of them, the second one adds the rest.
    github.failNext({ operation: /^mutation Say$/u })
    github.failNext({ operation: /^mutation Say$/u, status: 403 })
    const head = await pullWith(60)
    await quiet()
    const [check] = await repository.checkRuns(head)
    expect(check?.title).toMatch(/^0 of 60 blockers fixed/u)
    expect(check?.annotations).toHaveLength(60)
    expect(new Set(check?.annotations.map(({ start_line }) => start_line)).size).toBe(60)
  })
})
