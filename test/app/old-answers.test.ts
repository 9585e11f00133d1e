import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { octokitOf } from '../support/octokit.ts'
import { assessments, checkWrites, code, fix, reviewedPull } from '../support/story.ts'

const world = worldOfThisFile()

describe('what GitHub answers and what it tells', () => {
  it('may differ for a moment: then the App looks again', async () => {
    const { github, repository, quiet, unheard, redeliver, requestsDuring } = world()
    const { branch, number } = await reviewedPull(repository)
    await quiet()
    const old = await answerAgain(number)
    let head = ''
    const missed = await unheard(async () => {
      head = await fix(repository, branch, 'B1')
    })
    github.failNext({ operation: /^query Pull$/u, status: 200, body: old })
    const requests = await requestsDuring(() =>
      redeliver(missed.find(({ event }) => event === 'pull_request')),
    )
    expect(assessments(requests)).toHaveLength(2)
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
    expect(checkWrites(requests)).toMatchObject([{ how: 'updated', status: 200 }])
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

describe('an organisation’s defaults that the App may not read', () => {
  const errorAt = (...path: string[]) => ({
    errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration', path }],
  })
  const DEFAULTS = ['repository', 'pullRequest', 'repository', 'owner', 'repository']

  it.each([
    ['are none to it', DEFAULTS, '0 of 2 blockers fixed: B1 and B2 are open'],
    [
      'are not mixed up with the pull request itself',
      ['repository', 'pullRequest', 'commits'],
      'Countersign could not assess this pull request',
    ],
  ])('%s', async (_, path, title) => {
    const { github, repository, quiet } = world()
    const { number, review } = await reviewedPull(repository)
    await quiet()
    const [check] = await repository.checkRuns(review)
    const answer = (await answerAgain(number)) as object
    const always = { operation: /^query Pull$/u, status: 200, times: 9 } as const
    github.failNext({ ...always, body: { ...answer, ...errorAt(...path) } })
    await repository.rerunCheck(check?.id ?? 0)
    await quiet()
    github.clearFaults()
    expect(await repository.checkRuns(review)).toMatchObject([{ title }])
  })
})

/** What GitHub says now to what the App asked last about a pull request. */
async function answerAgain(number: number): Promise<unknown> {
  const { github } = world()
  const bodies = assessments(github.requests).map(({ body }) => body as Question)
  const asked = bodies.findLast(({ variables }) => variables.number === number)
  if (asked === undefined) throw new Error('The App asked nothing about it')
  const { graphql } = octokitOf(github)
  // Where `acme` has no repository of defaults, that is an error beside the data.
  const data = await graphql(asked.query, asked.variables).catch(
    (error: { readonly data: unknown }) => error.data,
  )
  return { data }
}

interface Question {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}
