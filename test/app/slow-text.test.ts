import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { SLOW_TEXT } from '../support/slow-text.ts'
import { code, newBranch, reviewedPull } from '../support/story.ts'

const world = worldOfThisFile({ reading: { ms: 1_500 } })

describe('a report that takes too long to read', () => {
  it('turns the check red and says so, while others are looked at', async () => {
    const { repository } = world()
    const branch = newBranch()
    const files = { ...code(1, 'work'), 'REVIEW.md': SLOW_TEXT }
    const head = await repository.commit({ branch, message: 'Work', files })
    await repository.openPull({ head: branch, title: 'Work' })
    const { review } = await reviewedPull(repository)
    expect((await repository.waitForCheck(review)).title).toBe(
      '0 of 2 blockers fixed: B1 and B2 are open',
    )
    expect(await repository.waitForCheck(head)).toMatchObject({
      conclusion: 'failure',
      title:
        'Could not be read: REVIEW.md:1 This report could not be read within 1.5 s; nothing of it was read.',
    })
  })
})
