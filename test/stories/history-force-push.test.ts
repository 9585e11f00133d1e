import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import {
  byCasey,
  byRobin,
  FIX,
  REVIEW,
  STOP,
  tip,
  toldOf,
  WORK,
  written,
} from './history-support.ts'
import { blockerIn, short } from './links-support.ts'

const world = worldOfThisFile()

const OPEN = '0 of 1 blocker fixed: B1 is open'
const APPROVING = '# Review of the retry change\n\nVerdict: approve\n\nAll is well.\n'

describe('a force-push', () => {
  it('that drops the report leaves its blocker open', async () => {
    const told = await toldOf(
      world(),
      [WORK, REVIEW],
      async ({ repository, branch, shas: [work = ''] }) => {
        await repository.forcePush(branch, work)
        return work
      },
    )
    expect(told).toMatchObject({
      conclusion: 'failure',
      title: OPEN,
      why: [`force-pushed away with REVIEW.md (raised in ${told.before[1]}) without a fix`],
      next: 'Fix B1 in a commit whose message ends with "Fixes-Blocker: B1", or name the commit in the report: "Fixed in abc1234".',
      changed: [`- \`REVIEW.md\`: B1 removed, by casey in \`${told.head}\``],
      looked: '1 commit and its files, 1 that were force-pushed away',
    })
  })

  // The head's author is named for it; GitHub's list of what moved the branch knows better.
  it.failing('that drops the report is told of the one who pushed it', async () => {
    const help = byRobin(5, 'Help', { 'src/help.ts': 'help()\n' })
    const told = await toldOf(world(), [WORK, REVIEW], async ({ repository, root, branch }) => {
      const head = tip(await written(repository, root, [WORK, help]))
      await repository.forcePush(branch, head, 'casey')
      return head
    })
    expect(told.changed.join('\n')).not.toContain('by robin')
  })

  it('that drops the report is not made up for by going on', async () => {
    const told = await toldOf(world(), [WORK, REVIEW], async ({ rewrite }) =>
      tip(await rewrite([WORK, byCasey(5, 'Another matter', { 'src/other.ts': 'other()\n' })])),
    )
    expect(told).toMatchObject({
      conclusion: 'failure',
      title: OPEN,
      why: [`force-pushed away with REVIEW.md (raised in ${told.before[1]}) without a fix`],
    })
  })

  it('that drops the report is made up for by a fix', async () => {
    const told = await toldOf(world(), [WORK, REVIEW], async ({ rewrite }) =>
      tip(await rewrite([WORK, FIX])),
    )
    expect(told).toMatchObject({
      conclusion: 'success',
      title: 'The blocker is fixed',
      why: [
        `named by its Fixes-Blocker trailer; in this pull request, after the review ${told.before[1]}, touches src/retry.ts`,
      ],
    })
  })

  it('that amends the report shows what was amended, and by whom', async () => {
    const milder = byCasey(5, 'Review', { 'REVIEW.md': APPROVING })
    const told = await toldOf(world(), [WORK, REVIEW], async ({ rewrite }) =>
      tip(await rewrite([WORK, milder])),
    )
    expect(told).toMatchObject({
      conclusion: 'failure',
      title: OPEN,
      why: [`removed from REVIEW.md by casey in commit ${told.head}, without a fix`],
      changed: [
        `- \`REVIEW.md\`: verdict turned from block to approve, by casey in \`${told.head}\``,
        `- \`REVIEW.md\`: B1 removed, by casey in \`${told.head}\``,
      ],
    })
  })

  it('that amends a severity shows that, too', async () => {
    const graded = (mark: string) =>
      byRobin(2, 'Review', {
        'REVIEW.md': `# Review of the retry change\n\nVerdict: blocking\n\n## Findings\n\n1. ${mark} Retries never stop, \`src/retry.ts:1\`.\n`,
      })
    const told = await toldOf(world(), [WORK, graded('[P0]')], async ({ rewrite }) =>
      tip(await rewrite([WORK, graded('[P1]')])),
    )
    expect(told).toMatchObject({
      title: OPEN,
      changed: [`- \`REVIEW.md\`: B1 lowered from blocking to high, by robin in \`${told.head}\``],
    })
  })

  it('that works the fix into what was reviewed leaves the blocker without one', async () => {
    const told = await toldOf(world(), [WORK, REVIEW], async ({ rewrite }) =>
      tip(await rewrite([{ ...WORK, files: STOP }, REVIEW])),
    )
    expect(told).toMatchObject({
      conclusion: 'failure',
      title: OPEN,
      why: ['no commit is linked to it yet'],
      changed: [],
    })
  })

  it('that drops the fix opens the blocker again', async () => {
    const told = await toldOf(world(), [WORK, REVIEW, FIX], async ({ rewrite }) =>
      tip(await rewrite([WORK, REVIEW])),
    )
    expect(told).toMatchObject({ conclusion: 'failure', title: OPEN })
  })

  it('that drops a fix which the report names leaves the name without a commit', async () => {
    const stop = byCasey(3, 'Stop', STOP)
    const told = await toldOf(world(), [WORK, REVIEW, stop], async ({ rewrite, shas }) => {
      const claim = { 'REVIEW.md': blockerIn(`Fixed in ${short(tip(shas))}.`) }
      return tip(await rewrite([WORK, REVIEW, byRobin(5, 'Review again', claim)]))
    })
    expect(told).toMatchObject({
      conclusion: 'failure',
      title: OPEN,
      why: [
        `commit ${told.before[2]} was force-pushed away, and no commit here has its patch, or its author, date and subject`,
      ],
      next: 'B1: Name the commit that fixes it now.',
    })
  })

  it('that makes all of it one commit leaves it to the report to say that it has the fix', async () => {
    const all = byCasey(5, 'All of it', { ...STOP, ...REVIEW.files })
    const told = await toldOf(world(), [WORK, REVIEW, FIX], async ({ rewrite }) =>
      tip(await rewrite([all])),
    )
    expect(told).toMatchObject({ conclusion: 'failure', title: OPEN })
    const { repository } = world()
    const settled = await toldOf(world(), [WORK, REVIEW, FIX], async ({ rewrite, branch }) => {
      const one = tip(await rewrite([all]))
      const claim = { 'REVIEW.md': blockerIn(`Fixed in ${short(one)}.`) }
      return repository.commit({ ...byRobin(6, 'Review again', claim), branch })
    })
    expect(settled).toMatchObject({
      conclusion: 'success',
      title: 'The blocker is fixed, awaiting re-review',
    })
  })

  it('that takes another one back leaves everything as it was', async () => {
    const told = await toldOf(
      world(),
      [WORK, REVIEW, FIX],
      async ({ rewrite, repository, branch, shas }) => {
        await rewrite([WORK])
        await repository.forcePush(branch, tip(shas))
        return tip(shas)
      },
    )
    expect(told).toMatchObject({
      conclusion: 'success',
      title: 'The blocker is fixed, awaiting re-review',
      changed: [],
    })
  })
})
