import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { asked, complaints, counted, doneDuring } from '../support/odd.ts'
import { fix, newBranch, reviewOf } from '../support/story.ts'

// What only catches lost events waits until the others have been answered, as it does in earnest.
// The embedded GitHub takes its time to list thousands of commits.
const world = worldOfThisFile({ later: 6_000, patience: 120_000 })

const branch = newBranch()

const change = (step: number) => ({
  [`src/step-${step % 20}.ts`]: `export const step = ${step}\n`,
})

/** So many commits on top of that one; the last of them. */
async function more(
  count: number,
  parent: string,
  filesOf: (step: number) => Readonly<Record<string, string>>,
): Promise<string> {
  let tip = parent
  for (let step = 0; step < count; step++) {
    const [message, files] = [`Step ${step}`, filesOf(step)]
    // Unpushed: GitHub would tell of each.
    tip = await world().repository.commit({ message, files, parents: [tip], push: false })
  }
  return tip
}

describe('a pull request of 1,000 commits', () => {
  it('is read to the end, each commit once', async () => {
    const { repository } = world()
    const work = await more(999, await repository.branchHead('main'), change)
    const review = await repository.commit({
      message: 'Review',
      files: { 'REVIEW.md': reviewOf(work) },
      parents: [work],
      push: false,
    })
    await repository.createBranch(branch, review)
    const { requests, lines } = await doneDuring(world(), async () => {
      await repository.openPull({ head: branch, title: 'All of it', as: 'casey' })
    })
    expect(counted(asked(requests))).toEqual({
      'query Pull': 1,
      'GET compare': 10,
      'GET commits': 1_000,
      'query Texts': 2,
      'query BeforeWriting': 1,
      'mutation Say': 1,
    })
    expect(complaints(lines)).toEqual([])
    const [run] = await repository.checkRuns(review)
    expect(run).toMatchObject({
      conclusion: 'failure',
      title: '0 of 2 blockers fixed: B1 and B2 are open',
    })
    expect(run?.summary).toContain('1000 commits and their files')
  }, 300_000)

  it('costs a push as much as any other: 4 requests', async () => {
    const { repository } = world()
    let head = ''
    const { requests } = await doneDuring(world(), async () => {
      head = await fix(repository, branch, 'B1', 'B2')
    })
    expect([...asked(requests)].sort()).toEqual([
      'GET commits',
      'mutation Say',
      'query BeforeWriting',
      'query Pull',
    ])
    expect(await repository.checkRuns(head)).toMatchObject([
      { conclusion: 'success', title: 'Both blockers are fixed, awaiting re-review' },
    ])
  }, 60_000)
})

describe('a pull request of more than 3,000 commits', () => {
  it('is not read: the check says so and is red, at the price of one comparison', async () => {
    const { repository } = world()
    const head = await more(2_000, await repository.branchHead(branch), () => ({}))
    const { requests, lines } = await doneDuring(world(), async () => {
      await repository.forcePush(branch, head)
    })
    const title =
      'Could not verify: this pull request has 3001 commits, and of more than 3000 none is read'
    expect(await repository.checkRuns(head)).toMatchObject([{ conclusion: 'failure', title }])
    expect(counted(asked(requests))['GET compare']).toBe(1)
    expect(requests.length).toBeLessThan(30)
    expect(complaints(lines)).toEqual([])
  }, 300_000)
})
