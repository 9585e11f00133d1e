import { describe, expect, test } from '@jest/globals'
import { type GitRepository, gitRepository } from '../support/git-repository.ts'
import { judged, told } from '../support/history.ts'
import {
  approval,
  blocking,
  FRESH,
  fixed,
  freshness,
  lines,
  reviewed,
  robin,
  STOP,
  short,
  withLine,
} from './telling.ts'

const CODE = lines()
const STOPPED = withLine(CODE, 20, 'stop();')
const OTHER = withLine(CODE, 20, 'zwanzig();')

/** The blocker is fixed, and Robin approved that. */
function approved() {
  const repo = gitRepository({ 'src/a.ts': CODE, 'src/b.ts': CODE })
  reviewed(repo)
  const fix = fixed(repo, { 'src/a.ts': STOPPED })
  const head = repo.commit('docs: approve', { 'REVIEW-R2.md': approval(fix) }, robin)
  return { repo, fix, head }
}

const onMain = (repo: GitRepository, path: string, text: string) =>
  repo.on('main', () => repo.commit('chore: main moves on', { [path]: text }))

describe('the base is merged into the branch', () => {
  test('cleanly: what was approved stands', async () => {
    const { repo } = approved()
    onMain(repo, 'src/a.ts', withLine(CODE, 3, 'three'))
    const merge = repo.merge('main')
    // The merge makes a file that neither side had; nothing in it is the merge's own, says git.
    expect(repo.git('show', '--cc', '--format=', merge)).toBe('')
    expect(told(judged(await repo.snapshotOf()))).toEqual(['B1 verified'])
  })

  test('and changes no file that the branch does: what was approved is fresh', async () => {
    const { repo } = approved()
    onMain(repo, 'src/b.ts', OTHER)
    repo.merge('main')
    expect(freshness(judged(await repo.snapshotOf()))).toBe(FRESH)
  })

  test('with a conflict that is solved by hand: that was not approved', async () => {
    const { repo, fix } = approved()
    onMain(repo, 'src/a.ts', OTHER)
    const merge = repo.merge('main', { 'src/a.ts': withLine(CODE, 20, 'stop(zwanzig);') })
    expect(repo.git('show', '--cc', '--format=', merge)).toContain('stop(zwanzig);')
    expect(freshness(judged(await repo.snapshotOf()))).toBe(
      `REVIEW-R2.md is stale: ${short(merge)} came after what it reviewed (${short(fix)}) and changes src/a.ts`,
    )
  })

  test('and the merge slips in a change of its own', async () => {
    const { repo, fix } = approved()
    onMain(repo, 'src/b.ts', OTHER)
    const merge = repo.merge('main', { 'src/door.ts': 'backdoor();\n' })
    expect(freshness(judged(await repo.snapshotOf()))).toBe(
      `REVIEW-R2.md is stale: ${short(merge)} came after what it reviewed (${short(fix)}) and changes src/door.ts`,
    )
  })

  test('and the merge slips it into a file that the base changes', async () => {
    const { repo } = approved()
    onMain(repo, 'src/b.ts', OTHER)
    repo.merge('main', { 'src/b.ts': withLine(OTHER, 30, 'backdoor();') })
    expect(freshness(judged(await repo.snapshotOf()))).toContain('changes src/b.ts')
  })
})

describe('a merge that leaves the fix out takes it back', () => {
  const takenBack = (fix: string, merge: string) =>
    `B1 open: commit ${short(fix)} was taken back by commit ${short(merge)}`

  test('-s ours: the fix is in the history, and in no file', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE })
    reviewed(repo)
    const fix = repo.on('side', () => fixed(repo, { 'src/a.ts': STOPPED }))
    repo.commit('chore: other', { 'src/b.ts': CODE })
    const merge = repo.merge('side', undefined, '-s', 'ours')
    expect(repo.git('merge-base', '--is-ancestor', fix, 'HEAD')).toBe('')
    expect(repo.git('diff', 'main', 'HEAD', '--', 'src/a.ts')).toBe('')
    const [state] = told(judged(await repo.snapshotOf()))
    expect(state).toContain(takenBack(fix, merge))
  })

  test('and an honest merge of the same branch does not', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE })
    reviewed(repo)
    repo.on('side', () => fixed(repo, { 'src/a.ts': STOPPED }))
    repo.commit('chore: near', { 'src/a.ts': withLine(CODE, 17, 'seventeen') })
    repo.merge('side')
    expect(told(judged(await repo.snapshotOf()))).toEqual(['B1 fixed'])
  })

  test('nor one after which the file has another name', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE })
    reviewed(repo)
    repo.on('side', () => fixed(repo, { 'src/a.ts': STOPPED }))
    repo.commit('chore: move', { 'src/a.ts': null, 'lib/z.ts': CODE })
    repo.merge('side')
    expect(repo.git('show', 'HEAD:lib/z.ts')).toContain('stop();')
    expect(told(judged(await repo.snapshotOf()))).toEqual(['B1 fixed'])
  })

  test('nor one to which both sides bring the same fix', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE })
    reviewed(repo)
    const fix = repo.on('side', () => fixed(repo, { 'src/a.ts': STOPPED }))
    repo.commit('chore: other', { 'src/b.ts': CODE })
    repo.pick(fix)
    repo.merge('side')
    expect(told(judged(await repo.snapshotOf()))).toEqual(['B1 fixed'])
  })

  test('a conflict with the base that is solved with "theirs"', async () => {
    const { repo, fix } = approved()
    onMain(repo, 'src/a.ts', OTHER)
    const merge = repo.merge('main', undefined, '-X', 'theirs')
    expect(repo.git('diff', 'main', 'HEAD', '--', 'src/a.ts')).toBe('')
    const [state] = told(judged(await repo.snapshotOf()))
    expect(state).toContain(takenBack(fix, merge))
  })

  test('and not when the base has the fix already, and more', async () => {
    const { repo, fix } = approved()
    repo.on('main', () => {
      repo.git('cherry-pick', fix)
      repo.commit('chore: near', { 'src/a.ts': withLine(STOPPED, 30, 'thirty') })
    })
    repo.merge('main')
    expect(repo.git('diff', 'main', 'HEAD', '--', 'src/a.ts')).toBe('')
    expect(told(judged(await repo.snapshotOf()))).toEqual(['B1 verified'])
  })

  test('the branch merged into the base, which keeps its own file', async () => {
    const { repo, fix } = approved()
    repo.git('checkout', '--quiet', '--detach', 'main')
    const merge = repo.merge('feat', { 'src/a.ts': CODE })
    const [state] = told(judged(await repo.snapshotOf('main', merge)))
    expect(state).toContain(takenBack(fix, merge))
  })

  test('and not when it keeps that of the branch', async () => {
    const { repo } = approved()
    onMain(repo, 'src/b.ts', OTHER)
    repo.git('checkout', '--quiet', '--detach', 'main')
    const merge = repo.merge('feat')
    expect(told(judged(await repo.snapshotOf('main', merge)))).toEqual([
      expect.stringMatching(/^B1 (?:fixed|verified)$/u),
    ])
  })

  test('git revert of the merge that brought it', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE })
    reviewed(repo)
    const fix = repo.on('side', () => {
      const first = fixed(repo, { 'src/a.ts': STOPPED })
      repo.commit('chore: more', { 'src/a.ts': withLine(STOPPED, 30, 'thirty') })
      return first
    })
    repo.commit('chore: other', { 'src/b.ts': CODE })
    const by = repo.revert('--mainline', '1', repo.merge('side'))
    const [state] = told(judged(await repo.snapshotOf()))
    expect(state).toContain(takenBack(fix, by))
  })

  test('git revert of a merge that brought something else takes nothing of it', async () => {
    const { repo } = approved()
    repo.on('side', () => repo.commit('feat: side', { 'src/side.ts': 'side\n' }))
    repo.commit('chore: other', { 'src/b.ts': OTHER })
    repo.revert('--mainline', '1', repo.merge('side'))
    expect(told(judged(await repo.snapshotOf()))).toEqual(['B1 verified'])
  })
})

describe('reports that a merge brings', () => {
  const others = '# Review: uploads\n\nVerdict: blocking\n\n## Blockers\n\n1. Uploads never end.\n'

  test('with the base are another pull request’s', async () => {
    const { repo } = approved()
    onMain(repo, 'reviews/uploads.md', others)
    repo.merge('main')
    const { ledger } = judged(await repo.snapshotOf())
    expect(ledger.blockers.map(({ name }) => name)).toEqual(['B1'])
    expect(ledger.reports.map(({ path }) => path)).toEqual(['REVIEW.md', 'REVIEW-R2.md'])
  })

  test('and when this branch edits one of those, it is this one’s', async () => {
    const { repo } = approved()
    onMain(repo, 'reviews/uploads.md', others)
    repo.merge('main')
    repo.commit('docs: uploads', { 'reviews/uploads.md': `${others}2. Never.\n` }, robin)
    const { ledger } = judged(await repo.snapshotOf())
    expect(ledger.blockers.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'REVIEW.md#R1-B1 verified',
      'reviews/uploads.md#R1-B1 open',
      'B2 open',
    ])
  })

  test('with the base, of the same name: Robin’s blockers stay', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE })
    reviewed(repo)
    onMain(repo, 'REVIEW.md', '# Review: uploads\n\nVerdict: approve\n')
    repo.merge('main', { 'REVIEW.md': '# Review: uploads\n\nVerdict: approve\n' })
    const assessment = judged(await repo.snapshotOf())
    expect(assessment.conclusion).toBe('failure')
    expect(assessment.ledger.blockers).toMatchObject([{ name: 'B1', state: 'open' }])
  })

  test('with another branch of this pull request are heard: no blocker of theirs is lost', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE })
    repo.commit('feat: retry', { 'src/feature.ts': 'send();\n' })
    repo.on('side', () => repo.commit('docs: side', { 'REVIEW.md': blocking(STOP) }, robin))
    const other = blocking('The error is swallowed.')
    repo.commit('docs: review', { 'REVIEW.md': other }, robin)
    repo.merge('side', { 'REVIEW.md': other })
    const { conclusion, ledger } = judged(await repo.snapshotOf())
    expect(conclusion).toBe('failure')
    expect(ledger.blockers.map(({ title, state }) => `${title} ${state}`).sort()).toEqual([
      'Retries never stop, src/a.ts:20 open',
      'The error is swallowed open',
    ])
  })
})
