import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import {
  checkWrites,
  code,
  fix,
  newBranch,
  reviewedBranch,
  reviewedPull,
} from '../support/story.ts'

const world = worldOfThisFile()

/** A head with a report below it, and two branches that have the report already. */
async function headOverReport() {
  const { repository } = world()
  const { branch, review } = await reviewedBranch(repository)
  const head = await repository.commit({ branch, message: 'More', files: code(2, 'more') })
  const [one, two] = [newBranch(), newBranch()]
  await repository.createBranch(one, review)
  await repository.createBranch(two, review)
  return { branch, head, one, two }
}

/** Two pull requests of one head: the first brings the report along and is red, the second doesn't. */
async function twoOfOneHead() {
  const { repository } = world()
  const { branch, head, one } = await headOverReport()
  const red = await repository.openPull({ head: branch, title: 'To main' })
  await repository.waitForCheck(head, ({ externalId }) => isOf(externalId, red))
  const other = await repository.openPull({ head: branch, base: one, title: 'To another base' })
  return { branch, head, red, other }
}

const isOf = (externalId: string | null, pull: number): boolean =>
  externalId?.startsWith(`pull/${pull}/`) === true

describe('two pull requests that share their head', () => {
  it('have a check each, and neither is green while one must not be merged', async () => {
    const { repository } = world()
    const { head, red, other } = await twoOfOneHead()
    const check = await repository.waitForCheck(head, ({ externalId }) => isOf(externalId, other))
    expect(check).toMatchObject({
      conclusion: 'failure',
      title: `Pull request ${red} has the same head and is not ready`,
    })
    expect(await repository.checkRuns(head)).toHaveLength(2)
  })

  it('are free of each other when one is closed', async () => {
    const { repository, quiet } = world()
    const { head, red, other } = await twoOfOneHead()
    await repository.waitForCheck(head, ({ externalId }) => isOf(externalId, other))
    await quiet()
    await repository.closePull(red)
    const check = await repository.waitForCheck(
      head,
      ({ externalId, conclusion }) => isOf(externalId, other) && conclusion !== 'failure',
    )
    expect(check.conclusion).toBe('neutral')
  })

  it('are red together at a new head, too, which both get at once', async () => {
    const { repository } = world()
    const { branch, red, other } = await twoOfOneHead()
    const head = await repository.commit({ branch, message: 'Even more', files: code(4, 'more') })
    const check = await repository.waitForCheck(
      head,
      ({ externalId, conclusion }) => isOf(externalId, other) && conclusion === 'failure',
    )
    expect(check.title).toBe(`Pull request ${red} has the same head and is not ready`)
  })

  it('turn red together when one of them turns red later', async () => {
    const { repository } = world()
    const { branch, head, one, two } = await headOverReport()
    const first = await repository.openPull({ head: branch, base: one, title: 'To one base' })
    await repository.waitForCheck(head, ({ externalId }) => isOf(externalId, first))
    const second = await repository.openPull({ head: branch, base: two, title: 'To another' })
    await repository.waitForCheck(head, ({ externalId }) => isOf(externalId, second))
    await repository.changeBase(first, 'main')
    const check = await repository.waitForCheck(
      head,
      ({ externalId, conclusion }) => isOf(externalId, second) && conclusion === 'failure',
    )
    expect(check.title).toBe(`Pull request ${first} has the same head and is not ready`)
  })

  it('are both looked at by "Re-run all"', async () => {
    const { repository, requestsDuring } = world()
    const { head, other } = await twoOfOneHead()
    await repository.waitForCheck(head, ({ externalId }) => isOf(externalId, other))
    const requests = await requestsDuring(async () => {
      await repository.rerequestSuite(head)
    })
    expect(checkWrites(requests).map(({ how }) => how)).toEqual(['updated', 'updated'])
  })

  it('are not taken for each other: when one came to that head says nothing of the other', async () => {
    const { repository, quiet } = world()
    const { branch, number, review } = await reviewedPull(repository)
    await quiet()
    const ahead = newBranch()
    await repository.createBranch(ahead, review)
    const head = await fix(repository, ahead, 'B1', 'B2')
    const other = await repository.openPull({ head: ahead, title: 'The same, fixed' })
    await repository.waitForCheck(head, ({ externalId }) => isOf(externalId, other))
    await repository.comment(number, '/reopen B1 it is not done', 'robin')
    await quiet()
    // What is pushed now comes after the command, though the other one has had it for long.
    await repository.forcePush(branch, head)
    const check = await repository.waitForCheck(head, ({ externalId }) => isOf(externalId, number))
    expect(check).toMatchObject({ title: 'Both blockers are fixed, awaiting re-review' })
  })
})
