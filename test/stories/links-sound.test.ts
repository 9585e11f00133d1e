import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code } from '../support/story.ts'
import {
  blockedPull,
  blockerIn,
  checkAt,
  type Ending,
  expectEnding,
  LINE,
  type Story,
  short,
} from './links-support.ts'

const world = worldOfThisFile()

type Case = readonly [name: string, tell: (story: Story) => Promise<Ending>]

const fixed = code(1, 'export const retries = 3')
const trailer = (words = 'B1') => `Stop after three times\n\nFixes-Blocker: ${words}`

describe('a fix holds', () => {
  /** What holds of every sound link of this pull request. */
  const sound = ({ review }: Story, said: string, touches = 'touches src/retry.ts') =>
    `${said}; in this pull request, after the review ${short(review)}, ${touches}`
  const byTrailer = 'named by its Fixes-Blocker trailer'
  const byReport = `named by REVIEW.md:${LINE}`

  it.each<Case>([
    [
      'that a trailer names',
      async (story) => ({
        head: await story.casey(trailer(), fixed),
        why: sound(story, byTrailer),
      }),
    ],
    [
      'that the report names by seven digits',
      async (story) => {
        const fix = await story.casey('Stop', fixed)
        const head = await story.robin(blockerIn(`Fixed in ${short(fix)}.`))
        return { head, why: sound(story, byReport) }
      },
    ],
    [
      'that the report names by forty',
      async (story) => {
        const fix = await story.casey('Stop', fixed)
        return {
          head: await story.robin(blockerIn(`Fixed in ${fix}.`)),
          why: sound(story, byReport),
        }
      },
    ],
    [
      'that the report names in capitals',
      async (story) => {
        const fix = await story.casey('Stop', fixed)
        const head = await story.robin(blockerIn(`Fixed in ${short(fix).toUpperCase()}.`))
        return { head, why: sound(story, byReport) }
      },
    ],
    [
      'with its subject quoted, here cut off',
      async (story) => {
        const fix = await story.casey('Stop after three times', fixed)
        const head = await story.robin(blockerIn(`Fixed in \`${short(fix)} Stop after…\`.`))
        const review = short(story.review)
        const why = `${byReport}; in this pull request, after the review ${review}, its subject is as quoted, touches src/retry.ts`
        return { head, why }
      },
    ],
    [
      'that its own message lists, as the answer to a review',
      async (story) => {
        const message = `Harden the retries\n\nCode review of commit ${short(story.work)} surfaced one problem:\n\n1. Retries never stop.\n`
        const head = await story.casey(message, fixed)
        return { head, why: sound(story, 'listed in its own message as addressed') }
      },
    ],
    [
      'that was made beside the review and merged after it',
      async (story) => {
        const side = { parents: [story.work], branch: `${story.branch}-side` }
        await story.casey(trailer(), fixed, side)
        const { repository, branch } = story
        const head = await repository.mergeCommit({ into: branch, from: side.branch, as: 'casey' })
        return { head, why: sound(story, byTrailer) }
      },
    ],
    [
      'that touches the file under its new name',
      async (story) => {
        const [[, before] = []] = Object.entries(code(1, 'export const retries = Infinity'))
        await story.casey('Move', { 'src/retry.ts': null, 'lib/again.ts': before ?? '' })
        const after = fixed['src/retry.ts'] ?? ''
        const head = await story.casey(trailer(), { 'lib/again.ts': after })
        return { head, why: sound(story, byTrailer, 'touches lib/again.ts') }
      },
    ],
    [
      'that removes the file',
      async (story) => {
        const head = await story.casey(trailer(), { 'src/retry.ts': null })
        return { head, why: sound(story, byTrailer, 'removes src/retry.ts') }
      },
    ],
    [
      'elsewhere, when its trailer says why',
      async (story) => {
        const message = trailer('B1 because the loop starts in src/main.ts')
        const head = await story.casey(message, { 'src/main.ts': 'once()\n' })
        const why = 'elsewhere, because the loop starts in src/main.ts'
        return { head, why: sound(story, byTrailer, why) }
      },
    ],
    [
      'elsewhere, when the report says why',
      async (story) => {
        const fix = await story.casey('Stop', { 'src/main.ts': 'once()\n' })
        const claim = `Fixed in ${short(fix)} because the loop starts in src/main.ts`
        const head = await story.robin(blockerIn(claim))
        const why = 'elsewhere, because the loop starts in src/main.ts'
        return { head, why: sound(story, byReport, why) }
      },
    ],
    [
      'although another commit that is called a fix does not',
      async (story) => {
        await story.casey(trailer(), { 'docs/retry.md': 'It stops.\n' })
        const head = await story.casey(trailer(), fixed)
        return { head, why: sound(story, byTrailer) }
      },
    ],
  ])('%s', (_, tell) => expectEnding(world(), 'fixed', tell))

  it('and the check shows its hash in full', async () => {
    const story = await blockedPull(world().repository)
    const fix = await story.casey(trailer(), fixed)
    const { summary } = await checkAt(world(), fix)
    const url = `${world().github.url}/acme/widgets/commit/${fix}`
    expect(summary).toContain(
      `| ✅\u00a0fixed | [\`${short(fix)}\`](${url}) Stop after three times |`,
    )
  })
})
