import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { assessments, checkWrites, code, fix, reviewedPull } from '../support/story.ts'

const world = worldOfThisFile()

describe('what GitHub answers and what it tells', () => {
  it('may differ for a moment: then the App looks again', async () => {
    const { github, repository, unheard, redeliver } = world()
    const { branch, number } = await reviewedPull(repository)
    const old = await repository.pull(number)
    let head = ''
    const missed = await unheard(async () => {
      head = await fix(repository, branch, 'B1')
    })
    github.failNext({ path: new RegExp(`/pulls/${number}$`, 'u'), status: 200, body: old })
    await redeliver(missed.find(({ event }) => event === 'pull_request'))
    expect((await repository.waitForCheck(head)).title).toBe('1 of 2 blockers fixed: B2 is open')
  })

  it('may differ for good, when the event is an old one: then it looks twice', async () => {
    const { repository, unheard, redeliver, requestsDuring } = world()
    const { branch, review } = await reviewedPull(repository)
    const missed = await unheard(async () => {
      await fix(repository, branch, 'B1')
      await repository.commit({ branch, message: 'Else', files: code(5, 'x'), parents: [review] })
    })
    const old = missed.find(({ event }) => event === 'pull_request')
    const requests = await requestsDuring(() => redeliver(old))
    expect(assessments(requests)).toHaveLength(2)
    expect(checkWrites(requests)).toHaveLength(1)
  })
})

describe('"Re-run" on the check of a closed pull request', () => {
  it('looks at another one that stands at the same commit', async () => {
    const { repository, requestsDuring, quiet } = world()
    const { branch, number, review } = await reviewedPull(repository)
    const { id } = await repository.waitForCheck(review)
    await quiet()
    await repository.closePull(number)
    const other = await repository.openPull({ head: branch, title: 'Once more' })
    await repository.waitForCheck(
      review,
      ({ externalId }) => externalId?.startsWith(`pull/${other}/`) === true,
    )
    const requests = await requestsDuring(async () => {
      await repository.rerunCheck(id)
    })
    expect(checkWrites(requests)).toMatchObject([{ method: 'PATCH', status: 200 }])
  })

  it('ends when there is none', async () => {
    const { repository, requestsDuring, quiet } = world()
    const { number, review } = await reviewedPull(repository)
    const { id } = await repository.waitForCheck(review)
    await quiet()
    await repository.closePull(number)
    const requests = await requestsDuring(async () => {
      await repository.rerunCheck(id)
    })
    expect(checkWrites(requests)).toEqual([])
  })
})

describe('a report that names commits from elsewhere', () => {
  it('is judged, although their history has nothing in common with the base', async () => {
    const { github, repository } = world()
    const { branch, review } = await reviewedPull(repository)
    const orphan = await repository.commit({
      branch: 'pages',
      message: 'Pages',
      files: { 'index.html': 'x' },
    })
    github.failNext({ path: new RegExp(`/compare/.*${orphan}$`, 'u'), status: 404, times: 2 })
    const text = `# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. Retries never stop. Fixed in ${orphan}.\n2. The error is swallowed.\n`
    const files = { 'REVIEW.md': text }
    const head = await repository.commit({ branch, message: 'Say so', files, parents: [review] })
    const check = await repository.waitForCheck(head)
    expect(check.title).toBe('0 of 2 blockers fixed: B1 and B2 are open')
    expect(check.summary).toContain('neither this pull request nor its base contains it')
  })
})
