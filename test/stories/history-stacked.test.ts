import { afterEach, describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import {
  byCasey,
  byRobin,
  FIX,
  pullOf,
  REVIEW,
  type Rewriting,
  type Step,
  tip,
  WORK,
  written,
} from './history-support.ts'
import { blockersIn, checkAt, untold } from './links-support.ts'

const world = worldOfThisFile()

afterEach(() => world().github.clearFaults())

const NEXT = byCasey(10, 'The next step', { 'src/next.ts': 'next()\n' })
const reportAt = (path: string) =>
  byRobin(11, 'Review the next step', {
    [path]:
      '# Review of the next step\n\nVerdict: blocking\n\n## Blockers\n\n1. It is never the last, `src/next.ts:1`.\n',
  })
const APPROVED = byRobin(12, 'Approve', {
  'REVIEW.md': '# Review of the retry change\n\nVerdict: approve\n\nAll is well.\n',
})
const ONE_OPEN = '0 of 1 blocker fixed: B1 is open'

/** A pull request on top of another one, which is a pull request itself. */
async function stacked(own: readonly Step[]): Promise<{ parent: Rewriting; number: number }> {
  const { repository } = world()
  const parent = await pullOf(repository, [WORK, REVIEW])
  const shas = await written(repository, tip(parent.shas), own)
  await repository.createBranch(`${parent.branch}-next`, tip(shas))
  const head = `${parent.branch}-next`
  const number = await repository.openPull({ head, base: parent.branch, title: 'The next step' })
  return { parent, number }
}

/** The parent is merged, the other one goes to the base and is rebased there; its head. */
async function parentMerged(
  own: readonly Step[],
  since: readonly Step[] = [],
  rebased: readonly Step[] = own,
): Promise<string> {
  const { github, repository } = world()
  const { parent, number } = await stacked(own)
  for (const step of since) await repository.commit({ ...step, branch: parent.branch })
  const merged = await repository.merge(parent.number, 'squash')
  // The embedded GitHub can't tell of which pull requests a commit was a part.
  github.failNext({
    path: new RegExp(`/commits/(?:${parent.shas.join('|')})/pulls$`, 'u'),
    status: 200,
    body: [await repository.pull(parent.number)],
    times: Number.POSITIVE_INFINITY,
  })
  await repository.changeBase(number, parent.base)
  const shas = await written(repository, merged, rebased)
  await repository.forcePush(`${parent.branch}-next`, tip(shas))
  return tip(shas)
}

async function toldOf(tell: () => Promise<string>) {
  const { conclusion, title, summary } = await checkAt(world(), await untold(world(), tell))
  return { conclusion, title, blockers: blockersIn(summary).map(({ name, why }) => [name, why]) }
}

describe('a pull request on top of another one, before that is merged,', () => {
  it('has blockers of its own only', async () => {
    const { repository } = world()
    const head = await untold(world(), async () => {
      const { number } = await stacked([NEXT, reportAt('reviews/next.md')])
      return (await repository.pull(number)).head.sha
    })
    expect((await checkAt(world(), head)).title).toBe(ONE_OPEN)
  })
})

describe('once its parent was squashed and it was rebased, it isn’t haunted by the parent’s blockers', () => {
  it.each<[string, readonly Step[], readonly Step[]]>([
    ['when the parent’s report was merged as it was', [NEXT, reportAt('reviews/next.md')], []],
    [
      'when the parent’s report went on after this one began',
      [NEXT, reportAt('reviews/next.md')],
      [FIX, APPROVED],
    ],
    [
      'when the parent’s report was deleted before the merge',
      [NEXT, reportAt('reviews/next.md')],
      [FIX, byCasey(13, 'Done with it', { 'REVIEW.md': null })],
    ],
    ['when its own report has the same name', [NEXT, reportAt('REVIEW.md')], [FIX, APPROVED]],
  ])('%s', async (_, own, since) => {
    expect(await toldOf(() => parentMerged(own, since))).toEqual({
      conclusion: 'failure',
      title: ONE_OPEN,
      blockers: [['B1', 'no commit is linked to it yet']],
    })
  })

  it('but its own report can’t be dropped on the way', async () => {
    const told = await toldOf(() => parentMerged([NEXT, reportAt('reviews/next.md')], [], [NEXT]))
    expect(told).toMatchObject({ conclusion: 'failure', title: ONE_OPEN })
    expect(told.blockers).toEqual([
      ['B1', expect.stringMatching(/^force-pushed away with reviews\/next\.md \(raised in /u)],
    ])
  })
})

describe('a report that is dropped by a force-push', () => {
  it('counts, although the base has another one’s in its place', async () => {
    const told = await toldOf(async () => {
      const { moveBase, rewrite } = await pullOf(world().repository, [WORK, REVIEW])
      return tip(await rewrite([WORK], await moveBase(APPROVED.files)))
    })
    expect(told).toMatchObject({ conclusion: 'failure', title: ONE_OPEN })
  })

  it('counts, although the last that was seen of it was a copy of what the base has', async () => {
    const told = await toldOf(async () => {
      const branch = await pullOf(world().repository, [WORK])
      const base = await branch.moveBase(APPROVED.files)
      await branch.rewrite([WORK, REVIEW, APPROVED], base)
      return tip(await branch.rewrite([WORK], base))
    })
    expect(told).toMatchObject({ conclusion: 'failure', title: ONE_OPEN })
  })
})
