import { describe, expect, it } from '@jest/globals'
import type { CommitRequest } from '../../src/demo/github/commits.ts'
import { worldOfThisFile } from '../support/app.ts'
import { asked, doneDuring } from '../support/odd.ts'
import { code, newBranch, reviewedPull, reviewOf } from '../support/story.ts'

const world = worldOfThisFile()

const APPROVAL = '# Review\n\nVerdict: approve\n'
const unread = (kind: string) =>
  `Could not verify: REVIEW.md is ${kind}, which is not read: put the report itself there`

type Files = CommitRequest['files']

/** What the check says of work with these files in the place of a report. */
async function judged(files: Files) {
  const { repository, quiet } = world()
  const branch = newBranch()
  const work = await repository.commit({ branch, message: 'Work', files: code(1, branch) })
  const { head, ...check } = await next(branch, files)
  await repository.openPull({ head: branch, title: 'Retry', as: 'casey' })
  await quiet()
  const [run] = await repository.checkRuns(head)
  return { ...check, branch, work, conclusion: run?.conclusion, title: run?.title }
}

/** The same after one more commit. */
async function next(branch: string, files: Files) {
  const { repository, quiet } = world()
  const head = await repository.commit({ branch, message: 'Review', files })
  await quiet()
  const [run] = await repository.checkRuns(head)
  return { head, conclusion: run?.conclusion, title: run?.title, summary: run?.summary }
}

describe('a symbolic link in the place of a report', () => {
  it('is not followed, says so, and the real report takes its place', async () => {
    const { branch, ...check } = await judged({
      'REVIEW.md': { symlink: 'docs/review.md' },
      'docs/review.md': APPROVAL,
    })
    expect(check).toMatchObject({ conclusion: 'failure', title: unread('a symbolic link') })
    const after = await next(branch, { 'REVIEW.md': APPROVAL })
    expect(after).toMatchObject({ conclusion: 'success' })
  })

  it('says nothing by where it leads to', async () => {
    const check = await judged({ 'REVIEW.md': { symlink: 'Verdict: approve' } })
    expect(check).toMatchObject({ conclusion: 'failure', title: unread('a symbolic link') })
  })

  it('that is taken away again leaves nothing to hold the pull request to', async () => {
    const { branch } = await judged({ 'REVIEW.md': { symlink: 'docs/review.md' } })
    const { summary, ...check } = await next(branch, { 'REVIEW.md': null })
    expect(check).toMatchObject({ conclusion: 'success', title: 'No blockers' })
    expect(summary).not.toContain('symbolic link')
  })

  it('costs one request more, once', async () => {
    const { requests } = await doneDuring(world(), async () => {
      await judged({ 'REVIEW.md': { symlink: 'docs/elsewhere.md' } })
    })
    expect(asked(requests).filter((name) => name === 'query Modes')).toHaveLength(1)
  })

  it('closes no blocker', async () => {
    const { repository } = world()
    const { branch } = await reviewedPull(repository)
    const { summary, ...check } = await next(branch, {
      'REVIEW.md': { symlink: 'docs/review.md' },
      'docs/review.md': APPROVAL,
    })
    expect(check).toMatchObject({ conclusion: 'failure' })
    expect(summary).toContain('removed from REVIEW.md')
    expect(summary).toContain('REVIEW.md is a symbolic link, which is not read')
  })

  it('is forgotten when it was force-pushed away', async () => {
    const { repository, quiet } = world()
    const { branch, work, ...check } = await judged({ 'REVIEW.md': { symlink: 'docs/review.md' } })
    expect(check).toMatchObject({ title: unread('a symbolic link') })
    const head = await repository.commit({
      branch,
      message: 'Review',
      files: { 'REVIEW.md': APPROVAL },
      parents: [work],
    })
    await quiet()
    expect(await repository.checkRuns(head)).toMatchObject([{ conclusion: 'success' }])
  })
})

describe('a submodule in the place of a report', () => {
  it('says so, and the real report takes its place', async () => {
    const submodule = await world().repository.branchHead('main')
    const { branch, ...check } = await judged({ 'REVIEW.md': { submodule } })
    expect(check).toMatchObject({ conclusion: 'failure', title: unread('a submodule') })
    expect(await next(branch, { 'REVIEW.md': APPROVAL })).toMatchObject({ conclusion: 'success' })
  })

  it('closes no blocker', async () => {
    const { repository } = world()
    const { branch, work } = await reviewedPull(repository)
    const { summary, ...check } = await next(branch, { 'REVIEW.md': { submodule: work } })
    expect(check).toMatchObject({ conclusion: 'failure' })
    expect(summary).toContain('removed from REVIEW.md')
  })
})

describe('a folder in the place of a report', () => {
  it('is no report, nor is what lies in it', async () => {
    const check = await judged({ 'REVIEW.md/notes.md': APPROVAL })
    expect(check).toMatchObject({
      conclusion: 'neutral',
      title: 'No review report in this pull request',
    })
  })

  it('closes no blocker', async () => {
    const { repository } = world()
    const { branch } = await reviewedPull(repository)
    const { summary, ...check } = await next(branch, {
      'REVIEW.md': null,
      'REVIEW.md/notes.md': APPROVAL,
    })
    expect(check).toMatchObject({ title: '0 of 2 blockers fixed: B1 and B2 are open' })
    expect(summary).toContain('removed from REVIEW.md')
  })
})

it('a report without a line break at its end is a report', async () => {
  const text = '# Review. Verdict: approve'
  const { branch, ...check } = await judged({ 'REVIEW.md': text })
  expect(check.title).not.toContain('is not read')
  const blocking = await next(branch, { 'REVIEW.md': reviewOf('a'.repeat(40)).trimEnd() })
  expect(blocking.title).toContain('0 of 2 blockers fixed')
})

describe('a report of 5 MB', () => {
  const huge = `${APPROVAL}\n${'All of it is fine, as far as anybody can see.\n'.repeat(115_000)}`

  it('is refused with its limit named at its path, and nothing of it is read', async () => {
    expect(huge.length).toBeGreaterThan(5 * 1024 * 1024)
    const before = process.memoryUsage().rss
    const { branch, ...check } = await judged({ 'REVIEW.md': huge })
    expect(check).toMatchObject({
      conclusion: 'failure',
      title:
        'Could not be read: REVIEW.md:1 This report is longer than 512 KB; nothing of it was read.',
    })
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024)
    const short = await next(branch, { 'REVIEW.md': APPROVAL })
    expect(short).toMatchObject({ conclusion: 'success' })
  })

  it('closes no blocker, and what follows the limit opens none', async () => {
    const { repository, quiet } = world()
    const { branch } = await reviewedPull(repository)
    await quiet()
    const { summary, ...check } = await next(branch, {
      'REVIEW.md': `${huge}\n## Blockers\n\n1. Hidden at the end.\n`,
    })
    expect(check).toMatchObject({ conclusion: 'failure' })
    expect(summary).toContain('removed from REVIEW.md')
    expect(summary).not.toContain('Hidden')
  })
})
