import { describe, expect, test } from '@jest/globals'
import type { Snapshot } from '../../src/snapshot/snapshot.ts'
import { gitRepository } from '../support/git-repository.ts'
import { judged, told } from '../support/history.ts'
import { fixed, lines, reviewed, short, standing, withLine } from './telling.ts'

const CODE = lines()
const STOPPED = withLine(CODE, 20, 'stop();')

/** What the fix touches, as the blocker's sentence says it, and where the cited line is now. */
function outcome(snapshot: Snapshot): readonly [string, string] {
  const assessment = judged(snapshot)
  const [blocker] = assessment.ledger.blockers
  const now = blocker?.evidence[0]?.now
  const why = standing(assessment)[0]?.split(', ').at(-1) ?? ''
  return [why, now ? `${now.path}:${now.start}` : 'nowhere']
}

const start = () => {
  const repo = gitRepository({ 'src/a.ts': CODE, 'src/b.ts': lines(40, 'row') })
  reviewed(repo)
  return repo
}

describe('the file that a blocker cites is renamed', () => {
  test('before the fix', async () => {
    const repo = start()
    repo.commit('chore: move', { 'src/a.ts': null, 'lib/z.ts': CODE })
    fixed(repo, { 'lib/z.ts': STOPPED })
    expect(outcome(await repo.snapshotOf())).toEqual(['touches lib/z.ts', 'lib/z.ts:20'])
  })

  test('by the fix', async () => {
    const repo = start()
    fixed(repo, { 'src/a.ts': null, 'lib/z.ts': STOPPED })
    expect(outcome(await repo.snapshotOf())).toEqual(['touches lib/z.ts', 'lib/z.ts:20'])
  })

  test('after the fix', async () => {
    const repo = start()
    fixed(repo, { 'src/a.ts': `first\n${STOPPED}` })
    repo.commit('chore: move', { 'src/a.ts': null, 'lib/z.ts': `first\n${STOPPED}` })
    expect(outcome(await repo.snapshotOf())).toEqual(['touches src/a.ts', 'lib/z.ts:21'])
  })

  test('twice, and the report cites what it was called in between', async () => {
    const repo = gitRepository({ 'src/old.ts': CODE })
    repo.commit('chore: move', { 'src/old.ts': null, 'src/a.ts': CODE })
    reviewed(repo)
    repo.commit('chore: move', { 'src/a.ts': null, 'lib/z.ts': CODE })
    fixed(repo, { 'lib/z.ts': STOPPED })
    expect(outcome(await repo.snapshotOf())).toEqual(['touches lib/z.ts', 'lib/z.ts:20'])
  })

  test('with its whole folder', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE, 'src/b.ts': lines(40, 'row'), 'src/c/d.ts': '' })
    reviewed(repo)
    repo.git('mv', 'src', 'packages')
    repo.commit('chore: packages')
    fixed(repo, { 'packages/a.ts': STOPPED })
    expect(outcome(await repo.snapshotOf())).toEqual(['touches packages/a.ts', 'packages/a.ts:20'])
  })

  test('and a file of its old name is none of it', async () => {
    const repo = start()
    repo.commit('chore: move', { 'src/a.ts': null, 'lib/z.ts': CODE })
    repo.commit('feat: another a', { 'src/a.ts': lines(40, 'other') })
    fixed(repo, { 'src/b.ts': lines(41, 'row') })
    expect(told(judged(await repo.snapshotOf()))[0]).toContain('touches none of the files')
  })

  test('only by case', async () => {
    const repo = start()
    repo.git('mv', 'src/a.ts', 'src/A.ts')
    repo.commit('chore: capital')
    fixed(repo, { 'src/A.ts': STOPPED })
    expect(outcome(await repo.snapshotOf())).toEqual(['touches src/A.ts', 'src/A.ts:20'])
  })
})

describe('git sees no rename when most of a file is another one', () => {
  const other = lines(40, 'rewritten')

  test('then the fix removes what is cited, and says so', async () => {
    const repo = start()
    fixed(repo, { 'src/a.ts': null, 'lib/z.ts': other })
    expect(repo.git('diff', '--name-status', '-M50%', 'HEAD^', 'HEAD')).toBe(
      'A\tlib/z.ts\nD\tsrc/a.ts',
    )
    expect(outcome(await repo.snapshotOf())).toEqual(['removes src/a.ts', 'nowhere'])
  })

  test('a fix after that has to say why it is elsewhere', async () => {
    const repo = start()
    repo.commit('refactor: move', { 'src/a.ts': null, 'lib/z.ts': other })
    const fix = fixed(repo, { 'lib/z.ts': withLine(other, 20, 'stop();') })
    expect(told(judged(await repo.snapshotOf()))).toEqual([
      `B1 open: commit ${short(fix)} touches none of the files that it cites (src/a.ts)`,
    ])
    repo.amend({}, 'fix: stop\n\nFixes-Blocker: B1 because src/a.ts is lib/z.ts now')
    expect(told(judged(await repo.snapshotOf()))).toEqual(['B1 fixed'])
  })
})

test('a fix may delete the file that is cited', async () => {
  const repo = start()
  fixed(repo, { 'src/a.ts': null })
  expect(outcome(await repo.snapshotOf())).toEqual(['removes src/a.ts', 'nowhere'])
})

test('whoever puts a deleted file back has taken that fix back', async () => {
  const repo = start()
  const fix = fixed(repo, { 'src/a.ts': null })
  repo.commit('chore: other', { 'src/b.ts': 'b\n' })
  const by = repo.commit('feat: a again', { 'src/a.ts': CODE })
  expect(told(judged(await repo.snapshotOf()))).toEqual([
    `B1 open: commit ${short(fix)} was taken back by commit ${short(by)} ("feat: a again")`,
  ])
})
