import { describe, expect, test } from '@jest/globals'
import { type GitRepository, gitRepository } from '../support/git-repository.ts'
import { judged, told } from '../support/history.ts'
import { blocking, lines, reviewed, robin, STOP, short, standing, withLine } from './telling.ts'

const CODE = lines()
const STOPPED = withLine(CODE, 20, 'stop();')

const fixOnMain = (repo: GitRepository): string =>
  repo.on('main', () => repo.commit('fix: stop', { 'src/a.ts': STOPPED }))

/** Robin writes down which commit it was. */
const saidFixed = (repo: GitRepository, sha: string): string =>
  repo.commit('docs: fixed', { 'REVIEW.md': blocking(`${STOP} Fixed in ${short(sha)}.`) }, robin)

const start = () => gitRepository({ 'src/a.ts': CODE, 'src/b.ts': CODE })

describe('a fix that the base has', () => {
  test('and got after the review, counts', async () => {
    const repo = start()
    reviewed(repo)
    const fix = fixOnMain(repo)
    saidFixed(repo, fix)
    const assessment = judged(await repo.snapshotOf())
    expect(assessment.conclusion).toBe('success')
    expect(standing(assessment)[0]).toContain('in the base already, after the review')
  })

  test('and was merged into the branch since, counts', async () => {
    const repo = start()
    reviewed(repo)
    const fix = fixOnMain(repo)
    repo.merge('main')
    saidFixed(repo, fix)
    const snapshot = await repo.snapshotOf()
    expect(snapshot.elsewhere).toMatchObject([{ where: 'base', within: [fix] }])
    expect(told(judged(snapshot))).toEqual(['B1 fixed'])
  })

  test('and the branch began with it: then the review saw it', async () => {
    const repo = start()
    const fix = fixOnMain(repo)
    repo.reset('main')
    const review = reviewed(repo)
    saidFixed(repo, fix)
    expect(told(judged(await repo.snapshotOf()))).toEqual([
      `B1 open: commit ${short(fix)} was there before the review that raised it (${short(review)})`,
    ])
  })

  test('and was merged into the branch before the review: it saw it, too', async () => {
    const repo = start()
    const fix = fixOnMain(repo)
    repo.commit('feat: early', { 'src/early.ts': 'early\n' })
    repo.merge('main')
    const review = reviewed(repo)
    saidFixed(repo, fix)
    expect(told(judged(await repo.snapshotOf()))).toEqual([
      `B1 open: commit ${short(fix)} was there before the review that raised it (${short(review)})`,
    ])
  })

  test('of which the branch has a copy: the copy is what was meant', async () => {
    const repo = start()
    reviewed(repo)
    const fix = repo.on('other', () => {
      repo.git('reset', '--quiet', '--hard', 'main')
      return repo.commit('fix: stop', { 'src/a.ts': STOPPED })
    })
    const copy = repo.pick(fix)
    saidFixed(repo, fix)
    const { ledger } = judged(await repo.snapshotOf())
    expect(ledger.blockers[0]?.links).toMatchObject([
      { commit: copy, was: { sha: fix, how: 'patch' }, problems: [] },
    ])
  })

  test('is none while only another branch has it', async () => {
    const repo = start()
    reviewed(repo)
    const fix = repo.on('other', () => repo.commit('fix: stop', { 'src/a.ts': STOPPED }))
    saidFixed(repo, fix)
    expect(told(judged(await repo.snapshotOf()))).toEqual([
      `B1 open: commit ${short(fix)} exists, but neither this pull request nor its base contains it`,
    ])
  })

  test('nor one that is nowhere', async () => {
    const repo = start()
    reviewed(repo)
    saidFixed(repo, 'd3adb33f'.repeat(5))
    expect(told(judged(await repo.snapshotOf()))).toEqual([
      'B1 open: there is no commit d3adb33 in this repository, or more than one begins so',
    ])
  })
})
