import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code } from '../support/story.ts'
import {
  approval,
  blocking,
  CASEY,
  checkAt,
  MAINTAINER,
  ROBIN,
  rowOf,
  rowsIn,
  short,
  type Work,
  workUnder,
} from './trust-support.ts'

const world = worldOfThisFile()

const STRICT = 'requirements:\n  approved: error\n  independent: error\n'
const REPORT = { 'REVIEW.md': approval() }
const GITHUB = { name: 'GitHub', email: 'noreply@github.com' }

describe('Casey’s approval of their own work', () => {
  it('is pointed out, and by default holds nothing up', async () => {
    const story = await workUnder(world().repository, {})
    const head = await story.commit(CASEY, 'Approve', REPORT)
    const said = await checkAt(world(), story, head)
    const because = `commit ${short(head)} is by casey, who also wrote commit ${short(story.work)}`
    expect(said).toMatchObject({
      conclusion: 'success',
      title: 'No blockers, approved by REVIEW.md (not independent)',
    })
    expect(rowOf(said, 'independent')).toEqual({
      mark: '⚠️',
      looked: 'REVIEW.md by casey, 2 commits',
      found: `REVIEW.md: disqualified because ${because}`,
      next: 'Let somebody else, who may write here, review the head and commit the report in their own name.',
    })
    expect(rowsIn(said.summary, 'Reports')).toEqual([
      ['`REVIEW.md`', '1', 'casey', 'approve', '', `⚠️ ${because}`],
    ])
  })

  it('does not count where the policy calls that an error', async () => {
    const story = await workUnder(world().repository, { policy: STRICT })
    const head = await story.commit(CASEY, 'Approve', REPORT)
    const said = await checkAt(world(), story, head)
    const because = `commit ${short(head)} is by casey, who also wrote commit ${short(story.work)}`
    expect(said).toMatchObject({
      conclusion: 'failure',
      title: `Not approved: 0 of 1 approvals; REVIEW.md does not count: ${because}`,
    })
    expect(rowOf(said, 'independent').mark).toBe('❌')
    expect(rowsIn(said.summary, 'Reports')[0]?.at(-1)).toBe(`❌ disqualified because ${because}`)
  })

  it('does not matter where the policy does not look', async () => {
    const policy = 'requirements:\n  approved: error\n  independent: off\n'
    const story = await workUnder(world().repository, { policy })
    const said = await checkAt(world(), story, await story.commit(CASEY, 'Approve', REPORT))
    expect(said).toMatchObject({
      conclusion: 'success',
      title: 'No blockers, approved by REVIEW.md',
    })
    expect(rowsIn(said.summary, 'Reports')[0]?.at(-1)).toBe('✅')
  })
})

/** How an approval comes about: its commit, and what speaks against it. */
interface Ending {
  readonly head: string
  readonly because?: string
}

/** What is said in the row "independent". */
async function told(tell: (work: Work) => Promise<Ending>, message = 'Retry') {
  const work = await workUnder(world().repository, { policy: STRICT, message })
  const { head, because } = await tell(work)
  const said = await checkAt(world(), work, head)
  const { found } = rowOf(said, 'independent')
  return { said: { conclusion: said.conclusion, found }, because: because ?? null }
}

describe('an approval is not independent', () => {
  it.each<readonly [name: string, tell: (work: Work) => Promise<Ending>]>([
    [
      'when its reviewer also wrote code',
      async ({ commit, report }) => {
        const fix = await commit(ROBIN, 'Stop', code(3, 'stop()'))
        const head = await report(approval())
        return { head, because: `${short(head)} is by robin, who also wrote commit ${short(fix)}` }
      },
    ],
    [
      'when the coder is its co-author',
      async ({ commit, work }) => {
        const message = 'Review\n\nCo-authored-by: Casey <Casey@example.com>'
        const head = await commit(ROBIN, message, REPORT)
        return { head, because: `${short(head)} is by Casey, who also wrote commit ${short(work)}` }
      },
    ],
    [
      'when the coder commits it in the reviewer’s name',
      async ({ report }) => {
        const head = await report(approval(), { committer: CASEY })
        return { head, because: inTheNameOfRobin(head) }
      },
    ],
    [
      'when the coder signs it in the reviewer’s name',
      async ({ report }) => {
        const head = await report(approval(), { committer: CASEY, signed: true })
        return { head, because: inTheNameOfRobin(head) }
      },
    ],
    [
      'when the coder turns the reviewer’s verdict',
      async ({ commit, report, work }) => {
        await report(blocking('Withdrawn: the retries never stop.'))
        const head = await commit(CASEY, 'Approve', REPORT)
        return { head, because: `${short(head)} is by casey, who also wrote commit ${short(work)}` }
      },
    ],
  ])('%s', async (_, tell) => {
    const { said, because } = await told(tell)
    expect(said).toEqual({
      conclusion: 'failure',
      found: `REVIEW.md: disqualified because commit ${because}`,
    })
  })
})

const inTheNameOfRobin = (sha: string): string =>
  `${short(sha)} was made by casey, who wrote code here, in the name of robin`

it.each([
  ['by their address', 'Robin <robin@example.com>'],
  ['by GitHub’s own address', 'R. <7+Robin@users.noreply.github.com>'],
])('whom the code names as a co-author, %s, is not independent', async (_, robin) => {
  const tell = async ({ report, work }: Work) => {
    const head = await report(approval())
    return { head, because: `${short(head)} is by robin, who also wrote commit ${short(work)}` }
  }
  const { said, because } = await told(tell, `Retry\n\nCo-authored-by: ${robin}`)
  expect(said).toEqual({
    conclusion: 'failure',
    found: `REVIEW.md: disqualified because commit ${because}`,
  })
})

// Bug in src/ledger/draw-ledger.ts, approvalsAmong: the policy isn't asked whether an approval counts.
it('a fix is not verified by an approval that does not count', async () => {
  const work = await workUnder(world().repository, { policy: STRICT })
  await work.report(blocking('Retries never stop, `src/retry.ts:1`.'))
  await work.commit(CASEY, 'Stop\n\nFixes-Blocker: B1', code(1, 'stop()'))
  const approve = approval().replace('Review of', 'Review R2 of')
  const head = await work.commit(CASEY, 'Approve', { 'REVIEW-R2.md': approve })
  expect(rowsIn((await checkAt(world(), work, head)).summary, 'Blockers')[0]?.[2]).toBe('✅ fixed')
})

describe('an approval is independent', () => {
  it.each<readonly [name: string, tell: (work: Work) => Promise<Ending>]>([
    [
      'when its reviewer wrote nothing but reports',
      async ({ commit, report }) => {
        await commit(ROBIN, 'Notes', { 'reviews/notes.md': approval() })
        return { head: await report(approval()) }
      },
    ],
    [
      'when its reviewer merged the base, which is not writing code',
      async ({ base, branch, report, commit }) => {
        const { repository } = world()
        await commit(CASEY, 'More', code(2, 'more()'))
        await repository.commit({ branch: base, message: 'Other', files: { 'other.ts': 'x\n' } })
        await repository.mergeCommit({ into: branch, from: base, as: 'robin' })
        return { head: await report(approval()) }
      },
    ],
    [
      'when it was written on GitHub’s pages',
      async ({ report }) => ({
        head: await report(approval(), { committer: GITHUB, signed: true }),
      }),
    ],
    [
      'when somebody commits it who wrote no code here',
      async ({ report }) => ({ head: await report(approval(), { committer: MAINTAINER }) }),
    ],
    [
      'when the coder rebased it, as an earlier head shows',
      async (work) => {
        await work.pull()
        await work.report(approval())
        return { head: await rebased(work) }
      },
    ],
    [
      'when the coder rebased it twice',
      async (work) => {
        await work.pull()
        await work.report(approval())
        await rebased(work)
        return { head: await rebased(work) }
      },
    ],
  ])('%s', async (_, tell) => {
    const { said } = await told(tell)
    expect(said).toEqual({ conclusion: 'success', found: 'nobody judges their own work' })
  })

  it('not when the coder changed it while rebasing', async () => {
    const work = await workUnder(world().repository, { policy: STRICT })
    await work.pull()
    await work.report(blocking('Retries never stop, `src/retry.ts:1`.'))
    const head = await rebased(work)
    const { conclusion, summary } = await checkAt(world(), work, head)
    expect(conclusion).toBe('failure')
    expect(summary).toContain(`disqualified because commit ${inTheNameOfRobin(head)}`)
  })
})

/** Casey moves their work and Robin's approval onto the base as it is now. */
async function rebased({ base, branch, commit }: Work): Promise<string> {
  const { repository } = world()
  const files = { [`${await repository.branchHead(branch)}.txt`]: 'new\n' }
  const tip = await repository.commit({ branch: base, message: 'Meanwhile', files })
  const work = await commit(
    CASEY,
    'Retry when the server is down',
    code(1, 'export const retries = Infinity'),
    { parents: [tip], push: false },
  )
  const parents = { parents: [work], committer: CASEY }
  return commit(ROBIN, 'Review the retry change', REPORT, parents)
}
