import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { asked, complaints, counted, doneDuring } from '../support/odd.ts'
import { checkWrites, code, fix, newBranch } from '../support/story.ts'

// What only catches lost events waits until the others have been answered, as it does in earnest.
const world = worldOfThisFile({ later: 6_000, site: { publicPages: true } })

/** GitHub's limits of a check's summary and of a comment, in characters. */
const MOST_CHARACTERS = { summary: 65_535, comment: 65_536 }

const each = (count: number, text: (number: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index + 1)).join('\n')

async function opened(branch: string) {
  const { repository } = world()
  let number = 0
  const done = await doneDuring(world(), async () => {
    number = await repository.openPull({ head: branch, title: 'A lot', as: 'casey' })
  })
  const [run] = await repository.checkRuns(await repository.branchHead(branch))
  return { ...done, number, run }
}

describe('a commit of many files', () => {
  const filesOf = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [`gen/${at}.ts`, `export const n = ${at}\n`]),
    )
  const approved = async (files: Readonly<Record<string, string>>) => {
    const { repository } = world()
    const branch = newBranch()
    await repository.commit({ branch, message: 'Generated', files })
    const review = { 'REVIEW.md': '# Review\n\nVerdict: approve\n' }
    await repository.commit({ branch, message: 'Review', files: review, as: 'robin' })
    return opened(branch)
  }

  it('is read by pages', async () => {
    const { requests, run, lines } = await approved(filesOf(720))
    // 300 by the first, then 100 by each.
    expect(counted(asked(requests))['GET commits']).toBe(1 + 5 + 1)
    expect(run).toMatchObject({ conclusion: 'success' })
    expect(complaints(lines)).toEqual([])
  }, 120_000)

  it('is not verified where GitHub lists no more of them', async () => {
    const { run, lines } = await approved(filesOf(3_000))
    expect(run).toMatchObject({
      conclusion: 'failure',
      title: expect.stringMatching(
        /^Could not verify: commit [0-9a-f]{7} changes 3000 files or more, and GitHub lists no more$/u,
      ),
    })
    expect(complaints(lines)).toEqual([])
  }, 300_000)
})

describe('a report of 40 revisions', () => {
  const branch = newBranch()

  it('counts in all of them', async () => {
    const { repository } = world()
    await repository.commit({ branch, message: 'Work', files: code(1, 'work') })
    for (let take = 1; take <= 40; take++) {
      const report = `# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. ${FAULTS[take % 10]} in part ${take * 7}.\n`
      const files = { 'REVIEW.md': report }
      await repository.commit({ branch, message: `Review, take ${take}`, files })
    }
    const { requests, run, lines } = await opened(branch)
    expect(counted(asked(requests))).toEqual({
      'query Pull': 1,
      'GET commits': 41,
      'query Texts': 2,
      'query BeforeWriting': 1,
      'mutation Say': 1,
    })
    expect(run?.title).toContain('0 of 40 blockers fixed')
    expect(complaints(lines)).toEqual([])
  }, 120_000)

  it('costs a push no more than one of a single revision', async () => {
    const { repository } = world()
    const { requests } = await doneDuring(world(), async () => {
      await fix(repository, branch, 'B1')
    })
    expect([...asked(requests)].sort()).toEqual([
      'GET commits',
      'mutation Say',
      'query BeforeWriting',
      'query Pull',
    ])
  }, 60_000)
})

describe('a report of 200 blockers', () => {
  const branch = newBranch()
  let number = 0

  it('has them annotated, 50 a change, in a check that GitHub takes', async () => {
    const { repository } = world()
    const title = (at: number) =>
      `${FAULTS[at % 10]} in part ${at * 7}, ${'which takes many words to tell, '.repeat(8)}and it is number ${at}`
    const report = `# Review\n\nVerdict: blocking\n\n## Blockers\n\n${each(200, (at) => `${at}. ${title(at)}.\n   \`src/retry.ts:${at}\``)}\n`
    await repository.commit({ branch, message: 'Work', files: code(1, 'work') })
    await repository.commit({ branch, message: 'Review', files: { 'REVIEW.md': report } })
    const told = await opened(branch)
    number = told.number
    expect(told.run).toMatchObject({
      conclusion: 'failure',
      title: expect.stringContaining('0 of 200 blockers fixed'),
    })
    // More than 300 are left to the table.
    const written = checkWrites(told.requests)
    expect(written.map(({ input }) => input.output.annotations.length)).toEqual(Array(6).fill(50))
    expect(told.run?.annotations).toHaveLength(300)
    expect(counted(asked(told.requests))['mutation Say']).toBe(2)
    const summary = told.run?.summary ?? ''
    expect(summary.length).toBeGreaterThan(20_000)
    expect(summary.length).toBeLessThanOrEqual(MOST_CHARACTERS.summary)
    expect(complaints(told.lines)).toEqual([])
  }, 60_000)

  it('is listed in comments that GitHub takes', async () => {
    const { repository } = world()
    const { lines } = await doneDuring(world(), async () => {
      await repository.comment(number, '/blockers', 'robin')
    })
    const bodies = (await repository.comments(number)).map(({ body }) => body)
    expect(bodies.filter((body) => body.includes('0 of 200 blockers fixed'))).toHaveLength(2)
    for (const body of bodies) expect(body.length).toBeLessThanOrEqual(MOST_CHARACTERS.comment)
    expect(complaints(lines)).toEqual([])
  }, 60_000)

  it('is shown whole on its page', async () => {
    const page = await fetch(`${world().app.url}/acme/widgets/pull/${number}`)
    expect(page.status).toBe(200)
    const text = await page.text()
    for (const at of [1, 100, 200]) expect(text).toContain(`and it is number ${at}`)
  })
})

/** Words that keep blockers from looking like one another. */
const FAULTS = [
  'Locks are held for ever',
  'The error is swallowed',
  'Money is rounded twice',
  'Time zones are mixed up',
  'Nobody closes the file',
  'Retries never stop',
  'Passwords are logged',
  'The index is off by one',
  'Sorting forgets ties',
  'The cache grows without end',
]
