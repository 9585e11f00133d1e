import { describe, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code } from '../support/story.ts'
import { blockerIn, type Ending, expectEnding, LINE, type Story, short } from './links-support.ts'

const world = worldOfThisFile()

type Case = readonly [name: string, tell: (story: Story) => Promise<Ending>]

const fixed = code(1, 'export const retries = 3')
const NEXT = 'B1: Name the commit that changes the code.'
const trailer = (words = 'B1') => `Stop after three times\n\nFixes-Blocker: ${words}`

describe('a fix does not hold', () => {
  it.each<Case>([
    [
      'that nobody ever pushed',
      async ({ robin }) => ({
        head: await robin(blockerIn('Fixed in deadbee1.')),
        why: 'there is no commit deadbee1 in this repository, or more than one begins so',
        next: 'B1: Push the commit, or name the one that fixes it.',
      }),
    ],
    [
      'that nobody ever pushed, by forty digits',
      async ({ robin }) => ({
        head: await robin(blockerIn(`Fixed in ${'deadbee1'.repeat(5)}.`)),
        why: 'there is no commit deadbee in this repository',
        next: 'B1: Push the commit, or name the one that fixes it.',
      }),
    ],
    [
      'that has no name',
      async ({ robin }) => ({
        head: await robin(blockerIn('\n   Status: fixed')),
        why: `REVIEW.md:${LINE} calls it fixed and names no commit`,
        next: 'B1: Name the commit there: "Fixed in abc1234".',
      }),
    ],
    [
      'that no branch has, although GitHub still serves it',
      async ({ casey, robin }) => {
        const lost = await casey('Stop', fixed, { push: false })
        const head = await robin(blockerIn(`Fixed in ${short(lost)}.`))
        const why = `commit ${short(lost)} exists, but neither this pull request nor its base contains it`
        const next = 'B1: Push it to this branch, or name the commit that it became here.'
        return { head, why, next }
      },
    ],
    [
      'that is on another branch',
      async ({ casey, robin, branch, work }) => {
        const more = { branch: `${branch}-other`, parents: [work] }
        const other = await casey('Stop', { 'src/retry.ts': 'stop()\n' }, more)
        const head = await robin(blockerIn(`Fixed in ${other}.`))
        const why = `commit ${other} exists, but neither this pull request nor its base contains it`
        const next = 'B1: Push it to this branch, or name the commit that it became here.'
        return { head, why, next }
      },
    ],
    [
      'that the review had before it',
      async ({ robin, work, review }) => ({
        head: await robin(blockerIn(`Fixed in ${short(work)}.`)),
        why: `commit ${short(work)} was there before the review that raised it (${short(review)})`,
        next: 'B1: Fix it in a commit after the review, and name that.',
      }),
    ],
    [
      'that another subject is quoted beside',
      async ({ casey, robin }) => {
        const fix = await casey('Stop after three times', fixed)
        const head = await robin(blockerIn(`Fixed in \`${short(fix)} Never start\`.`))
        const why = `"Never start" is quoted, but commit ${short(fix)} is "Stop after three times"`
        return { head, why, next: 'B1: Correct the hash, or the subject beside it.' }
      },
    ],
    [
      'that changes no file',
      async ({ casey }) => {
        const head = await casey(trailer(), {})
        return { head, why: `commit ${short(head)} changes no file`, next: NEXT }
      },
    ],
    [
      'that changes only the report',
      async ({ casey }) => {
        const head = await casey(trailer(), { 'REVIEW.md': `${blockerIn()}\nThanks.\n` })
        const why = `commit ${short(head)} changes nothing but review reports`
        return { head, why, next: NEXT }
      },
    ],
    [
      'that touches no file that is cited, and says not why',
      async ({ casey }) => {
        const head = await casey(trailer(), { 'src/main.ts': 'once()\n' })
        const why = `commit ${short(head)} touches none of the files that it cites (src/retry.ts)`
        const next =
          'Name the commit that does, or say why this one fixes it: "Fixes-Blocker: B1 because …".'
        return { head, why, next }
      },
    ],
    [
      'that the report names and that touches no file that is cited',
      async ({ casey, robin }) => {
        const fix = await casey('Stop', { 'src/main.ts': 'once()\n' })
        const head = await robin(blockerIn(`Fixed in ${short(fix)}.`))
        const why = `commit ${short(fix)} touches none of the files that it cites (src/retry.ts)`
        const next = `B1: Name the commit that does, or say why this one fixes it: "Fixed in ${short(fix)} because …".`
        return { head, why, next }
      },
    ],
    [
      'that the reviewer has seen and still lists as open',
      async ({ casey, robin }) => {
        const fix = await casey(trailer(), fixed)
        const head = await robin(blockerIn('', `\nReviewed commit: ${fix}\n`))
        const why = `REVIEW.md:${LINE + 2} lists it as open, having reviewed commit ${short(fix)}`
        const next =
          'B1: Fix it in a newer commit, or let the next report say in which commit it is fixed.'
        return { head, why, next }
      },
    ],
  ])('%s', (_, tell) => expectEnding(world(), 'open', tell))
})
