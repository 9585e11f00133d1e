import { describe, expect, it } from '@jest/globals'
import { named } from '../../support/recorder.ts'
import { answerProblems } from './described-answers.ts'
import { at, gitHubOfThisFile } from './git-hub-of-this-file.ts'

const here = gitHubOfThisFile()

let branches = 0

async function opened(): Promise<{ number: number; sha: string }> {
  const branch = `topic-${++branches}`
  const files = { [branch]: '1\n' }
  const sha = await here().repository.commit({ branch, message: 'Work', files, as: 'casey' })
  const number = await here().repository.openPull({ head: branch, title: branch, as: 'casey' })
  return { number, sha }
}

const reviews = async (number: number) =>
  (await here().octokit.rest.pulls.listReviews({ ...at, pull_number: number })).data

const review = async (number: number, id: number) =>
  (await here().octokit.rest.pulls.getReview({ ...at, pull_number: number, review_id: id })).data

describe('a review', () => {
  it('says who wrote it, when, and of which commit', async () => {
    const { number, sha } = await opened()
    const before = await here().repository.comment(number, 'Please look.', 'casey')
    const { id, nodeId } = await here().repository.review(number, 'Fine.', 'robin', 'APPROVE')
    const [first] = await reviews(number)
    expect(first).toMatchObject({
      id,
      node_id: nodeId,
      body: 'Fine.',
      state: 'APPROVED',
      user: { login: 'robin' },
      commit_id: sha,
      html_url: `${here().github.url}/acme/widgets/pull/${number}#pullrequestreview-${id}`,
    })
    expect(await review(number, id)).toEqual(first)
    const asked = await here().octokit.rest.issues.getComment({ ...at, comment_id: before })
    expect(first?.submitted_at?.localeCompare(asked.data.created_at)).toBe(1)
    const template = '/repos/{owner}/{repo}/pulls/{pull_number}/reviews'
    expect(answerProblems(template, await reviews(number))).toEqual([])
  })

  it('is told to the App', async () => {
    const { number } = await opened()
    const { id, nodeId } = await here().repository.review(number, 'No.', 'robin', 'REQUEST_CHANGES')
    const hook = await here().recorder.heard(
      (one) => named(one) === 'pull_request_review.submitted',
    )
    const [shown] = await reviews(number)
    expect(hook.payload).toMatchObject({
      review: {
        id,
        node_id: nodeId,
        body: 'No.',
        state: 'changes_requested',
        submitted_at: shown?.submitted_at,
        user: { login: 'robin' },
      },
      pull_request: { number, state: 'open' },
      repository: { full_name: 'acme/widgets' },
      sender: { login: 'robin' },
      installation: { id: here().github.installationId },
    })
    expect(hook.payload.pull_request).not.toHaveProperty('mergeable')
  })

  it('can get another text, and the App hears of it', async () => {
    const { repository, recorder } = here()
    const { number } = await opened()
    const { id } = await repository.review(number, 'Befor', 'robin')
    const before = await review(number, id)
    await repository.editReview(number, id, 'Before', 'robin')
    expect(await review(number, id)).toEqual({ ...before, body: 'Before' })
    expect(await reviews(number)).toMatchObject([{ id, body: 'Before' }])
    const hook = await recorder.heard((one) => named(one) === 'pull_request_review.edited')
    expect(hook.payload).toMatchObject({
      changes: { body: { from: 'Befor' } },
      review: { id, node_id: before.node_id, body: 'Before', state: 'commented' },
      pull_request: { number },
      sender: { login: 'robin' },
      installation: { id: here().github.installationId },
    })
  })

  it('is edited by its author and by those who may push', async () => {
    const { repository } = here()
    const { number } = await opened()
    const { id } = await repository.review(number, 'Mine', 'robin')
    await expect(repository.editReview(number, id, 'No', 'outsider')).rejects.toThrow('403')
    await repository.editReview(number, id, 'Ours', 'casey')
    expect(await reviews(number)).toMatchObject([{ body: 'Ours', user: { login: 'robin' } }])
  })

  it('keeps its text when it is dismissed', async () => {
    const { repository, recorder } = here()
    const { number } = await opened()
    const { id } = await repository.review(number, 'No.', 'robin', 'REQUEST_CHANGES')
    await repository.dismissReview(number, id, 'He is on holiday')
    expect(await reviews(number)).toMatchObject([{ id, body: 'No.', state: 'DISMISSED' }])
    const hook = await recorder.heard((one) => named(one) === 'pull_request_review.dismissed')
    expect(hook.payload).toMatchObject({ review: { id, body: 'No.', state: 'dismissed' } })
  })

  it('is seen by its author only while it is pending', async () => {
    const { number } = await opened()
    const pending = { ...at, pull_number: number, body: 'Soon' }
    const { data } = await here().octokit.rest.pulls.createReview(pending)
    expect(await reviews(number)).toMatchObject([{ id: data.id, state: 'PENDING' }])
    const path = `/repos/acme/widgets/pulls/${number}/reviews`
    expect((await here().get('casey', path)).body).toEqual([])
    expect((await here().get('casey', `${path}/${data.id}`)).status).toBe(404)
  })

  it('does not approve one’s own work', async () => {
    const { number } = await opened()
    const own = here().repository.review(number, 'Fine.', 'casey', 'APPROVE')
    await expect(own).rejects.toThrow('Can not approve your own pull request')
    await here().repository.review(number, 'A remark', 'casey')
  })

  it('is of the head that the branch has now', async () => {
    const { number } = await opened()
    const branch = `topic-${branches}`
    const sha = await here().repository.commit({ branch, message: 'More', files: { more: '1\n' } })
    const { id } = await here().repository.review(number, 'Fine.', 'robin')
    expect((await review(number, id)).commit_id).toBe(sha)
  })
})
