import { describe, expect, test } from '@jest/globals'
import { carriedInto } from '../../src/ledger/carried.ts'
import { gitRepository } from '../support/git-repository.ts'
import { judged, requirement, told } from '../support/history.ts'
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
const MORE = withLine(STOPPED, 21, 'really();')

/** Casey fixes what Robin found, and Robin approves the fix by its hash. */
function approvedFix(files: Readonly<Record<string, string>> = { 'src/a.ts': STOPPED }) {
  const repo = gitRepository({ 'src/a.ts': CODE, 'src/b.ts': CODE })
  const review = reviewed(repo)
  const fix = fixed(repo, files)
  const text = approval(fix)
  const head = repo.commit('docs: approve', { 'REVIEW-R2.md': text }, robin)
  return { repo, review, fix, head }
}

describe('a branch that is squashed', () => {
  test('with its reports: the fix is no longer seen to follow the review', async () => {
    const { repo, head } = approvedFix()
    repo.reset('main', '--soft')
    const all = repo.commit('feat: retry\n\n* fix: stop\n\nFixes-Blocker: B1')
    const assessment = judged(await repo.snapshotOf('main', 'feat', [head]))
    expect(told(assessment)).toEqual([
      `B1 open: commit ${short(all)} brings the review itself; a fix comes after it`,
    ])
    expect(requirement(assessment, 'independent').met).toBe(false)
  })

  test('with its reports: who says so afterwards has seen both', async () => {
    const { repo, head } = approvedFix()
    repo.reset('main', '--soft')
    const all = repo.commit('feat: retry')
    const text = `${approval()}\nR1-B1 is fixed in ${short(all)}.\n`
    repo.commit('docs: approve again', { 'REVIEW-R2.md': text }, robin)
    const assessment = judged(await repo.snapshotOf('main', 'feat', [head]))
    expect(told(assessment)).toEqual(['B1 verified'])
    expect(freshness(assessment)).toBe(FRESH)
  })

  test('without its reports, which follow: nothing is a fix that was there before the review', async () => {
    const { repo, review, head } = approvedFix()
    repo.reset('main')
    const files = { 'src/feature.ts': 'send();\n', 'src/a.ts': STOPPED }
    const all = repo.commit('feat: retry\n\nFixes-Blocker: B1', files)
    repo.pick(review, head)
    const assessment = judged(await repo.snapshotOf('main', 'feat', [head]))
    const again = short(repo.git('rev-parse', 'HEAD^'))
    expect(told(assessment)).toEqual([
      `B1 open: commit ${short(all)} was there before the review that raised it (${again})`,
    ])
    // What stands there is what was approved, file by file.
    expect(freshness(assessment)).toBe(FRESH)
  })
})

describe('a fix that is squashed with its fixup', () => {
  test('is the fix, and what was approved, when nothing else changed', async () => {
    const { repo, fix } = approvedFix()
    repo.reset('HEAD^')
    const more = repo.commit('fixup! fix: stop', { 'src/a.ts': MORE })
    const head = repo.commit('docs: approve', { 'REVIEW-R2.md': approval(more) }, robin)
    repo.reset(fix)
    repo.amend({ 'src/a.ts': MORE })
    repo.pick(head)
    const assessment = judged(await repo.snapshotOf('main', 'feat', [head]))
    expect(told(assessment)).toEqual(['B1 verified'])
    expect(freshness(assessment)).toBe(FRESH)
  })

  test('and that the approval did not see, is fixed and not verified', async () => {
    const { repo, head } = approvedFix()
    repo.reset('HEAD^')
    const now = repo.amend({ 'src/a.ts': MORE })
    repo.pick(head)
    const assessment = judged(await repo.snapshotOf('main', 'feat', [head]))
    expect(told(assessment)).toEqual(['B1 fixed'])
    expect(freshness(assessment)).toContain(`${short(now)} came after what it reviewed`)
  })
})

describe('a fix that is split', () => {
  const both = { 'src/a.ts': STOPPED, 'src/b.ts': STOPPED }
  test('is the part that keeps the trailer, if that touches what is cited', async () => {
    const { repo, review, head } = approvedFix(both)
    repo.reset(review)
    const now = repo.commit('fix: stop\n\nFixes-Blocker: B1', { 'src/a.ts': STOPPED })
    repo.commit('fix: stop there, too', { 'src/b.ts': STOPPED })
    repo.pick(head)
    const assessment = judged(await repo.snapshotOf('main', 'feat', [head]))
    expect(assessment.ledger.blockers[0]?.links).toMatchObject([{ commit: now, problems: [] }])
    expect(freshness(assessment)).toBe(FRESH)
  })

  test('is none if another part does', async () => {
    const { repo, review, head } = approvedFix(both)
    repo.reset(review)
    const now = repo.commit('fix: stop\n\nFixes-Blocker: B1', { 'src/b.ts': STOPPED })
    repo.commit('fix: stop there, too', { 'src/a.ts': STOPPED })
    repo.pick(head)
    expect(told(judged(await repo.snapshotOf('main', 'feat', [head])))).toEqual([
      `B1 open: commit ${short(now)} touches none of the files that it cites (src/a.ts)`,
    ])
  })

  test('that only a report names is gone, when both parts have other names', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE, 'src/b.ts': CODE })
    const review = reviewed(repo)
    const fix = repo.commit('fix: stop', both)
    const text = blocking(`${STOP} Fixed in ${short(fix)}.`)
    const head = repo.commit('docs: it is fixed', { 'REVIEW.md': text }, robin)
    repo.reset(review)
    repo.commit('fix: stop here', { 'src/a.ts': STOPPED })
    repo.commit('fix: stop there', { 'src/b.ts': STOPPED })
    repo.pick(head)
    expect(told(judged(await repo.snapshotOf('main', 'feat', [head])))[0]).toMatch(
      /^B1 open: commit [0-9a-f]{7} was force-pushed away/u,
    )
  })
})

describe('of two commits that change the same, one is dropped', () => {
  const guarded = (text: string, number: number) =>
    text.replace(`line ${number};\n`, `line ${number};\nif (over) return;\n`)

  function twins() {
    const repo = gitRepository({ 'src/a.ts': CODE })
    reviewed(repo)
    const one = repo.commit('feat: guard the start', { 'src/a.ts': guarded(CODE, 5) })
    const two = repo.commit('fix: stop', { 'src/a.ts': guarded(guarded(CODE, 5), 30) })
    return { repo, one, two }
  }

  test('the other one was there beside it, and is not what it became', async () => {
    const { repo, one, two } = twins()
    repo.reset(one)
    const { commits, dropped } = await repo.snapshotOf('main', 'feat', [two])
    const gone = dropped.find(({ sha }) => sha === two)
    expect(gone && carriedInto(commits, dropped)(gone)).toBeNull()
  })

  test('nor is what the other one became', async () => {
    const { repo, one, two } = twins()
    repo.reset(one)
    repo.on('main', () => repo.commit('chore: move on', { b: 'b\n' }))
    repo.rebase('main')
    const { commits, dropped } = await repo.snapshotOf('main', 'feat', [two])
    const became = carriedInto(commits, dropped)
    const [first, second] = [one, two].map((of) => dropped.find(({ sha }) => sha === of))
    expect(first && became(first)).toMatchObject({ commit: { sha: repo.git('rev-parse', 'HEAD') } })
    expect(second && became(second)).toBeNull()
  })

  test('a commit that was reworded, and rebased after that, is itself all the same', async () => {
    const { repo, one, two } = twins()
    repo.reset(one)
    repo.amend({}, 'feat: guard the very start')
    const reworded = repo.git('rev-parse', 'HEAD')
    repo.on('main', () => repo.commit('chore: move on', { b: 'b\n' }))
    repo.rebase('main')
    const { commits, dropped } = await repo.snapshotOf('main', 'feat', [reworded, two])
    const gone = dropped.find(({ sha }) => sha === one)
    expect(gone && carriedInto(commits, dropped)(gone)).toMatchObject({
      commit: { sha: repo.git('rev-parse', 'HEAD') },
      how: 'patch',
    })
  })
})
