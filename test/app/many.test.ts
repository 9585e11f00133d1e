import { describe, expect, it } from '@jest/globals'
import { PACE } from '../../src/app/countersign.ts'
import { worldOfThisFile } from '../support/app.ts'
import {
  assessments,
  fix,
  newBranch,
  reviewedBranch,
  reviewedPull,
  reviewOf,
} from '../support/story.ts'

const world = worldOfThisFile({ pace: PACE })

describe('a pull request of 260 commits', () => {
  it('is red for a report in its first commits, and green by a fix right after it', async () => {
    const { repository } = world()
    const { branch } = await reviewedBranch(repository)
    const fixed = await fix(repository, branch, 'B1')
    const before = await grow(branch, fixed, 257)
    await repository.openPull({ head: branch, title: 'Long' })
    expect(await repository.waitForCheck(before)).toMatchObject({
      conclusion: 'failure',
      title: '1 of 2 blockers fixed: B2 is open',
    })
    const head = await fix(repository, branch, 'B2')
    expect((await repository.waitForCheck(head)).conclusion).toBe('success')
  }, 180_000)
})

describe('a commit of 350 files', () => {
  it('is read to its end, where the report is', async () => {
    const { repository } = world()
    const branch = newBranch()
    const many = Array.from({ length: 350 }, (_, index) => [`src/${index}.ts`, `${index}\n`])
    const files = { ...Object.fromEntries(many), 'zz/REVIEW.md': reviewOf('a'.repeat(40)) }
    const head = await repository.commit({ branch, message: 'Everything', files })
    await repository.openPull({ head: branch, title: 'Everything' })
    expect((await repository.waitForCheck(head)).title).toContain('B1 and B2 are open')
  })
})

describe('twenty pushes at once', () => {
  it('are looked at twice at most, the last head among them', async () => {
    const { repository, redeliver, requestsDuring, unheard } = world()
    const { branch, review } = await reviewedPull(repository)
    await repository.waitForCheck(review)
    let head = ''
    const missed = await unheard(async () => {
      for (let push = 1; push <= 20; push++) head = await fix(repository, branch, 'B1')
    })
    const synchronized = missed.filter(({ action }) => action === 'synchronize')
    expect(synchronized).toHaveLength(20)
    const requests = await requestsDuring(async () => {
      await Promise.all(missed.map(redeliver))
    })
    expect(assessments(requests).length).toBeLessThanOrEqual(2)
    expect(await repository.checkRuns(head)).toMatchObject([
      { title: '1 of 2 blockers fixed: B2 is open' },
    ])
  })
})

/** Puts so many commits on top of a branch; the SHA of the last. */
async function grow(branch: string, tip: string, count: number): Promise<string> {
  const { repository } = world()
  let last = tip
  for (let index = 1; index <= count; index++) {
    const files = { 'filler.txt': `${index}\n` }
    const message = `Filler ${index}`
    last = await repository.commit({ message, files, parents: [last], push: false })
  }
  await repository.forcePush(branch, last)
  return last
}
