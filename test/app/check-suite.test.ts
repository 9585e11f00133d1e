import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { checkWrites, code, fix, newBranch, reviewedPull } from '../support/story.ts'

const world = worldOfThisFile()

describe('a check suite', () => {
  it('that GitHub asks for after a push gets the check, though the push was not heard', async () => {
    const { repository, unheard } = world()
    const { branch } = await reviewedPull(repository)
    let head = ''
    await unheard(async () => {
      head = await fix(repository, branch, 'B1')
    })
    await repository.requestSuite(branch)
    expect((await repository.waitForCheck(head)).title).toContain('B2 is open')
  })

  it('that GitHub asks for is left alone when its check is there already', async () => {
    const { repository, requestsDuring, answered } = world()
    const { branch, review } = await reviewedPull(repository)
    await repository.waitForCheck(review)
    const requests = await requestsDuring(async () => {
      await repository.requestSuite(branch)
      await answered(
        ({ event, payload }) => event === 'check_suite' && JSON.stringify(payload).includes(review),
      )
    })
    expect(checkWrites(requests)).toEqual([])
  })

  it.each(['none', 'listed'] as const)(
    'of "Re-run all" writes the check again (pull requests: %s)',
    async (pullRequests) => {
      const { repository, requestsDuring } = world()
      const { review } = await reviewedPull(repository)
      const { id } = await repository.waitForCheck(review)
      const requests = await requestsDuring(async () => {
        expect((await repository.rerequestSuite(review, { pullRequests })).status).toBe(200)
      })
      expect(checkWrites(requests)).toMatchObject([{ how: 'updated', status: 200 }])
      expect((await repository.checkRuns(review)).map((check) => check.id)).toEqual([id])
    },
  )

  it('without a pull request gets no check', async () => {
    const { repository, quiet, answered } = world()
    const branch = newBranch()
    const sha = await repository.commit({ branch, message: 'Work', files: code(1, 'x') })
    await repository.requestSuite(branch)
    await answered(
      ({ event, payload }) => event === 'check_suite' && JSON.stringify(payload).includes(sha),
    )
    await quiet()
    expect(await repository.checkRuns(sha)).toEqual([])
  })
})
