import { describe, expect, test } from '@jest/globals'
import { type Files, type GitRepository, gitRepository } from '../support/git-repository.ts'
import { judged, told } from '../support/history.ts'
import { fixed, lines, reviewed, short, withLine } from './telling.ts'

const CODE = lines()
const STOPPED = withLine(CODE, 20, 'stop();')

/** A repository in which the blocker is fixed. */
function withFix(files: Files = { 'src/a.ts': STOPPED }) {
  const repo = gitRepository({ 'src/a.ts': CODE, 'src/b.ts': CODE, 'src/c.ts': CODE })
  reviewed(repo)
  return { repo, fix: fixed(repo, files) }
}

/** Whether the file is, by git's own word, as it is in the base. */
const isAsInBase = (repo: GitRepository, path: string): boolean =>
  repo.git('diff', '--name-only', 'main', 'feat', '--', path) === ''

const takenBack = (fix: string, by: string, subject: string): string =>
  `B1 open: commit ${short(fix)} was taken back by commit ${short(by)} ("${subject}")`

describe('a fix that was taken back is none', () => {
  test('by git revert', async () => {
    const { repo, fix } = withFix()
    const by = repo.revert(fix)
    expect(isAsInBase(repo, 'src/a.ts')).toBe(true)
    expect(told(judged(await repo.snapshotOf()))).toEqual([
      takenBack(fix, by, 'Revert "fix: stop"'),
    ])
  })

  test('by git revert, and then it is rebased', async () => {
    const { repo, fix } = withFix()
    const before = repo.revert(fix)
    repo.on('main', () => repo.commit('chore: near', { 'src/a.ts': withLine(CODE, 18, '18') }))
    const by = repo.rebase('main')
    expect(told(judged(await repo.snapshotOf('main', 'feat', [before])))).toEqual([
      takenBack(repo.git('rev-parse', 'HEAD^'), by, 'Revert "fix: stop"'),
    ])
  })

  test('unless that was taken back itself', async () => {
    const { repo, fix } = withFix()
    const by = repo.revert(fix)
    repo.revert(by)
    expect(repo.git('diff', '--name-only', fix, 'HEAD')).toBe('')
    expect(told(judged(await repo.snapshotOf()))).toEqual(['B1 fixed'])
  })

  test('unless the one that took that back was', async () => {
    const { repo, fix } = withFix()
    const by = repo.revert(fix)
    repo.revert(repo.revert(by))
    expect(told(judged(await repo.snapshotOf()))).toEqual([
      takenBack(fix, by, 'Revert "fix: stop"'),
    ])
  })

  test('by the inverse change, in whatever words, among other changes', async () => {
    const { repo, fix } = withFix()
    const by = repo.commit('chore: tidy', { 'src/a.ts': CODE, 'src/b.ts': STOPPED })
    expect(told(judged(await repo.snapshotOf()))).toEqual([takenBack(fix, by, 'chore: tidy')])
  })

  test('by the inverse change, after something else changed elsewhere in the file', async () => {
    const { repo, fix } = withFix()
    repo.commit('chore: line 3', { 'src/a.ts': withLine(STOPPED, 3, 'three') })
    const by = repo.commit('chore: tidy', { 'src/a.ts': withLine(CODE, 3, 'three') })
    expect(told(judged(await repo.snapshotOf()))).toEqual([takenBack(fix, by, 'chore: tidy')])
  })

  test('by git checkout of the file as an earlier commit of the pull request had it', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE })
    repo.commit('feat: start', { 'src/a.ts': withLine(CODE, 1, 'start();') })
    reviewed(repo)
    const fix = fixed(repo, { 'src/a.ts': withLine(STOPPED, 1, 'start();') })
    repo.commit('chore: line 3', {
      'src/a.ts': withLine(withLine(STOPPED, 1, 'start();'), 3, 'three'),
    })
    repo.git('checkout', `${fix}^`, '--', 'src/a.ts')
    const by = repo.commit('feat: more', { 'src/more.ts': 'more\n' })
    expect(told(judged(await repo.snapshotOf()))).toEqual([takenBack(fix, by, 'feat: more')])
  })

  test('by one that goes back further than that', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE })
    const start = withLine(CODE, 1, 'start();')
    repo.commit('feat: start', { 'src/a.ts': start })
    repo.commit('feat: go', { 'src/a.ts': withLine(start, 2, 'go();') })
    reviewed(repo)
    const fix = fixed(repo, { 'src/a.ts': withLine(withLine(STOPPED, 1, 'start();'), 2, 'go();') })
    const by = repo.commit('chore: back', { 'src/a.ts': start })
    expect(told(judged(await repo.snapshotOf()))).toEqual([takenBack(fix, by, 'chore: back')])
  })

  test('in two steps', async () => {
    const both = withLine(STOPPED, 30, 'stop();')
    const { repo, fix } = withFix({ 'src/a.ts': both })
    repo.commit('chore: one', { 'src/a.ts': STOPPED })
    const by = repo.commit('chore: two', { 'src/a.ts': CODE })
    expect(told(judged(await repo.snapshotOf()))).toEqual([takenBack(fix, by, 'chore: two')])
  })

  test('under another name', async () => {
    const { repo, fix } = withFix()
    repo.commit('chore: move', { 'src/a.ts': null, 'src/moved.ts': STOPPED })
    const by = repo.commit('chore: tidy', { 'src/moved.ts': CODE })
    expect(told(judged(await repo.snapshotOf()))).toEqual([takenBack(fix, by, 'chore: tidy')])
  })

  test('while it is renamed', async () => {
    const { repo, fix } = withFix()
    const by = repo.commit('chore: move', { 'src/a.ts': null, 'src/moved.ts': CODE })
    expect(repo.git('diff', '--summary', '-M50%', 'HEAD^', 'HEAD')).toContain('rename')
    expect(told(judged(await repo.snapshotOf()))).toEqual([takenBack(fix, by, 'chore: move')])
  })

  test('if it was a binary', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE, 'logo.png': new Uint8Array([0, 1]) })
    reviewed(repo, 'The logo is wrong, `logo.png:1`.')
    const fix = fixed(repo, { 'logo.png': new Uint8Array([0, 2]) })
    const by = repo.commit('chore: logo', { 'logo.png': new Uint8Array([0, 1]) })
    expect(told(judged(await repo.snapshotOf()))).toEqual([takenBack(fix, by, 'chore: logo')])
  })
})

describe('a fix that moves a line', () => {
  const moved = CODE.replace('line 20;\n', '').replace('line 10;\n', 'line 20;\nline 10;\n')

  test('changes more than white space', async () => {
    const { repo } = withFix({ 'src/a.ts': moved })
    expect(told(judged(await repo.snapshotOf()))).toEqual(['B1 fixed'])
  })

  test('is taken back by moving it back', async () => {
    const { repo, fix } = withFix({ 'src/a.ts': moved })
    repo.commit('chore: other', { 'src/b.ts': STOPPED })
    const by = repo.commit('chore: back', { 'src/a.ts': CODE })
    expect(told(judged(await repo.snapshotOf()))).toEqual([takenBack(fix, by, 'chore: back')])
  })

  test('is not taken back by moving it on', async () => {
    const { repo } = withFix({ 'src/a.ts': moved })
    const on = CODE.replace('line 20;\n', '').replace('line 5;\n', 'line 20;\nline 5;\n')
    repo.commit('chore: further', { 'src/a.ts': on })
    expect(told(judged(await repo.snapshotOf()))).toEqual(['B1 fixed'])
  })
})

describe('what is no taking back', () => {
  test('of one file of two: the other one is still fixed', async () => {
    const { repo } = withFix({ 'src/a.ts': STOPPED, 'src/b.ts': STOPPED })
    repo.commit('chore: b', { 'src/b.ts': CODE })
    expect(told(judged(await repo.snapshotOf()))).toEqual(['B1 fixed'])
  })

  test('of a commit that changes nothing but reports', async () => {
    const { repo } = withFix()
    repo.commit('docs: thanks', { 'REVIEW-thanks.md': '# Thanks\n\nVerdict: approve\n' })
    repo.revert('HEAD')
    expect(told(judged(await repo.snapshotOf()))).toEqual(['B1 fixed'])
  })

  test('of the review that raised it: the blocker stays', async () => {
    const { repo } = withFix()
    repo.commit('chore: other', { 'src/b.ts': STOPPED })
    const review = repo.git('log', '--format=%H', '--', 'REVIEW.md')
    repo.revert(review)
    expect(told(judged(await repo.snapshotOf()))).toEqual(['B1 fixed'])
    const unfixed = gitRepository({ 'src/a.ts': CODE })
    reviewed(unfixed)
    const by = unfixed.revert('HEAD')
    expect(told(judged(await unfixed.snapshotOf()))).toEqual([
      `B1 open: removed from REVIEW.md by casey in commit ${short(by)}, without a fix`,
    ])
  })

  test('the same lines, put in again elsewhere and taken out there', async () => {
    const { repo } = withFix()
    const twice = withLine(STOPPED, 30, 'stop();')
    repo.commit('feat: stop there, too', { 'src/a.ts': twice })
    repo.commit('chore: not there', { 'src/a.ts': STOPPED })
    expect(told(judged(await repo.snapshotOf()))).toEqual(['B1 fixed'])
  })

  test('an empty commit between a revert and the revert of that', async () => {
    const { repo, fix } = withFix()
    const by = repo.revert(fix)
    repo.commit('chore: nothing')
    repo.revert(by)
    expect(told(judged(await repo.snapshotOf()))).toEqual(['B1 fixed'])
  })
})
