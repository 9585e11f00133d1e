import { afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Repository } from '../../src/demo/github/repository.ts'
import { worldOfThisFile } from '../support/app.ts'
import { byCasey, FIX, pullOf, REVIEW, STOP, type Step, WORK } from './history-support.ts'
import { below, blockersIn, checkAt, short, untold } from './links-support.ts'

const world = worldOfThisFile()

let fork: Repository

beforeAll(async () => {
  fork = await world().repository.fork('outsider')
})

afterEach(() => world().github.clearFaults())

const OPEN = '0 of 1 blocker fixed: B1 is open'

/** A branch of the fork that is rewritten to these steps. */
async function rewrittenTo(...steps: readonly Step[]) {
  const shas: string[] = []
  const head = await untold(world(), async () => {
    const branch = await pullOf(world().repository, [WORK, REVIEW], { fork })
    shas.push(...branch.shas.map(short))
    return (await branch.rewrite(steps)).at(-1) ?? ''
  })
  const { conclusion, title, summary } = await checkAt(world(), head)
  const changed = below(summary, '### Changed since it was written first')
  return {
    was: shas[1],
    head: short(head),
    conclusion,
    title,
    changed,
    why: blockersIn(summary)[0]?.why,
  }
}

describe('a force-push in a fork', () => {
  it('that drops the report leaves its blocker open', async () => {
    const told = await rewrittenTo(WORK)
    expect(told).toMatchObject({
      conclusion: 'failure',
      title: OPEN,
      why: `force-pushed away with REVIEW.md (raised in ${told.was}) without a fix`,
    })
  })

  it('that amends the report shows what was amended', async () => {
    const approving = '# Review of the retry change\n\nVerdict: approve\n\nAll is well.\n'
    const told = await rewrittenTo(WORK, byCasey(5, 'Review', { 'REVIEW.md': approving }))
    expect(told).toMatchObject({
      conclusion: 'failure',
      title: OPEN,
      why: `removed from REVIEW.md by casey in commit ${told.head}, without a fix`,
      changed: [
        `- \`REVIEW.md\`: verdict turned from block to approve, by casey in \`${told.head}\``,
        `- \`REVIEW.md\`: B1 removed, by casey in \`${told.head}\``,
      ],
    })
  })

  it('that only rebases changes nothing', async () => {
    const told = await rewrittenTo(WORK, REVIEW)
    expect(told).toMatchObject({ title: OPEN, why: 'no commit is linked to it yet', changed: [] })
  })

  it('that brings a fix does not make it trusted', async () => {
    const told = await rewrittenTo(WORK, REVIEW, FIX)
    expect(told).toMatchObject({ conclusion: 'failure', title: OPEN })
    expect(told.why).toMatch(/^disqualified because commit [0-9a-f]{7} comes from a fork/u)
  })

  it('that works the fix into what was reviewed leaves the blocker without one', async () => {
    const told = await rewrittenTo({ ...WORK, files: STOP }, REVIEW)
    expect(told).toMatchObject({ title: OPEN, why: 'no commit is linked to it yet' })
  })
})
