import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code } from '../support/story.ts'
import {
  byCasey,
  byRobin,
  pullOf,
  type Rewriting,
  type Step,
  tip,
  WORK,
} from './history-support.ts'
import { checkAt, rowsIn, short, untold } from './links-support.ts'

const world = worldOfThisFile()

const STRICT = 'requirements:\n  fresh: error\n'
const APPROVED = 'No blockers, approved by REVIEW.md'

const approval = (named = '') =>
  byRobin(2, 'Approve', {
    'REVIEW.md': `# Review of the retry change\n\nVerdict: approve\n${named}\nAll is well.\n`,
  })

interface Approved extends Rewriting {
  readonly approve: Step
}

/** A branch whose work is approved, by a report that names what it reviewed or by one that doesn't. */
async function approved(isNamed: boolean): Promise<Approved> {
  const branch = await pullOf(world().repository, [WORK], { policy: STRICT })
  const approve = approval(isNamed ? `\nReviewed commit: ${short(tip(branch.shas))}\n` : '')
  const { author, ...rest } = approve
  await branch.repository.commit({ ...rest, author, committer: author, branch: branch.branch })
  return { ...branch, approve }
}

async function toldOf(isNamed: boolean, rewriting: (branch: Approved) => Promise<string>) {
  const branches: Approved[] = []
  const head = await untold(world(), async () => {
    const branch = await approved(isNamed)
    branches.push(branch)
    return rewriting(branch)
  })
  const { conclusion, title, summary } = await checkAt(world(), head)
  const found = rowsIn(summary, 'Requirements').find(([, name]) => name === 'fresh')?.[3]
  return { work: short(branches[0]?.shas[0] ?? ''), head: short(head), conclusion, title, found }
}

describe.each([
  ['names the commit that it reviewed', true],
  ['names none', false],
])('an approval that %s', (_, isNamed) => {
  it.each<[string, (branch: Approved) => Promise<readonly string[]>]>([
    [
      'a rebase onto a base that went on',
      async ({ approve, moveBase, rewrite }) => rewrite([WORK, approve], await moveBase()),
    ],
    [
      'two rebases',
      async ({ approve, moveBase, rewrite }) => {
        await rewrite([WORK, approve], await moveBase())
        return rewrite([WORK, approve], await moveBase({ 'docs/third.md': 'A third.\n' }))
      },
    ],
    [
      'other words for the work',
      ({ approve, rewrite }) => rewrite([{ ...WORK, message: 'Retry, for ever' }, approve]),
    ],
  ])('is still fresh after %s', async (_case, rewriting) => {
    expect(await toldOf(isNamed, async (branch) => tip(await rewriting(branch)))).toMatchObject({
      conclusion: 'success',
      title: APPROVED,
      found: 'nothing but reports changed since',
    })
  })

  it('is stale after a rebase in which the work came out differently', async () => {
    const other = { ...WORK, files: code(1, 'export const retries = 99') }
    const told = await toldOf(isNamed, async ({ approve, rewrite }) =>
      tip(await rewrite([other, approve])),
    )
    expect(told.conclusion).toBe('failure')
    expect(told.title).toMatch(
      /^Stale: REVIEW\.md is stale: [0-9a-f]{7} came after what it reviewed/u,
    )
    expect(told.found).toContain(
      `came after what it reviewed (${told.work}) and changes src/retry.ts`,
    )
  })

  it('is stale after a rebase that brings something new along', async () => {
    const extra = byCasey(5, 'More', { 'src/more.ts': 'more()\n' })
    const told = await toldOf(isNamed, async ({ approve, moveBase, rewrite }) =>
      tip(await rewrite([WORK, extra, approve], await moveBase())),
    )
    expect(told.conclusion).toBe('failure')
    expect(told.found).toMatch(
      /^REVIEW\.md is stale: [0-9a-f]{7} came after what it reviewed \([0-9a-f]{7}\) and changes src\/more\.ts$/u,
    )
  })

  it('is still fresh after all was made one commit with the same files', async () => {
    const told = await toldOf(isNamed, async ({ approve, rewrite }) =>
      tip(await rewrite([{ ...WORK, files: { ...WORK.files, ...approve.files } }])),
    )
    expect(told).toMatchObject({ found: 'nothing but reports changed since' })
    expect(told.title).toContain(APPROVED)
  })
})
