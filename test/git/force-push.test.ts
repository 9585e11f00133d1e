import { describe, expect, test } from '@jest/globals'
import { gitRepository } from '../support/git-repository.ts'
import { judged, told } from '../support/history.ts'
import {
  approval,
  blocking,
  fixed,
  lines,
  reviewed,
  robin,
  STOP,
  short,
  withLine,
} from './telling.ts'

const CODE = lines()
const STOPPED = withLine(CODE, 20, 'stop();')
const SWALLOWED = 'The error is swallowed.'
const start = () => gitRepository({ 'src/a.ts': CODE })

describe('Casey pushes by force, and Robin’s report is gone', () => {
  test('the blocker stays', async () => {
    const repo = start()
    const review = reviewed(repo)
    repo.reset('HEAD^')
    const assessment = judged(await repo.snapshotOf('main', 'feat', [review]))
    expect(assessment.conclusion).toBe('failure')
    expect(told(assessment)).toEqual([
      `B1 open: force-pushed away with REVIEW.md (raised in ${short(review)}) without a fix`,
    ])
  })

  test('a fix after that counts: the review was there before', async () => {
    const repo = start()
    const review = reviewed(repo)
    repo.reset('HEAD^')
    fixed(repo, { 'src/a.ts': STOPPED })
    const snapshot = await repo.snapshotOf('main', 'feat', [review])
    expect(told(judged(snapshot))).toEqual(['B1 fixed'])
  })

  test('a fix that was there before the review doesn’t', async () => {
    const repo = start()
    const early = repo.commit('fix: stop\n\nFixes-Blocker: B1', { 'src/a.ts': STOPPED })
    const review = reviewed(repo)
    repo.reset(early)
    expect(told(judged(await repo.snapshotOf('main', 'feat', [review])))).toEqual([
      `B1 open: commit ${short(early)} was there before the review that raised it (${short(review)})`,
    ])
  })

  test('nor does the same one, rebased', async () => {
    const repo = start()
    const early = repo.commit('fix: stop\n\nFixes-Blocker: B1', { 'src/a.ts': STOPPED })
    const review = reviewed(repo)
    repo.reset(early)
    repo.on('main', () => repo.commit('chore: move on', { b: 'b\n' }))
    const now = repo.rebase('main')
    expect(told(judged(await repo.snapshotOf('main', 'feat', [review])))).toEqual([
      `B1 open: commit ${short(now)} was there before the review that raised it (${short(review)})`,
    ])
  })

  test('whatever was pushed in between', async () => {
    const repo = start()
    const review = reviewed(repo)
    repo.reset('HEAD^')
    const between = repo.commit('chore: something', { 'src/b.ts': 'b\n' })
    repo.reset('HEAD^')
    const assessment = judged(await repo.snapshotOf('main', 'feat', [between, review]))
    expect(told(assessment)[0]).toMatch(/^B1 open: force-pushed away with REVIEW\.md/u)
  })
})

test('the base has a report of that name, and Casey puts it back before it all goes: the blocker stays', async () => {
  const former = approval()
  const repo = gitRepository({ 'src/a.ts': CODE, 'REVIEW.md': former })
  const feature = repo.commit('feat: retry', { 'src/feature.ts': 'send();\n' })
  repo.commit('docs: review', { 'REVIEW.md': blocking(STOP) }, robin)
  const undone = repo.commit('docs: undo', { 'REVIEW.md': former })
  repo.reset(feature)
  const assessment = judged(await repo.snapshotOf('main', 'feat', [undone]))
  expect(assessment.conclusion).toBe('failure')
  expect(assessment.ledger.blockers).toMatchObject([{ name: 'B1', state: 'open' }])
})

describe('Casey amends Robin’s report', () => {
  test('a blocker that is deleted stays, and it says who left it out', async () => {
    const repo = start()
    const review = reviewed(repo, STOP, SWALLOWED)
    const now = repo.amend({ 'REVIEW.md': blocking(STOP) })
    const assessment = judged(await repo.snapshotOf('main', 'feat', [review]))
    expect(told(assessment)).toEqual([
      'B1 open: no commit is linked to it yet',
      `B2 open: removed from REVIEW.md by robin in commit ${short(now)}, without a fix`,
    ])
    expect(assessment.ledger.changes).toMatchObject([{ kind: 'removed', name: 'B2', commit: now }])
  })

  test('a verdict that is turned closes nothing, and is shown', async () => {
    const repo = start()
    const review = reviewed(repo)
    const now = repo.amend({ 'REVIEW.md': approval() })
    const assessment = judged(await repo.snapshotOf('main', 'feat', [review]))
    expect(assessment.conclusion).toBe('failure')
    expect(told(assessment)).toEqual([
      `B1 open: removed from REVIEW.md by robin in commit ${short(now)}, without a fix`,
    ])
    expect(assessment.ledger.changes).toContainEqual(
      expect.objectContaining({ kind: 'verdict', from: 'block', to: 'approve', commit: now }),
    )
    // Robin is still its author; that Casey made the commit is told.
    expect(assessment.approvals[0]?.objections).toContainEqual(
      expect.objectContaining({
        against: 'independent',
        because: `commit ${short(now)} was made by casey, who wrote code here, in the name of robin`,
      }),
    )
  })

  test('into the commit of the code', async () => {
    const repo = start()
    const review = reviewed(repo, STOP, SWALLOWED)
    repo.reset('HEAD^')
    repo.amend({ 'REVIEW.md': blocking(STOP) })
    const states = judged(await repo.snapshotOf('main', 'feat', [review])).ledger.blockers
    expect(states.map(({ name, state }) => `${name} ${state}`)).toEqual(['B1 open', 'B2 open'])
  })

  test('and moves it: it is known again', async () => {
    const repo = start()
    const review = reviewed(repo, STOP, SWALLOWED)
    repo.amend({ 'REVIEW.md': null, 'reviews/retries.md': blocking(STOP, SWALLOWED) })
    const snapshot = await repo.snapshotOf('main', 'feat', [review])
    const { blockers } = judged(snapshot).ledger
    expect(blockers.map(({ state, path }) => [state, path])).toEqual([
      ['open', 'reviews/retries.md'],
      ['open', 'reviews/retries.md'],
    ])
  })
})

describe('a report that was rebased and goes on', () => {
  test('is one report, and its blockers are no new ones', async () => {
    const repo = start()
    const review = reviewed(repo, STOP, SWALLOWED)
    repo.on('main', () => repo.commit('chore: move on', { b: 'b\n' }))
    repo.rebase('main')
    fixed(repo, { 'src/a.ts': STOPPED })
    const text = blocking(STOP, `${SWALLOWED} At every call.`)
    repo.commit('docs: more', { 'REVIEW.md': text }, robin)
    const snapshot = await repo.snapshotOf('main', 'feat', [review])
    expect(told(judged(snapshot))).toEqual(['B1 fixed', 'B2 open: no commit is linked to it yet'])
  })

  test('a new round of which an older head knows more is heard all the same', async () => {
    const repo = start()
    const review = reviewed(repo)
    fixed(repo, { 'src/a.ts': STOPPED })
    const second = blocking(SWALLOWED).replace('Review:', 'Review R2:')
    const head = repo.commit('docs: second round', { 'REVIEW-R2.md': second }, robin)
    repo.reset(review)
    fixed(repo, { 'src/a.ts': STOPPED })
    expect(told(judged(await repo.snapshotOf('main', 'feat', [head])))).toEqual([
      'R1-B1 fixed',
      `R2-B1 open: force-pushed away with REVIEW-R2.md (raised in ${short(head)}) without a fix`,
    ])
  })
})
