import { describe, expect, it } from '@jest/globals'
import { at, gitHubOfThisFile } from './git-hub-of-this-file.ts'
import { asked, opened } from './graphql-support.ts'

const here = gitHubOfThisFile()

const UPDATED = `query ($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) { updatedAt } }
}`

/** When a pull request was last updated: GraphQL and REST say the same. */
async function updated(number: number): Promise<string> {
  const { data } = await here().octokit.rest.pulls.get({ ...at, pull_number: number })
  const { repository } = await asked(here(), UPDATED, { number })
  expect(repository.pullRequest).toEqual({ updatedAt: data.updated_at })
  return data.updated_at
}

describe('a pull request is updated', () => {
  it.each<[string, (pull: Awaited<ReturnType<typeof discussed>>) => Promise<unknown>]>([
    ['a push', ({ branch }) => pushed(branch)],
    [
      'a force-push',
      async ({ branch }) => pushed(branch, await here().repository.branchHead('main')),
    ],
    ['a comment', ({ number }) => here().repository.comment(number, 'And?', 'robin')],
    ['an edited comment', ({ comment }) => here().repository.editComment(comment, 'Oh', 'robin')],
    ['a deleted comment', ({ comment }) => here().repository.deleteComment(comment, 'robin')],
    ['a review', ({ number }) => here().repository.review(number, 'Fine.', 'robin', 'APPROVE')],
    [
      'an edited review',
      ({ number, review }) => here().repository.editReview(number, review, 'Oh', 'robin'),
    ],
    [
      'another title',
      ({ number }) =>
        here().octokit.rest.pulls.update({ ...at, pull_number: number, title: 'New' }),
    ],
    ['another base', ({ number }) => here().repository.changeBase(number, 'other')],
    ['closing it', ({ number }) => here().repository.closePull(number)],
    ['merging it', ({ number }) => here().repository.merge(number, 'squash')],
  ])('by %s', async (_, act) => {
    const pull = await discussed()
    const before = await updated(pull.number)
    await act(pull)
    expect((await updated(pull.number)).localeCompare(before)).toBe(1)
  })

  it('by reopening it', async () => {
    const { number } = await discussed()
    await here().repository.closePull(number)
    const before = await updated(number)
    await here().repository.reopenPull(number)
    expect((await updated(number)).localeCompare(before)).toBe(1)
  })
})

describe('a pull request is not updated', () => {
  it('by reactions, by checks, or by what becomes of its base or of others', async () => {
    const { repository } = here()
    const { number, sha, comment } = await discussed()
    const other = await discussed()
    const before = await updated(number)
    await repository.react(comment, 'EYES', 'casey')
    await repository.foreignCheck({ name: 'ci', sha, conclusion: 'success' })
    await here().octokit.rest.checks.create({ ...at, name: 'Countersign', head_sha: sha })
    await pushed('main')
    await pushed(other.branch)
    expect(await updated(number)).toBe(before)
  })
})

let texts = 0

const pushed = (branch: string, parent?: string) =>
  here().repository.commit({
    branch,
    message: 'More',
    files: { more: `${++texts}\n` },
    ...(parent === undefined ? {} : { parents: [parent] }),
  })

/** A pull request with a comment and a review of robin's. */
async function discussed() {
  const { repository } = here()
  const pull = await opened(here())
  const main = await repository.branchHead('main')
  if (texts === 0) await repository.createBranch('other', main)
  texts++
  const comment = await repository.comment(pull.number, 'Why?', 'robin')
  const review = await repository.review(pull.number, 'Because.', 'robin')
  return { ...pull, comment, review: review.id }
}
