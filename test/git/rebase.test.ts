import { describe, expect, test } from '@jest/globals'
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
  standing,
  withLine,
} from './telling.ts'

const CODE = lines()
const STOPPED = withLine(CODE, 20, 'stop();')
const NEAR = withLine(CODE, 18, 'eighteen')
const OTHER = withLine(CODE, 20, 'zwanzig')

/** A fix without a trailer, which only the report names, by its hash of that day. */
function namedByReport() {
  const repo = gitRepository({ 'src/a.ts': CODE, 'src/b.ts': CODE })
  reviewed(repo)
  const fix = repo.commit('fix: stop', { 'src/a.ts': STOPPED })
  const text = blocking(`${STOP} Fixed in ${short(fix)}.`)
  const head = repo.commit('docs: it is fixed', { 'REVIEW.md': text }, robin)
  return { repo, fix, head }
}

describe('a report names a commit by the hash that it had before a rebase', () => {
  test('a clean rebase carries the link over', async () => {
    const { repo, fix, head } = namedByReport()
    repo.on('main', () => repo.commit('chore: near', { 'src/a.ts': NEAR }))
    repo.rebase('main')
    const assessment = judged(await repo.snapshotOf('main', 'feat', [head]))
    const now = repo.git('rev-parse', 'HEAD^')
    expect(now).not.toBe(fix)
    expect(assessment.ledger.blockers[0]?.links).toMatchObject([
      { commit: now, was: { sha: fix, how: 'patch' }, problems: [] },
    ])
    expect(standing(assessment)).toEqual([
      `B1 fixed: named by REVIEW.md:7; in this pull request (was ${short(fix)}: the same patch), after the review ${short(repo.git('rev-parse', 'HEAD~2'))}, touches src/a.ts`,
    ])
  })

  test('a conflict that was solved is shown as one that looks alike', async () => {
    const { repo, fix, head } = namedByReport()
    repo.on('main', () => repo.commit('chore: zwanzig', { 'src/a.ts': OTHER }))
    repo.rebase('main', { 'src/a.ts': withLine(CODE, 20, 'stop(zwanzig);') })
    const assessment = judged(await repo.snapshotOf('main', 'feat', [head]))
    expect(assessment.ledger.blockers[0]).toMatchObject({
      state: 'fixed',
      links: [{ was: { sha: fix, how: 'author' }, problems: [] }],
    })
    expect(standing(assessment)[0]).toContain(
      `(was ${short(fix)}: the same author, date and subject)`,
    )
  })

  test('a reworded subject takes nothing away', async () => {
    const { repo, fix, head } = namedByReport()
    const report = repo.git('rev-parse', 'HEAD')
    repo.reset(fix)
    repo.amend({}, 'fix: stop after three')
    repo.pick(report)
    const { ledger } = judged(await repo.snapshotOf('main', 'feat', [head]))
    expect(ledger.blockers[0]?.links).toMatchObject([{ was: { how: 'patch' }, problems: [] }])
  })

  test('where the fix is gone, it says so', async () => {
    const { repo, fix, head } = namedByReport()
    repo.reset('HEAD~2')
    repo.pick(head)
    expect(told(judged(await repo.snapshotOf('main', 'feat', [head])))).toEqual([
      `B1 open: commit ${short(fix)} was force-pushed away, and no commit here has its patch, or its author, date and subject`,
    ])
  })
})

describe('an approval', () => {
  /** Robin saw the fix, and says at which commit. */
  function approved(isNamed: boolean) {
    const repo = gitRepository({ 'src/a.ts': CODE, 'src/b.ts': CODE })
    reviewed(repo)
    const fix = fixed(repo, { 'src/a.ts': STOPPED })
    const text = approval(isNamed ? fix : undefined)
    const head = repo.commit('docs: approve', { 'REVIEW-R2.md': text }, robin)
    return { repo, fix, head }
  }

  test.each([
    ['names what it saw', true],
    ['names nothing', false],
  ])('that %s is fresh after a clean rebase', async (_, isNamed) => {
    const { repo, head } = approved(isNamed)
    repo.on('main', () => repo.commit('chore: near', { 'src/a.ts': NEAR }))
    repo.rebase('main')
    const assessment = judged(await repo.snapshotOf('main', 'feat', [head]))
    expect(assessment.ledger.blockers[0]?.state).toBe('verified')
    expect(freshness(assessment)).toBe(FRESH)
    expect(assessment.title).toBe('The blocker is fixed, approved by REVIEW-R2.md')
  })

  test.each([
    ['names what it saw', true],
    ['names nothing', false],
  ])('that %s is stale after a conflict, and verifies nothing', async (_, isNamed) => {
    const { repo, fix, head } = approved(isNamed)
    repo.on('main', () => repo.commit('chore: zwanzig', { 'src/a.ts': OTHER }))
    repo.rebase('main', { 'src/a.ts': withLine(CODE, 20, 'stop(zwanzig);') })
    const assessment = judged(await repo.snapshotOf('main', 'feat', [head]))
    const now = short(repo.git('rev-parse', 'HEAD^'))
    expect(assessment.ledger.blockers[0]?.state).toBe('fixed')
    expect(freshness(assessment)).toBe(
      `REVIEW-R2.md is stale: ${now} came after what it reviewed (${short(fix)}) and changes src/a.ts`,
    )
  })

  test.each([
    ['names what it saw', true],
    ['names nothing', false],
  ])('that %s is stale after the code was amended below it', async (_, isNamed) => {
    const { repo, head } = approved(isNamed)
    repo.reset('HEAD^')
    repo.amend({ 'src/b.ts': withLine(CODE, 2, 'backdoor();') })
    repo.pick(head)
    const assessment = judged(await repo.snapshotOf('main', 'feat', [head]))
    expect(assessment.ledger.blockers[0]?.state).toBe('fixed')
    expect(freshness(assessment)).toContain('REVIEW-R2.md is stale')
  })

  test('stays whose it was when somebody else rebases it', async () => {
    const { repo, head } = approved(true)
    repo.on('main', () => repo.commit('chore: near', { 'src/a.ts': NEAR }))
    repo.rebase('main')
    expect(repo.git('log', '-1', '--format=%an by %cn')).toBe('robin by casey')
    const assessment = judged(await repo.snapshotOf('main', 'feat', [head]))
    expect(assessment.approvals).toMatchObject([{ by: 'robin', counts: true }])
    expect(requirement(assessment, 'independent').found).toBe('nobody judges their own work')
  })
})

describe('two commits that change the same', () => {
  const block = (text: string, number: number) =>
    text.replace(`line ${number};\n`, `line ${number};\nif (over) return;\n`)

  test('are told apart by their subjects', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE })
    reviewed(repo)
    const first = repo.commit('fix: stop at the start', { 'src/a.ts': block(CODE, 5) })
    const second = repo.commit('fix: stop at the end', { 'src/a.ts': block(block(CODE, 5), 30) })
    const text = blocking(`${STOP} Fixed in ${short(second)}.`)
    const head = repo.commit('docs: it is fixed', { 'REVIEW.md': text }, robin)
    repo.on('main', () => repo.commit('chore: near', { 'src/a.ts': NEAR }))
    repo.rebase('main')
    const { ledger } = judged(await repo.snapshotOf('main', 'feat', [first, head]))
    const now = repo.git('rev-parse', 'HEAD^')
    expect(ledger.blockers[0]?.links).toMatchObject([
      { commit: now, was: { sha: second, how: 'patch' }, problems: [] },
    ])
  })

  test('and bear the same name: it is neither', async () => {
    const repo = gitRepository({ 'src/a.ts': CODE })
    reviewed(repo)
    const at = { authored: '2026-01-05T12:00:00Z' }
    repo.commit('fix: stop', { 'src/a.ts': block(CODE, 5) }, at)
    const second = repo.commit('fix: stop', { 'src/a.ts': block(block(CODE, 5), 30) }, at)
    const text = blocking(`${STOP} Fixed in ${short(second)}.`)
    const head = repo.commit('docs: it is fixed', { 'REVIEW.md': text }, robin)
    repo.on('main', () => repo.commit('chore: near', { 'src/a.ts': NEAR }))
    repo.rebase('main')
    expect(told(judged(await repo.snapshotOf('main', 'feat', [head])))[0]).toMatch(
      /^B1 open: commit [0-9a-f]{7} was force-pushed away/u,
    )
  })
})
