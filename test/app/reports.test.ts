import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code, fix, newBranch, reviewedPull, reviewOf } from '../support/story.ts'

const world = worldOfThisFile()

describe('a blocker outlives', () => {
  it('the deletion of its report', async () => {
    const { repository } = world()
    const { branch } = await reviewedPull(repository)
    const head = await repository.commit({
      branch,
      message: 'Remove the review',
      files: { 'REVIEW.md': null },
    })
    expect(await repository.waitForCheck(head)).toMatchObject({
      conclusion: 'failure',
      title: '0 of 2 blockers fixed: B1 and B2 are open',
    })
  })

  it('the deletion of its paragraph', async () => {
    const { repository } = world()
    const { branch, work } = await reviewedPull(repository)
    const [shorter] = reviewOf(work).split('2. The error')
    const head = await repository.commit({
      branch,
      message: 'Tidy the review\n\nFixes-Blocker: B1',
      files: { 'REVIEW.md': shorter ?? '', ...code(3, 'fixed') },
    })
    const check = await repository.waitForCheck(head)
    expect(check.title).toBe('1 of 2 blockers fixed: B2 is open')
    expect(check.summary).toContain(
      `removed from REVIEW.md by maintainer in commit ${head.slice(0, 7)}, without a fix`,
    )
  })

  it('the renaming of its report', async () => {
    const { repository } = world()
    const { branch, work } = await reviewedPull(repository)
    const files = { 'REVIEW.md': null, 'reviews/retry.md': reviewOf(work) }
    await repository.commit({ branch, message: 'File the review', files })
    const head = await fix(repository, branch, 'B1')
    const check = await repository.waitForCheck(head)
    expect(check.title).toBe('1 of 2 blockers fixed: B2 is open')
  })

  it('an approval that does not mention it', async () => {
    const { repository } = world()
    const { branch } = await reviewedPull(repository)
    const files = { 'REVIEW.md': '# Review R2 of the retry change\n\nVerdict: approve\n' }
    const head = await repository.commit({ branch, message: 'Approve', files })
    const check = await repository.waitForCheck(head)
    expect(check.title).toBe('0 of 2 blockers fixed: B1 and B2 are open')
  })

  it('a commit that claims to fix it and changes nothing but the report', async () => {
    const { repository } = world()
    const { branch, work } = await reviewedPull(repository)
    const files = { 'REVIEW.md': `${reviewOf(work)}\nDone.\n` }
    const message = 'Done\n\nFixes-Blocker: B1, B2'
    const head = await repository.commit({ branch, message, files })
    const check = await repository.waitForCheck(head)
    expect(check.conclusion).toBe('failure')
    expect(check.summary).toContain('changes nothing but review reports')
  })

  it('a fix that was force-pushed away', async () => {
    const { repository } = world()
    const { branch, review } = await reviewedPull(repository)
    const fixed = await fix(repository, branch, 'B1', 'B2')
    await repository.waitForCheck(fixed, ({ conclusion }) => conclusion === 'success')
    const head = await repository.commit({
      branch,
      message: 'Something else',
      files: code(5, 'else'),
      parents: [review],
    })
    expect((await repository.waitForCheck(head)).conclusion).toBe('failure')
  })
})

describe('a report of somebody else', () => {
  it('that a merge of the base brings along is not this pull request’s', async () => {
    const { repository } = world()
    const branch = newBranch()
    await repository.commit({ branch, message: 'Work', files: code(1, 'x') })
    await repository.openPull({ head: branch, title: 'Work' })
    const files = { 'reviews/other.md': reviewOf('a'.repeat(40)) }
    await repository.commit({ branch: 'main', message: 'Review of another change', files })
    const head = await repository.mergeCommit({ into: branch, from: 'main' })
    expect((await repository.waitForCheck(head)).conclusion).toBe('neutral')
  })
})
