import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code } from '../support/story.ts'
import {
  below,
  blockedPull,
  blockersIn,
  checkAt,
  ROBIN,
  type Story,
  short,
  untold,
} from './links-support.ts'

const world = worldOfThisFile()

const report = (...blockers: readonly string[]) =>
  `# Review of the retry change\n\nVerdict: blocking\n\n## Findings\n\n${blockers.join('\n')}\n`
const endless = (mark = '[P0]') => `1. ${mark} Retries never stop, \`src/retry.ts:1\`.`
const swallowed = '2. [P0] The error is swallowed, `src/retry.ts:9`.'
const approving = '# Review of the retry change\n\nVerdict: approve\n\nAll is well.\n'
const OPEN = 'no commit is linked to it yet'

/** What the check says of its blockers and of changed words, after such a story. */
async function toldAfter(before: string, tell: (story: Story) => Promise<string>) {
  const head = await untold(world(), async () =>
    tell(await blockedPull(world().repository, { report: before })),
  )
  const { conclusion, title, summary } = await checkAt(world(), head)
  return {
    head: short(head),
    conclusion,
    title,
    open: blockersIn(summary).map(({ name, why }) => `${name}: ${why}`),
    changed: below(summary, '### Changed since it was written first'),
  }
}

describe('a blocker that vanishes from its report', () => {
  const removed = (by: string, head: string) =>
    `removed from REVIEW.md by ${by} in commit ${head}, without a fix`

  it('stays open, and it says who removed it', async () => {
    const told = await toldAfter(report(endless(), swallowed), ({ casey }) =>
      casey('Tidy up', { 'REVIEW.md': report(endless()) }),
    )
    expect(told).toMatchObject({
      conclusion: 'failure',
      title: '0 of 2 blockers fixed: B1 and B2 are open',
      open: [`B1: ${OPEN}`, `B2: ${removed('casey', told.head)}`],
      changed: [`- \`REVIEW.md\`: B2 removed, by casey in \`${told.head}\``],
    })
  })

  it('stays open also when the one who raised it leaves it out', async () => {
    const told = await toldAfter(report(endless(), swallowed), ({ robin }) =>
      robin(report(endless())),
    )
    expect(told).toMatchObject({
      title: '0 of 2 blockers fixed: B1 and B2 are open',
      changed: [`- \`REVIEW.md\`: B2 removed, by robin in \`${told.head}\``],
    })
  })

  it('stays open when the report is deleted', async () => {
    const told = await toldAfter(report(endless()), ({ casey }) =>
      casey('Tidy up', { 'REVIEW.md': null }),
    )
    expect(told).toMatchObject({
      conclusion: 'failure',
      title: '0 of 1 blocker fixed: B1 is open',
      open: [`B1: ${removed('casey', told.head)}`],
      changed: [`- \`REVIEW.md\`: B1 removed, by casey in \`${told.head}\``],
    })
  })

  it('stays open when another report takes the place of the one that raised it', async () => {
    const told = await toldAfter(report(endless()), ({ casey }) =>
      casey('Approve', { 'REVIEW.md': approving }),
    )
    expect(told).toMatchObject({
      conclusion: 'failure',
      title: '0 of 1 blocker fixed: B1 is open',
      open: [`B1: ${removed('casey', told.head)}`],
      changed: [
        `- \`REVIEW.md\`: verdict turned from block to approve, by casey in \`${told.head}\``,
        `- \`REVIEW.md\`: B1 removed, by casey in \`${told.head}\``,
      ],
    })
  })

  it('is not missed when it is put back', async () => {
    const told = await toldAfter(report(endless(), swallowed), async ({ casey, robin }) => {
      await casey('Tidy up', { 'REVIEW.md': report(endless()) })
      return robin(report(endless(), swallowed))
    })
    expect(told).toMatchObject({ open: [`B1: ${OPEN}`, `B2: ${OPEN}`], changed: [] })
  })

  it('is not missed when the report only moves', async () => {
    const told = await toldAfter(report(endless()), ({ casey }) =>
      casey('Move', { 'REVIEW.md': null, 'reviews/retry.md': report(endless()) }),
    )
    expect(told).toMatchObject({ open: [`B1: ${OPEN}`], changed: [] })
  })

  it('that was fixed before stays fixed', async () => {
    const told = await toldAfter(report(endless(), swallowed), async ({ casey, robin }) => {
      await casey('Stop\n\nFixes-Blocker: B1, B2', code(1, 'export const retries = 3'))
      return robin(approving)
    })
    expect(told).toMatchObject({
      conclusion: 'success',
      title: 'Both blockers are fixed, approved by REVIEW.md',
      changed: [
        `- \`REVIEW.md\`: verdict turned from block to approve, by robin in \`${told.head}\``,
        `- \`REVIEW.md\`: B1 removed, by robin in \`${told.head}\``,
        `- \`REVIEW.md\`: B2 removed, by robin in \`${told.head}\``,
      ],
    })
  })
})

describe('words that are made milder', () => {
  it('a severity holds, and it says who lowered it', async () => {
    const told = await toldAfter(report(endless('[P0]')), ({ casey }) =>
      casey('Tidy up', { 'REVIEW.md': report(endless('[P1]')) }),
    )
    expect(told).toMatchObject({
      conclusion: 'failure',
      title: '0 of 1 blocker fixed: B1 is open',
      changed: [`- \`REVIEW.md\`: B1 lowered from blocking to high, by casey in \`${told.head}\``],
    })
  })

  it('a severity below what blocks is a removal', async () => {
    const told = await toldAfter(report(endless('[P0]'), swallowed), ({ casey }) =>
      casey('Tidy up', { 'REVIEW.md': report(endless('[P3]'), swallowed) }),
    )
    expect(told).toMatchObject({
      title: '0 of 2 blockers fixed: B1 and B2 are open',
      changed: [`- \`REVIEW.md\`: B1 removed, by casey in \`${told.head}\``],
    })
  })

  it('a severity that is raised is nobody’s business', async () => {
    const told = await toldAfter(report(endless('[P1]')), ({ casey }) =>
      casey('Tidy up', { 'REVIEW.md': report(endless('[P0]')) }),
    )
    expect(told).toMatchObject({ open: [`B1: ${OPEN}`], changed: [] })
  })

  it('a verdict opens nothing, and it says who turned it', async () => {
    const told = await toldAfter(report(endless()), ({ casey }) =>
      casey('Tidy up', { 'REVIEW.md': report(endless()).replace('blocking', 'approve') }),
    )
    expect(told).toMatchObject({
      conclusion: 'failure',
      title: '0 of 1 blocker fixed: B1 is open',
      changed: [
        `- \`REVIEW.md\`: verdict turned from block to approve, by casey in \`${told.head}\``,
      ],
    })
  })

  it('a verdict that turns twice is told twice', async () => {
    let first = ''
    const turned = report(endless()).replace('blocking', 'approve')
    const told = await toldAfter(report(endless()), async ({ casey, robin }) => {
      first = short(await casey('Tidy up', { 'REVIEW.md': turned }))
      return robin(report(endless()))
    })
    expect(told.changed).toEqual([
      `- \`REVIEW.md\`: verdict turned from block to approve, by casey in \`${first}\``,
      `- \`REVIEW.md\`: verdict turned from approve to block, by robin in \`${told.head}\``,
    ])
  })

  it('a withdrawal holds for the one who raised it, and is told', async () => {
    const struck = '1. ~~[P0] Retries never stop, `src/retry.ts:1`.~~ Withdrawn: my mistake.'
    const told = await toldAfter(report(endless()), ({ robin }) => robin(report(struck)))
    expect(told).toMatchObject({
      conclusion: 'success',
      open: ['B1: withdrawn by robin at REVIEW.md:7'],
      changed: [`- \`REVIEW.md\`: B1 withdrawn, by robin in \`${told.head}\``],
    })
  })

  it('a withdrawal by the one who wrote the code does not', async () => {
    const struck = '1. ~~[P0] Retries never stop, `src/retry.ts:1`.~~ Withdrawn: my mistake.'
    const told = await toldAfter(report(endless()), ({ casey }) =>
      casey('Tidy up', { 'REVIEW.md': report(struck) }),
    )
    expect(told).toMatchObject({
      conclusion: 'failure',
      title: '0 of 1 blocker fixed: B1 is open',
      open: [
        `B1: REVIEW.md:7 withdraws it: disqualified because commit ${told.head} is by casey, who wrote code here and did not raise it`,
      ],
    })
  })

  it('a withdrawal that Casey makes in Robin’s name does not either', async () => {
    const struck = '1. ~~[P0] Retries never stop, `src/retry.ts:1`.~~ Withdrawn: my mistake.'
    const committer = { name: 'Casey', email: 'casey@example.com' }
    const told = await toldAfter(report(endless()), ({ casey }) =>
      casey('Tidy up', { 'REVIEW.md': report(struck) }, { author: ROBIN, committer }),
    )
    expect(told).toMatchObject({
      conclusion: 'failure',
      open: [
        `B1: REVIEW.md:7 withdraws it: disqualified because commit ${told.head} is by casey in the name of robin, who wrote code here and did not raise it`,
      ],
    })
  })
})
