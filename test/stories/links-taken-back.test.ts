import { describe, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code } from '../support/story.ts'
import { blockerIn, type Ending, expectEnding, type Story, short } from './links-support.ts'

const world = worldOfThisFile()

type Case = readonly [name: string, tell: (story: Story) => Promise<Ending>]

const endless = code(1, 'export const retries = Infinity')
const fixed = code(1, 'export const retries = 3')
const TRAILER = 'Stop after three times\n\nFixes-Blocker: B1'
const AGAIN = 'Fix it again in a new commit, and name that.'

const revertOf = (sha: string, subject = 'Stop after three times') =>
  `Revert "${subject}"\n\nThis reverts commit ${sha}.`

describe('a fix that was taken back', () => {
  const takenBack = (fix: string, by: string, subject: string): Omit<Ending, 'head'> => ({
    why: `commit ${short(fix)} was taken back by commit ${short(by)} ("${subject}")`,
    next: `B1: ${AGAIN}`,
  })

  it.each<Case>([
    [
      'by "git revert"',
      async ({ casey }) => {
        const fix = await casey(TRAILER, fixed)
        const head = await casey(revertOf(fix), endless)
        return { head, ...takenBack(fix, head, 'Revert "Stop after three times"') }
      },
    ],
    [
      'by "git revert" that left some of it, in its own words',
      async ({ casey }) => {
        const fix = await casey(TRAILER, fixed)
        const head = await casey(revertOf(short(fix)), code(1, 'export const retries = 99'))
        return { head, ...takenBack(fix, head, 'Revert "Stop after three times"') }
      },
    ],
    [
      'by the inverse change, whatever it is called',
      async ({ casey }) => {
        const fix = await casey(TRAILER, fixed)
        const head = await casey('Tidy up', endless)
        return { head, ...takenBack(fix, head, 'Tidy up') }
      },
    ],
    [
      'by the inverse change among others',
      async ({ casey }) => {
        const fix = await casey(TRAILER, fixed)
        const head = await casey('Tidy up', { ...endless, 'src/main.ts': 'once()\n' })
        return { head, ...takenBack(fix, head, 'Tidy up') }
      },
    ],
    [
      'by giving the file its old content, after others changed it, too',
      async ({ casey }) => {
        const fix = await casey(TRAILER, fixed)
        const twice = (fixed['src/retry.ts'] ?? '').replace('line7 = 0', 'line7 = 1')
        await casey('Line seven', { 'src/retry.ts': twice })
        const head = await casey('Start over', endless)
        return { head, ...takenBack(fix, head, 'Start over') }
      },
    ],
    [
      'by deleting what it added',
      async ({ casey }) => {
        const message = 'Stop\n\nFixes-Blocker: B1 because the limit has a file of its own'
        const fix = await casey(message, { 'src/limit.ts': 'export const limit = 3\n' })
        const head = await casey('Drop the limit', { 'src/limit.ts': null })
        return { head, ...takenBack(fix, head, 'Drop the limit') }
      },
    ],
    [
      'and that the report goes on naming',
      async ({ casey, robin }) => {
        const fix = await casey(TRAILER, fixed)
        const revert = await casey(revertOf(fix), endless)
        const head = await robin(blockerIn(`Fixed in ${short(fix)}.`))
        return { head, ...takenBack(fix, revert, 'Revert "Stop after three times"') }
      },
    ],
  ])('%s, fixes nothing', (_, tell) => expectEnding(world(), 'open', tell))

  const byTrailer = ({ review }: Story) =>
    `named by its Fixes-Blocker trailer; in this pull request, after the review ${short(review)}, touches src/retry.ts`

  it.each<Case>([
    [
      'and put back, by a revert of the revert, holds',
      async (story) => {
        const fix = await story.casey(TRAILER, fixed)
        const revert = await story.casey(revertOf(fix), endless)
        const words = revertOf(revert, 'Revert "Stop after three times"')
        return { head: await story.casey(words, fixed), why: byTrailer(story) }
      },
    ],
    [
      'and made anew in a commit with a trailer holds by that',
      async (story) => {
        const fix = await story.casey(TRAILER, fixed)
        await story.casey(revertOf(fix), endless)
        const anew = code(1, 'export const retries = 4')
        return { head: await story.casey(TRAILER, anew), why: byTrailer(story) }
      },
    ],
    [
      'on another branch only holds',
      async (story) => {
        const { casey, branch } = story
        const fix = await casey(TRAILER, fixed)
        const aside = { branch: `${branch}-aside`, parents: [fix] }
        await casey(revertOf(fix), endless, aside)
        return { head: await casey('Go on', { 'src/main.ts': 'once()\n' }), why: byTrailer(story) }
      },
    ],
  ])('%s', (_, tell) => expectEnding(world(), 'fixed', tell))
})

describe('a fix of white space', () => {
  const lines = (text: string) => text.replaceAll(' = ', '  =  ')

  it('fixes nothing', () =>
    expectEnding(world(), 'open', async ({ casey }) => {
      const head = await casey(TRAILER, { 'src/retry.ts': lines(endless['src/retry.ts'] ?? '') })
      const why = `commit ${short(head)} changes nothing but white space`
      const next =
        'B1: Name the commit that changes the code, or let somebody who may decide call it fixed in a comment.'
      return { head, why, next }
    }))

  it('fixes nothing either when the report comes along', () =>
    expectEnding(world(), 'open', async ({ casey }) => {
      const spaced = { 'src/retry.ts': lines(endless['src/retry.ts'] ?? '') }
      const head = await casey(TRAILER, { ...spaced, 'REVIEW.md': `${blockerIn()}\nThanks.\n` })
      const why = `commit ${short(head)} changes nothing but white space`
      const next =
        'B1: Name the commit that changes the code, or let somebody who may decide call it fixed in a comment.'
      return { head, why, next }
    }))

  it('is one where indentation means something', () => {
    const path = 'src/retry.py'
    const python = (indent: string) => ({ [path]: `while down:\n    wait()\n${indent}send()\n` })
    const beginning = {
      work: python('    '),
      report: blockerIn().replaceAll('src/retry.ts', path),
    }
    return expectEnding(
      world(),
      'fixed',
      async ({ casey, review }) => {
        const head = await casey(TRAILER, python(''))
        const why = `named by its Fixes-Blocker trailer; in this pull request, after the review ${short(review)}, touches ${path}`
        return { head, why }
      },
      beginning,
    )
  })
})

describe('a start of several hashes', () => {
  it('is taken for none of them', async () => {
    const { github } = world()
    github.failNext({
      path: /\/commits\/abcdef1$/u,
      status: 422,
      body: { message: 'No commit found for SHA: abcdef1' },
    })
    await expectEnding(world(), 'open', async ({ robin }) => ({
      head: await robin(blockerIn('Fixed in abcdef1.')),
      why: 'there is no commit abcdef1 in this repository, or more than one begins so',
      next: 'B1: Push the commit, or name the one that fixes it.',
    }))
  })
})
