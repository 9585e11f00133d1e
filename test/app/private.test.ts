import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { octokitOf } from '../support/octokit.ts'
import { fix, reviewedPull } from '../support/story.ts'

const world = worldOfThisFile({ repositories: [{ name: 'vault', private: true }] })

describe('in a private repository', () => {
  it('the permissions of app.yml are enough', async () => {
    const { repository } = world()
    const { branch, number } = await reviewedPull(repository)
    const head = await fix(repository, branch, 'B1', 'B2')
    const { id } = await repository.waitForCheck(head, ({ conclusion }) => conclusion === 'success')
    await repository.rerunCheck(id)
    await repository.comment(number, '/rereview', 'robin')
    await repository.requestSuite(branch)
    await repository.rerequestSuite(head)
    await repository.closePull(number)
    await world().quiet()
    const refused = world().github.requests.filter(({ status }) => status === null || status >= 400)
    // There is no policy file, neither of the repository nor of its organisation.
    const others = refused.filter(({ path }) => !path.endsWith('countersign.yml'))
    expect(others).toEqual([])
  })

  it('more than that is refused', async () => {
    const { github, repository } = world()
    const number = await repository.openIssue('No pull request')
    const at = { owner: 'acme', repo: 'vault', issue_number: number, body: 'Hello' }
    const asked = octokitOf(github).rest.issues.createComment(at)
    await expect(asked).rejects.toMatchObject({ status: 403 })
  })
})
