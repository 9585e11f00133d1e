import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Repository } from '../../src/demo/github/repository.ts'
import { worldOfThisFile } from '../support/app.ts'
import { code } from '../support/story.ts'
import {
  approval,
  blocking,
  checkAt,
  MAINTAINER,
  OUTSIDER,
  ROBIN,
  rowOf,
  rowsIn,
  short,
  type Work,
  workUnder,
} from './trust-support.ts'

const world = worldOfThisFile()

const STRICT = 'requirements:\n  approved: error\n'

let fork: Repository

beforeAll(async () => {
  fork = await world().repository.fork('outsider')
})

const fromFork = (policy = STRICT): Promise<Work> =>
  workUnder(world().repository, { policy, from: fork, more: { author: OUTSIDER } })

const REPORT = { 'REVIEW.md': approval() }

describe('an approval on a pull request from a fork', () => {
  it.each<readonly [name: string, tell: (work: Work) => Promise<string>, because: string]>([
    [
      'does not count without write access',
      ({ commit }) => commit(OUTSIDER, 'Approve', REPORT, { signed: true }),
      'is by outsider, who has no write access here',
    ],
    [
      'does not count when nobody knows who wrote it',
      ({ commit }) => commit({ name: 'Robin', email: 'robin@home.example' }, 'Approve', REPORT),
      "is by Robin, whom GitHub doesn't know, and comes from a fork",
    ],
    [
      'does not count in Robin’s name without a signature',
      ({ report }) => report(approval()),
      "comes from a fork and has no valid signature (unsigned), so that it may not be robin's",
    ],
    [
      'does not count in Robin’s name with a key that is not theirs',
      ({ report }) => report(approval(), { signed: 'bad' }),
      "comes from a fork and has no valid signature (bad_email), so that it may not be robin's",
    ],
    [
      'does not count in Robin’s name with the signature of who committed it',
      ({ report }) => report(approval(), { committer: OUTSIDER, signed: true }),
      'is signed by outsider, who has no write access here, in the name of robin',
    ],
  ])('%s', async (_, tell, because) => {
    const work = await fromFork()
    const head = await tell(work)
    const said = await checkAt(world(), work, head)
    const why = `commit ${short(head)} ${because}`
    expect(said.title).toContain('Not approved: 0 of 1 approvals')
    expect(said.conclusion).toBe('failure')
    expect(rowsIn(said.summary, 'Reports')[0]?.at(-1)).toContain(`❌ disqualified because ${why}`)
    expect(rowOf(said, 'independent').found).toBe(`REVIEW.md: disqualified because ${why}`)
  })

  it.each<readonly [name: string, tell: (work: Work) => Promise<string>]>([
    ['counts in Robin’s name with their signature', ({ report }) => report(approval(), SIGNED)],
    [
      'counts when a maintainer signs it for Robin',
      ({ report }) => report(approval(), { committer: MAINTAINER, signed: true }),
    ],
    [
      'counts when Robin wrote it on GitHub’s pages',
      ({ report }) => {
        const committer = { name: 'GitHub', email: 'noreply@github.com' }
        return report(approval(), { committer, signed: true })
      },
    ],
  ])('%s', async (_, tell) => {
    const work = await fromFork()
    const head = await tell(work)
    const said = await checkAt(world(), work, head)
    expect(said).toMatchObject({
      conclusion: 'success',
      title: 'No blockers, approved by REVIEW.md',
    })
  })
})

const SIGNED = { signed: true }
const BLOCKED = blocking('Retries never stop, `src/retry.ts:1`.')

describe('a blocker on a pull request from a fork', () => {
  it('counts, whoever raises it', async () => {
    const work = await fromFork('')
    const head = await work.commit(OUTSIDER, 'Review', { 'REVIEW.md': BLOCKED })
    const said = await checkAt(world(), work, head)
    expect(said.title).toBe('0 of 1 blocker fixed: B1 is open')
  })

  it('is not fixed by the word of somebody without write access, until a maintainer confirms it', async () => {
    const work = await fromFork('')
    await work.report(BLOCKED, SIGNED)
    const fix = await work.commit(OUTSIDER, 'Stop\n\nFixes-Blocker: B1', code(1, 'stop()'), SIGNED)
    const before = await checkAt(world(), work, fix)
    expect(before.title).toBe('0 of 1 blocker fixed: B1 is open')
    expect(rowOf(before, 'links sound')).toMatchObject({
      found: `B1: disqualified because commit ${short(fix)} is by outsider, who has no write access here`,
      next: `Somebody with write access can confirm the fix in a comment: "/fixed B1 ${short(fix)}".`,
    })
    await world().repository.comment(await work.pull(), `/fixed B1 ${short(fix)}`, 'maintainer')
    const after = await checkAt(world(), work, fix)
    expect(after).toMatchObject({
      conclusion: 'success',
      title: 'The blocker is fixed, awaiting re-review',
    })
    expect(rowsIn(after.summary, 'Blockers')[0]?.at(-1)).toMatch(
      /^called fixed by maintainer \(\d{4}-\d\d-\d\d\); in this pull request, after the review/u,
    )
  })

  it('is not fixed by a comment of somebody without write access', async () => {
    const work = await fromFork('')
    const review = await work.report(BLOCKED, SIGNED)
    const fix = await work.commit(OUTSIDER, 'Stop', code(1, 'stop()'))
    await world().repository.comment(await work.pull(), `/fixed B1 ${short(fix)}`, 'outsider')
    const said = await checkAt(world(), work, fix)
    expect(said.title).toBe('0 of 1 blocker fixed: B1 is open')
    expect(said.summary).toContain('outsider may not decide on blockers here (role: read).')
    expect(said.summary).not.toContain(`after the review ${short(review)}`)
  })

  it.each<readonly [name: string, report: string]>([
    ['is not fixed because a forged report says so', 'Fixed in'],
    ['is not withdrawn because a forged report says so', 'Withdrawn: my mistake, not'],
  ])('%s', async (_, words) => {
    const work = await fromFork('')
    await work.report(BLOCKED, SIGNED)
    const fix = await work.commit(OUTSIDER, 'Stop', code(1, 'stop()'))
    const text = BLOCKED.replace('`.', `\`. ${words} ${short(fix)}.`)
    const head = await work.report(text)
    const said = await checkAt(world(), work, head)
    expect(said.title).toBe('0 of 1 blocker fixed: B1 is open')
    expect(rowsIn(said.summary, 'Blockers')[0]?.at(-1)).toContain(
      `disqualified because commit ${short(head)} comes from a fork and has no valid signature (unsigned)`,
    )
  })

  it('is fixed when Robin’s signed report says so', async () => {
    const work = await fromFork('')
    await work.report(BLOCKED)
    const fix = await work.commit(OUTSIDER, 'Stop', code(1, 'stop()'))
    const text = BLOCKED.replace('`.', `\`. Fixed in ${short(fix)}.`)
    const head = await work.commit(ROBIN, 'Review again', { 'REVIEW.md': text }, SIGNED)
    expect((await checkAt(world(), work, head)).conclusion).toBe('success')
  })
})
