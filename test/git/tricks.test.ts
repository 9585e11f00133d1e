import { describe, expect, test } from '@jest/globals'
import { gitRepository } from '../support/git-repository.ts'
import { judged, requirement, told } from '../support/history.ts'
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

/** A repository in which nobody is judged by their own word, and every approval is held against the head. */
const strict = () =>
  gitRepository({
    'src/a.ts': CODE,
    '.github/countersign.yml':
      'requirements:\n  approved: error\n  fresh: error\n  independent: error\n',
  })

describe('the order of things, put otherwise', () => {
  test('the review is moved below a commit that it had seen: that was there before it', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE })
    const feature = repo.commit('feat: retry', { 'src/feature.ts': 'send();\n' })
    const early = fixed(repo, { 'src/a.ts': STOPPED })
    const review = repo.commit('docs: review', { 'REVIEW.md': blocking(STOP) }, robin)
    repo.reset(feature)
    repo.pick(review)
    const now = repo.pick(early)
    expect(told(judged(await repo.snapshotOf('main', 'feat', [review])))).toEqual([
      `B1 open: commit ${short(now)} was there before the review that raised it (${short(repo.git('rev-parse', 'HEAD^'))})`,
    ])
  })

  test('the review is moved to a branch of its own, which is merged', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE })
    const feature = repo.commit('feat: retry', { 'src/feature.ts': 'send();\n' })
    const early = fixed(repo, { 'src/a.ts': STOPPED })
    const review = repo.commit('docs: review', { 'REVIEW.md': blocking(STOP) }, robin)
    repo.reset(early)
    repo.on('side', () => {
      repo.git('reset', '--quiet', '--hard', feature)
      repo.pick(review)
    })
    repo.merge('side')
    const [state] = told(judged(await repo.snapshotOf('main', 'feat', [review])))
    expect(state).toContain(`commit ${short(early)} was there before the review that raised it`)
  })

  test('a clean rebase of a fix and its review changes nothing about their order', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE })
    const review = reviewed(repo)
    const fix = fixed(repo, { 'src/a.ts': STOPPED })
    repo.on('main', () => repo.commit('chore: move on', { b: 'b\n' }))
    repo.rebase('main')
    const snapshot = await repo.snapshotOf('main', 'feat', [fix, review])
    expect(told(judged(snapshot))).toEqual(['B1 fixed'])
  })

  test('a commit with dates of next year is no later than it is', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE })
    const message = 'fix: stop\n\nFixes-Blocker: B1'
    const early = repo.commit(
      message,
      { 'src/a.ts': STOPPED },
      { authored: '2027-01-01T00:00:00Z' },
    )
    const review = reviewed(repo)
    expect(told(judged(await repo.snapshotOf()))).toEqual([
      `B1 open: commit ${short(early)} was there before the review that raised it (${short(review)})`,
    ])
  })
})

describe('histories of another shape', () => {
  test('an octopus brings fixes and reports like any merge', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE, 'src/b.ts': CODE })
    reviewed(repo, STOP, 'The error is swallowed, `src/b.ts:5`.')
    repo.on('one', () => fixed(repo, { 'src/a.ts': STOPPED }))
    repo.on('two', () => repo.commit('feat: two', { 'src/two.ts': 'two\n' }))
    repo.commit('chore: other', { 'src/c.ts': 'c\n' })
    const merge = repo.merge(['one', 'two'])
    expect(repo.git('rev-list', '--parents', '-1', merge).split(' ')).toHaveLength(4)
    expect(told(judged(await repo.snapshotOf()))).toEqual([
      'B1 fixed',
      'B2 open: no commit is linked to it yet',
    ])
  })

  test('an approval without a common history closes nothing', async () => {
    const repo = strict()
    reviewed(repo)
    repo.git('checkout', '--quiet', '--orphan', 'other')
    repo.git('rm', '-r', '--force', '--quiet', '.')
    const other = repo.commit('docs: approve', { 'REVIEW.md': approval() }, robin)
    repo.git('checkout', '--quiet', 'feat')
    repo.merge('other', undefined, '--allow-unrelated-histories', '-X', 'theirs')
    const assessment = judged(await repo.snapshotOf())
    expect(assessment.conclusion).toBe('failure')
    expect(told(assessment)).toEqual([
      `B1 open: removed from REVIEW.md by robin in commit ${short(other)}, without a fix`,
    ])
  })

  test('a branch that shares nothing with its base is read to its root', async () => {
    const repo = strict()
    repo.git('checkout', '--quiet', '--orphan', 'other')
    const root = repo.commit('feat: all anew', { 'src/feature.ts': 'send();\n' })
    repo.commit('docs: review', { 'REVIEW.md': blocking(STOP) }, robin)
    const snapshot = await repo.snapshotOf('main', 'other')
    expect(snapshot.commits.map(({ sha }) => sha)).toContain(root)
    expect(snapshot.gaps).toEqual([])
    expect(judged(snapshot).conclusion).toBe('failure')
  })

  test('a commit that changes nothing is no fix, and a tag or branch of its name neither', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE })
    reviewed(repo)
    const empty = fixed(repo, {})
    expect(told(judged(await repo.snapshotOf()))).toEqual([
      `B1 open: commit ${short(empty)} changes no file`,
    ])
  })
})

describe('a report that is put away', () => {
  test.each<[string, string | null]>([
    ['deleted', null],
    ['renamed to where no reports are', 'docs/old.md'],
    ['renamed by case', 'Review.md'],
    ['renamed, and its ending with it', 'REVIEW.txt'],
  ])('%s: its blockers stay', async (_, path) => {
    const repo = gitRepository({ 'src/a.ts': CODE })
    reviewed(repo)
    const text = blocking(STOP)
    repo.commit('docs: away', { 'REVIEW.md': null, ...(path === null ? {} : { [path]: text }) })
    const { conclusion, ledger } = judged(await repo.snapshotOf())
    expect(conclusion).toBe('failure')
    expect(ledger.blockers).toMatchObject([{ name: 'B1', state: 'open' }])
  })

  test('first renamed to where no reports are, then deleted there', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE })
    reviewed(repo)
    repo.commit('docs: away', { 'REVIEW.md': null, 'docs/old.md': blocking(STOP) })
    repo.commit('docs: tidy', { 'docs/old.md': null })
    expect(judged(await repo.snapshotOf()).conclusion).toBe('failure')
  })

  test('a folder takes its place', async () => {
    const repo = strict()
    reviewed(repo)
    repo.commit('docs: away', { 'REVIEW.md': null })
    repo.commit('docs: approve', { 'REVIEW.md/REVIEW.md': approval() }, robin)
    expect(judged(await repo.snapshotOf()).ledger.blockers).toMatchObject([{ state: 'open' }])
  })

  test('a link to an approval takes its place: that is not read as one', async () => {
    const repo = strict()
    reviewed(repo)
    repo.commit('docs: x', { 'docs/x.md': approval(), 'docs/where': 'x.md' })
    const target = repo.git('rev-parse', 'HEAD:docs/where')
    repo.git('update-index', '--cacheinfo', `120000,${target},REVIEW.md`)
    repo.git('commit', '--quiet', '-m', 'docs: a link')
    const assessment = judged(await repo.snapshotOf())
    expect(assessment.conclusion).toBe('failure')
    expect(assessment.approvals).toEqual([])
    expect(requirement(assessment, 'blockers-fixed').met).toBe(false)
  })
})

test('a commit in the name of the reviewer, made by the coder, is not theirs alone', async () => {
  const repo = strict()
  repo.commit('feat: retry', { 'src/feature.ts': 'send();\n' })
  const made = { by: 'robin', committer: 'casey' } as const
  repo.commit('docs: approve', { 'REVIEW.md': approval() }, made)
  const assessment = judged(await repo.snapshotOf())
  expect(assessment.conclusion).toBe('failure')
  expect(requirement(assessment, 'independent').found).toContain('in the name of robin')
})
