import { describe, expect, it } from '@jest/globals'
import { named } from '../../support/recorder.ts'
import { at, gitHubOfThisFile } from './git-hub-of-this-file.ts'

const here = gitHubOfThisFile()

let branches = 0

async function opened(): Promise<number> {
  const branch = `topic-${++branches}`
  const files = { [branch]: '1\n' }
  await here().repository.commit({ branch, message: 'Work', files, as: 'casey' })
  return here().repository.openPull({ head: branch, title: branch, as: 'casey' })
}

const request = (number: number, ...reviewers: string[]) =>
  here().octokit.rest.pulls.requestReviewers({ ...at, pull_number: number, reviewers })

const requested = async (number: number) =>
  (await here().octokit.rest.pulls.get({ ...at, pull_number: number })).data.requested_reviewers

describe('a request for a review', () => {
  it('is made by the App, which hears of it', async () => {
    const number = await opened()
    const { status, data } = await request(number, 'robin')
    expect(status).toBe(201)
    expect(data.requested_reviewers).toMatchObject([{ login: 'robin' }])
    expect(await requested(number)).toMatchObject([{ login: 'robin' }])
    const hook = await here().recorder.heard(
      (one) => named(one) === 'pull_request.review_requested',
    )
    expect(hook.payload).toMatchObject({
      number,
      requested_reviewer: { login: 'robin' },
      pull_request: { number, requested_reviewers: [{ login: 'robin' }] },
      sender: { login: 'countersign[bot]' },
      installation: { id: here().github.installationId },
    })
  })

  it('is told once for each reviewer, and not again', async () => {
    const number = await opened()
    await request(number, 'robin')
    await request(number, 'robin', 'maintainer')
    await here().github.settled()
    const asked = here()
      .recorder.hooks.filter((one) => named(one) === 'pull_request.review_requested')
      .map(({ payload }) => payload.requested_reviewer)
    expect(asked).toMatchObject([{ login: 'robin' }, { login: 'maintainer' }])
  })

  it.each([
    ['casey', 'Review cannot be requested from pull request author.'],
    [
      'outsider',
      'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the acme/widgets repository.',
    ],
    ['nobody', 'Reviews may only be requested from collaborators.'],
  ])('is not made of %s', async (login, message) => {
    const number = await opened()
    await expect(request(number, 'robin', login)).rejects.toMatchObject({
      status: 422,
      response: { data: { message: expect.stringContaining(message) } },
    })
    expect(await requested(number)).toEqual([])
  })

  it('is not for strangers to make', async () => {
    const number = await opened()
    const asking = here().repository.requestReview(number, ['robin'], 'outsider')
    await expect(asking).rejects.toThrow('403')
  })

  it('is fulfilled by a review', async () => {
    const { repository, recorder } = here()
    const number = await opened()
    await repository.requestReview(number, ['robin', 'maintainer'], 'casey')
    await repository.review(number, 'Fine.', 'robin')
    expect(await requested(number)).toMatchObject([{ login: 'maintainer' }])
    const hook = await recorder.heard((one) => named(one) === 'pull_request_review.submitted')
    expect(hook.payload.pull_request).toMatchObject({
      requested_reviewers: [{ login: 'maintainer' }],
    })
  })

  it('can be taken back', async () => {
    const number = await opened()
    await request(number, 'robin')
    const asked = { ...at, pull_number: number, reviewers: ['robin'] }
    await here().octokit.rest.pulls.removeRequestedReviewers(asked)
    expect(await requested(number)).toEqual([])
    const hook = await here().recorder.heard(
      (one) => named(one) === 'pull_request.review_request_removed',
    )
    expect(hook.payload).toMatchObject({ number, requested_reviewer: { login: 'robin' } })
  })
})
