import { describe, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code } from '../support/story.ts'
import {
  blockerIn,
  CASEY,
  type Ending,
  expectEnding,
  LINE,
  type Story,
  short,
} from './links-support.ts'

const world = worldOfThisFile()

type Case = readonly [name: string, tell: (story: Story) => Promise<Ending>]

const before = code(1, 'export const retries = 9')
const work = { 'src/other.ts': 'other()\n' }
const fixed = code(1, 'export const retries = 3')

/** A fix in a pull request of its own into the same base; its SHA there. */
async function fixedElsewhere(
  { repository, base, branch }: Story,
  method: 'merge' | 'squash' | 'rebase',
): Promise<{ fix: string; merged: string }> {
  const other = { branch: `${branch}-fix`, from: base, author: CASEY }
  const fix = await repository.commit({ ...other, message: 'Stop', files: fixed })
  const number = await repository.openPull({ head: other.branch, base, title: 'Stop', as: 'casey' })
  return { fix, merged: await repository.merge(number, method) }
}

describe('a fix that was merged into the base through another pull request, after the review,', () => {
  const holds = ({ review }: Story) =>
    `named by REVIEW.md:${LINE}; in the base already, after the review ${short(review)}, touches src/retry.ts`

  it.each<Case>([
    [
      'counts by the commit that was merged',
      async (story) => {
        const { fix } = await fixedElsewhere(story, 'merge')
        return { head: await story.robin(blockerIn(`Fixed in ${short(fix)}.`)), why: holds(story) }
      },
    ],
    [
      'counts by the merge itself',
      async (story) => {
        const { merged } = await fixedElsewhere(story, 'merge')
        return {
          head: await story.robin(blockerIn(`Fixed in ${short(merged)}.`)),
          why: holds(story),
        }
      },
    ],
    [
      'counts by its squash',
      async (story) => {
        const { merged } = await fixedElsewhere(story, 'squash')
        return { head: await story.robin(blockerIn(`Fixed in ${merged}.`)), why: holds(story) }
      },
    ],
    [
      'counts by what it was rebased to',
      async (story) => {
        const { merged } = await fixedElsewhere(story, 'rebase')
        return { head: await story.robin(blockerIn(`Fixed in ${merged}.`)), why: holds(story) }
      },
    ],
    [
      'counts also when the base was merged into this branch since',
      async (story) => {
        const { fix } = await fixedElsewhere(story, 'merge')
        const { repository, base, branch } = story
        await repository.mergeCommit({ into: branch, from: base, as: 'casey' })
        return { head: await story.robin(blockerIn(`Fixed in ${short(fix)}.`)), why: holds(story) }
      },
    ],
  ])('%s', (_, tell) => expectEnding(world(), 'fixed', tell, { before, work }))

  it.each<Case>([
    [
      'does not count by the branch that was squashed away',
      async (story) => {
        const { fix } = await fixedElsewhere(story, 'squash')
        const head = await story.robin(blockerIn(`Fixed in ${short(fix)}.`))
        const why = `commit ${short(fix)} exists, but neither this pull request nor its base contains it`
        const next = 'B1: Push it to this branch, or name the commit that it became here.'
        return { head, why, next }
      },
    ],
    [
      'does not count when the base had it before the review',
      async ({ repository, base, robin, review }) => {
        const old = await repository.branchHead(base)
        const head = await robin(blockerIn(`Fixed in ${short(old)}.`))
        const why = `commit ${short(old)} was there before the review that raised it (${short(review)})`
        return { head, why, next: 'B1: Fix it in a commit after the review, and name that.' }
      },
    ],
  ])('%s', (_, tell) => expectEnding(world(), 'open', tell, { before, work }))

  it('does not count when this branch took it back', () =>
    expectEnding(
      world(),
      'open',
      async (story) => {
        const { merged } = await fixedElsewhere(story, 'squash')
        const { repository, base, branch, casey, robin } = story
        await repository.mergeCommit({ into: branch, from: base, as: 'casey' })
        const revert = await casey('Tidy up', before)
        const head = await robin(blockerIn(`Fixed in ${short(merged)}.`))
        const why = `commit ${short(merged)} was taken back by commit ${short(revert)} ("Tidy up")`
        return { head, why, next: 'B1: Fix it again in a new commit, and name that.' }
      },
      { before, work },
    ))

  // Of the base only the fix itself is looked at, and not what came after it.
  it.failing('does not count when the base took it back', () =>
    expectEnding(
      world(),
      'open',
      async (story) => {
        const { merged } = await fixedElsewhere(story, 'squash')
        const { base, casey, robin } = story
        const words = `Revert "Stop"\n\nThis reverts commit ${merged}.`
        const revert = await casey(words, before, { branch: base })
        const head = await robin(blockerIn(`Fixed in ${short(merged)}.`))
        const why = `commit ${short(merged)} was taken back by commit ${short(revert)} ("Revert "Stop"")`
        return { head, why, next: 'B1: Fix it again in a new commit, and name that.' }
      },
      { before, work },
    ))

  it('does not count when it was merged into this branch before the review', () =>
    expectEnding(
      world(),
      'open',
      async (story) => {
        const { fix } = await fixedElsewhere(story, 'merge')
        const { repository, base, branch, robin } = story
        await repository.mergeCommit({ into: branch, from: base, as: 'casey' })
        const review = await robin(blockerIn())
        const head = await robin(blockerIn(`Fixed in ${short(fix)}.`))
        const why = `commit ${short(fix)} was there before the review that raised it (${short(review)})`
        return { head, why, next: 'B1: Fix it in a commit after the review, and name that.' }
      },
      { before, work, report: '# Review of the retry change\n\nVerdict: approve\n' },
    ))
})
