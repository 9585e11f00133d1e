import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code } from '../support/story.ts'
import { byCasey, byRobin, FIX, REVIEW, tip, toldOf, WORK } from './history-support.ts'

const world = worldOfThisFile()

const OPEN = '0 of 1 blocker fixed: B1 is open'

describe('several force-pushes', () => {
  const other =
    '# Review of the retry change, round 2\n\nVerdict: blocking\n\n## Blockers\n\n1. The error is swallowed, `src/retry.ts:9`.\n'

  it('hide nothing that any of them took away', async () => {
    const told = await toldOf(world(), [WORK, REVIEW], async ({ rewrite }) => {
      await rewrite([WORK])
      await rewrite([WORK, byRobin(6, 'Review again', { 'REVIEW-R2.md': other })])
      await rewrite([byCasey(7, 'Anew', code(2, 'export const anew = 1'))])
      return tip(await rewrite([byCasey(8, 'Once more', code(2, 'export const anew = 2'))]))
    })
    expect(told).toMatchObject({
      conclusion: 'failure',
      title: '0 of 2 blockers fixed: R1-B1 and R2-B1 are open',
      why: [
        `force-pushed away with REVIEW.md (raised in ${told.before[1]}) without a fix`,
        expect.stringMatching(
          /^force-pushed away with REVIEW-R2\.md \(raised in [0-9a-f]{7}\) without a fix$/,
        ),
      ],
    })
  })

  it('that bring the report back in between count it once', async () => {
    const told = await toldOf(world(), [WORK, REVIEW], async ({ rewrite }) => {
      await rewrite([WORK])
      await rewrite([WORK, REVIEW])
      await rewrite([WORK])
      return tip(await rewrite([WORK, REVIEW, FIX]))
    })
    expect(told).toMatchObject({
      conclusion: 'success',
      title: 'The blocker is fixed, awaiting re-review',
      changed: [],
    })
  })
})

describe('a branch that is deleted', () => {
  it('and pushed again without the report leaves the blocker open', async () => {
    const told = await toldOf(
      world(),
      [WORK, REVIEW],
      async ({ repository, branch, number, shas }) => {
        await repository.deleteBranch(branch)
        await repository.closePull(number)
        await repository.createBranch(branch, shas[0] ?? '')
        await repository.reopenPull(number)
        return shas[0] ?? ''
      },
    )
    expect(told).toMatchObject({
      conclusion: 'failure',
      title: OPEN,
      why: [`force-pushed away with REVIEW.md (raised in ${told.before[1]}) without a fix`],
    })
  })

  it('and restored is as it was', async () => {
    const told = await toldOf(
      world(),
      [WORK, REVIEW],
      async ({ repository, branch, number, shas }) => {
        await repository.deleteBranch(branch)
        await repository.closePull(number)
        await repository.createBranch(branch, tip(shas))
        await repository.reopenPull(number)
        return tip(shas)
      },
    )
    expect(told).toMatchObject({
      conclusion: 'failure',
      title: OPEN,
      why: ['no commit is linked to it yet'],
      looked: '2 commits and their files',
    })
  })
})
