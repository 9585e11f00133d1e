import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code } from '../support/story.ts'
import {
  byCasey,
  byRobin,
  pullOf,
  REVIEW,
  type Rewriting,
  STOP,
  type Step,
  WORK,
} from './history-support.ts'
import { blockerIn, blockersIn, checkAt, rowsIn, short, untold } from './links-support.ts'

const world = worldOfThisFile()

const stop = byCasey(3, 'Stop after three times', STOP)
const namedIn = (sha = '') =>
  byRobin(4, 'Review again', { 'REVIEW.md': blockerIn(`Fixed in ${short(sha)}.`) })

/** A branch whose report names the fix, before it is rewritten: its steps, and the fix. */
async function answered(first: readonly Step[] = [WORK, REVIEW, stop]) {
  const branch = await pullOf(world().repository, first)
  const fix = branch.shas[2] ?? ''
  const again = namedIn(fix)
  await branch.repository.commit({ ...again, committer: again.author, branch: branch.branch })
  return { ...branch, fix, again }
}

type Answered = Awaited<ReturnType<typeof answered>>

/** What the check says once it is rewritten. */
async function toldOf(
  rewriting: (branch: Answered) => Promise<readonly string[]>,
  first?: readonly Step[],
) {
  const { was, shas } = await untold(world(), async () => {
    const branch = await answered(first)
    return { was: branch.fix, shas: await rewriting(branch) }
  })
  const { conclusion, title, summary } = await checkAt(world(), shas.at(-1) ?? '')
  const [blocker] = blockersIn(summary)
  const rewritten = rowsIn(summary, 'Rewritten since they were named')
  return { was, shas, conclusion, title, why: blocker?.why, fix: blocker?.fix, rewritten }
}

const FIXED = { conclusion: 'success', title: 'The blocker is fixed, awaiting re-review' }

describe('a rebase', () => {
  const carried = ({ was, shas }: { was: string; shas: readonly string[] }, at = 2, review = 1) => {
    const [now = '', raised = ''] = [shas[at], shas[review]]
    return {
      ...FIXED,
      why: `named by REVIEW.md:7; in this pull request (was ${short(was)}: the same patch), after the review ${short(raised)}, touches src/retry.ts`,
      fix: expect.stringMatching(
        new RegExp(`^\\[\`${short(now)}\`\\].*${now}\\) Stop.* \\(was \`${short(was)}\`\\)$`, 'u'),
      ),
      rewritten: [[`\`${was.slice(0, 12)}\``, `\`${now.slice(0, 12)}\``, 'the same patch']],
    }
  }

  it('onto a base that went on carries the links over, and lists what became what', async () => {
    const told = await toldOf(async ({ again, moveBase, rewrite }) =>
      rewrite([WORK, REVIEW, stop, again], await moveBase()),
    )
    expect(told).toMatchObject(carried(told))
  })

  it('onto nothing new does the same', async () => {
    const told = await toldOf(({ again, rewrite }) => rewrite([WORK, REVIEW, stop, again]))
    expect(told).toMatchObject(carried(told))
  })

  it('that puts a commit in between, and words another one anew, does the same', async () => {
    const other = byCasey(9, 'Another matter', { 'src/other.ts': 'other()\n' })
    const reworded = { ...stop, message: 'Stop, at last' }
    const told = await toldOf(({ again, rewrite }) =>
      rewrite([other, WORK, REVIEW, reworded, again]),
    )
    expect(told).toMatchObject(carried(told, 3, 2))
  })

  it('twice leads from the first name to the last', async () => {
    const told = await toldOf(async ({ again, moveBase, rewrite }) => {
      const steps = [WORK, REVIEW, stop, again]
      await rewrite(steps, await moveBase())
      return rewrite(steps, await moveBase({ 'docs/third.md': 'A third.\n' }))
    })
    expect(told).toMatchObject(carried(told))
  })

  it('over a base that changed lines around the fix does the same', async () => {
    const text = (first: string, fifth = 'export const line5 = 0') =>
      code(1, first)['src/retry.ts']?.replace('export const line5 = 0', fifth) ?? ''
    const at = (first: string, fifth?: string) => ({ 'src/retry.ts': text(first, fifth) })
    const fifth = 'export const five = 5'
    const change = byCasey(3, 'Stop after three times', at('export const retries = 3'))
    const began = at('export const retries = 0')
    const told = await toldOf(
      async ({ again, moveBase, rewrite }) => {
        await moveBase(began)
        const base = await moveBase(at('export const retries = 0', fifth))
        const work = { ...WORK, files: at('export const retries = Infinity', fifth) }
        const moved = { ...change, files: at('export const retries = 3', fifth) }
        return rewrite([work, REVIEW, moved, again], base)
      },
      [WORK, REVIEW, change],
    )
    expect(told).toMatchObject(carried(told))
  })

  it('in which the fix came out differently says by what it is known', async () => {
    const other = { ...stop, files: code(1, 'export const retries = 4') }
    const told = await toldOf(({ again, rewrite }) => rewrite([WORK, REVIEW, other, again]))
    const { was, shas } = told
    const now = shas[2] ?? ''
    expect(told).toMatchObject({
      ...FIXED,
      why: `named by REVIEW.md:7; in this pull request (was ${short(was)}: the same author, date and subject), after the review ${short(shas[1] ?? '')}, touches src/retry.ts`,
      rewritten: [
        [
          `\`${was.slice(0, 12)}\``,
          `\`${now.slice(0, 12)}\``,
          'the same author, date and subject; its changes differ',
        ],
      ],
    })
  })

  it('in which the fix came out differently, and later, leaves its name without a commit', async () => {
    const other = byCasey(7, 'Stop after three times', code(1, 'export const retries = 4'))
    const told = await toldOf(({ again, rewrite }) => rewrite([WORK, REVIEW, other, again]))
    expect(told).toMatchObject({
      conclusion: 'failure',
      title: '0 of 1 blocker fixed: B1 is open',
      why: `commit ${short(told.was)} was force-pushed away, and no commit here has its patch, or its author, date and subject`,
      rewritten: [],
    })
  })

  it('that puts the fix before the review makes it none', async () => {
    const told = await toldOf(({ again, rewrite }) => rewrite([WORK, stop, REVIEW, again]))
    const [, fix = '', review = ''] = told.shas
    expect(told).toMatchObject({
      conclusion: 'failure',
      why: `commit ${short(fix)} was there before the review that raised it (${short(review)})`,
    })
  })

  it('after a fix, its revert and the same fix again takes each for itself', async () => {
    const back = byCasey(4, 'Start over', WORK.files)
    const again = byCasey(5, 'Stop again', STOP)
    const told = await toldOf(
      async ({ again: report, moveBase, rewrite }) =>
        rewrite([WORK, REVIEW, stop, back, again, report], await moveBase()),
      [WORK, REVIEW, stop, back, again],
    )
    expect(told).toMatchObject(carried(told))
  })
})

describe('a trailer', () => {
  it('comes along with its commit, so that nothing was rewritten since it was named', async () => {
    const fix = byCasey(3, 'Stop\n\nFixes-Blocker: B1', STOP)
    const tell = async ({ moveBase, rewrite }: Rewriting) =>
      rewrite([WORK, REVIEW, fix], await moveBase())
    const shas = await untold(world(), async () =>
      tell(await pullOf(world().repository, [WORK, REVIEW, fix])),
    )
    const { conclusion, title, summary } = await checkAt(world(), shas[2] ?? '')
    expect({ conclusion, title }).toEqual(FIXED)
    expect(blockersIn(summary)[0]?.why).toBe(
      `named by its Fixes-Blocker trailer; in this pull request, after the review ${short(shas[1] ?? '')}, touches src/retry.ts`,
    )
    expect(summary).not.toContain('Rewritten since')
  })
})
