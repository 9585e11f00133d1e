import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import {
  approval,
  CASEY,
  checkAt,
  MAINTAINER,
  ROBIN,
  rowOf,
  rowsIn,
  short,
  workUnder,
} from './trust-support.ts'

const world = worldOfThisFile()

/** What the check says of an approval under that policy. */
async function approvedBy(
  reviewer: typeof ROBIN,
  policy: string,
  more: Parameters<Awaited<ReturnType<typeof workUnder>>['commit']>[3] = {},
) {
  const story = await workUnder(world().repository, { policy })
  const head = await story.commit(reviewer, 'Approve', { 'REVIEW.md': approval() }, more)
  const said = await checkAt(world(), story, head)
  const counts = rowsIn(said.summary, 'Reports')[0]?.at(-1)
  return { said, counts, head: short(head), work: short(story.work) }
}

describe('where the policy lists reviewers', () => {
  const people = 'requirements:\n  approved: error\nreviewers:\n  people: [Maintainer, robin]\n'
  const teams = 'requirements:\n  approved: error\nreviewers:\n  teams: [acme/reviewers]\n'

  it('the approval of one of these people counts', async () => {
    const { said, counts } = await approvedBy(MAINTAINER, people)
    expect({ conclusion: said.conclusion, counts }).toEqual({ conclusion: 'success', counts: '✅' })
  })

  it('that of somebody else does not, even where "independent" only warns', async () => {
    const policy = people.replace(', robin', '')
    const { said, counts, head } = await approvedBy(ROBIN, policy)
    const because = `commit ${head} is by robin, whom the policy does not list as a reviewer`
    expect(said).toMatchObject({
      conclusion: 'failure',
      title: `Not approved: 0 of 1 approvals; REVIEW.md does not count: ${because}`,
    })
    expect(counts).toBe(`❌ disqualified because ${because}`)
    expect(rowOf(said, 'independent')).toMatchObject({
      found: `REVIEW.md: disqualified because ${because}`,
      next: 'Let one of Maintainer who wrote no code here review the head and commit the report in their own name.',
    })
  })

  it('that of a member of one of these teams does', async () => {
    await world().github.team('reviewers', ['robin'])
    const { said, counts } = await approvedBy(ROBIN, teams)
    expect({ conclusion: said.conclusion, counts }).toEqual({ conclusion: 'success', counts: '✅' })
  })

  it('that of somebody who left the team does not', async () => {
    await world().github.team('reviewers', ['maintainer'])
    const { said, counts, head } = await approvedBy(ROBIN, teams)
    expect(said.conclusion).toBe('failure')
    expect(counts).toContain(`commit ${head} is by robin, whom the policy does not list`)
  })

  it('nobody’s counts when there is no such team', async () => {
    const { said } = await approvedBy(ROBIN, teams.replace('reviewers]', 'nobody]'))
    expect(said.conclusion).toBe('failure')
  })

  it('a reviewer who wrote the code is still not independent', async () => {
    const policy = `${people.replace('people: [', 'people: [casey, ')}`.replace(
      'approved: error',
      'approved: error\n  independent: error',
    )
    const { counts, head, work } = await approvedBy(CASEY, policy)
    expect(counts).toBe(
      `❌ disqualified because commit ${head} is by casey, who also wrote commit ${work}`,
    )
  })

  it('somebody whom GitHub does not know by their address is on no list', async () => {
    const { counts } = await approvedBy({ name: 'robin', email: 'robin@home.example' }, people)
    expect(counts).toContain('is by robin, whom the policy does not list as a reviewer')
  })
})

describe('where the policy asks for signatures', () => {
  const policy = 'requirements:\n  approved: error\n  signed: error\n'

  it.each([
    ['a signed approval counts', { signed: true }, null],
    ['one without a signature does not', {}, 'has no valid signature (unsigned)'],
    [
      'one with somebody else’s key does not',
      { signed: 'bad' },
      'has no valid signature (bad_email)',
    ],
    [
      'one that the committer signed for its author does not',
      { signed: true, committer: MAINTAINER },
      'is signed by maintainer, and not by robin',
    ],
    [
      'one that GitHub signed for its author counts',
      { signed: true, committer: { name: 'GitHub', email: 'noreply@github.com' } },
      null,
    ],
  ] as const)('%s', async (_, more, why) => {
    const { said, counts, head } = await approvedBy(ROBIN, policy, more)
    const because = why === null ? null : `commit ${head} ${why}`
    expect(said.conclusion).toBe(because === null ? 'success' : 'failure')
    expect(counts).toBe(because === null ? '✅' : `❌ disqualified because ${because}`)
    expect(rowOf(said, 'signed')).toMatchObject(
      because === null
        ? { mark: '✅', looked: `REVIEW.md in ${head}`, found: 'each has a valid signature' }
        : {
            mark: '❌',
            found: `REVIEW.md: disqualified because ${because}`,
            next: 'Commit the report again, signed ("git commit -S"), with a key that GitHub knows.',
          },
    )
  })

  it('a blocker needs none', async () => {
    const story = await workUnder(world().repository, {
      policy: 'requirements:\n  signed: error\n',
    })
    const head = await story.report('Verdict: blocking\n\n## Blockers\n\n1. Retries never stop.\n')
    const said = await checkAt(world(), story, head)
    expect(said.title).toBe('0 of 1 blocker fixed: B1 is open')
    expect(rowOf(said, 'signed')).toMatchObject({ mark: '✅', found: 'nothing has to be signed' })
  })
})
