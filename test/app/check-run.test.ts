import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { assessments, checkWrites, fix, reviewedPull } from '../support/story.ts'

const world = worldOfThisFile()

/** A reviewed pull request with its first check, and a fix that the App didn't hear of. */
async function behind() {
  const { repository, unheard } = world()
  const story = await reviewedPull(repository)
  const check = await repository.waitForCheck(story.review)
  return { ...story, check, unheard, repository }
}

describe('"Re-run" on the check', () => {
  it('writes it again, although nothing has changed', async () => {
    const { repository, check } = await behind()
    const requests = await world().requestsDuring(async () => {
      expect((await repository.rerunCheck(check.id)).status).toBe(200)
    })
    expect(checkWrites(requests)).toMatchObject([{ how: 'updated', status: 200 }])
    expect((await repository.checkRuns(check.sha)).map(({ id }) => id)).toEqual([check.id])
  })

  it('finds the pull request by the external id when the event lists none', async () => {
    const { repository, check, unheard, branch } = await behind()
    let head = ''
    await unheard(async () => {
      head = await fix(repository, branch, 'B1')
    })
    await repository.rerunCheck(check.id, { pullRequests: 'none' })
    expect((await repository.waitForCheck(head)).title).toContain('B2 is open')
  })

  it('finds it, too, when the event lists it', async () => {
    const { repository, check, unheard, branch } = await behind()
    let head = ''
    await unheard(async () => {
      head = await fix(repository, branch, 'B1')
    })
    await repository.rerunCheck(check.id, { pullRequests: 'listed' })
    expect((await repository.waitForCheck(head)).title).toContain('B2 is open')
  })

  it('finds it by its head when the check has an external id of somebody else', async () => {
    const { github, repository } = world()
    const { review, number, check } = await behind()
    const requests = await world().requestsDuring(async () => {
      const own = { id: check.id, name: 'Countersign', head_sha: review }
      const run = { ...own, external_id: 'not ours', check_suite: null }
      const answer = await github.deliver('check_run', {
        action: 'rerequested',
        check_run: { ...run, pull_requests: [] },
        repository: { name: 'widgets', owner: { login: 'acme' } },
        installation: { id: github.installationId },
      })
      expect(answer.status).toBe(200)
    })
    expect(assessments(requests)).toMatchObject([{ body: { variables: { number } } }])
    expect(await repository.checkRuns(review)).toHaveLength(1)
  })
})

describe('the button "Re-review"', () => {
  it.each(['none', 'listed'] as const)('looks afresh (pull requests: %s)', async (pullRequests) => {
    const { repository, check, unheard, branch } = await behind()
    let head = ''
    await unheard(async () => {
      head = await fix(repository, branch, 'B1', 'B2')
    })
    const [button] = check.actions
    await repository.pressButton(check.id, button?.identifier ?? '', { pullRequests })
    expect((await repository.waitForCheck(head)).conclusion).toBe('success')
  })

  it('is the only one that the App obeys', async () => {
    const { repository, check } = await behind()
    const requests = await world().requestsDuring(async () => {
      expect((await repository.pressButton(check.id, 'approve')).status).toBe(200)
    })
    expect(requests).toEqual([])
  })
})
