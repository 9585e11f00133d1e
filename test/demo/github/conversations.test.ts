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

const comments = async (number: number, more: Readonly<Record<string, unknown>> = {}) => {
  const asked = { ...at, issue_number: number, per_page: 100, ...more }
  return (await here().octokit.rest.issues.listComments(asked)).data
}

const issue = async (number: number) =>
  (await here().octokit.rest.issues.get({ ...at, issue_number: number })).data

const dateOf = async (ref: string) =>
  (await here().octokit.rest.repos.getCommit({ ...at, ref })).data.commit.committer?.date ?? ''

describe('a comment', () => {
  it('says who wrote it, where it is, and what he is to the repository', async () => {
    const { number } = await opened()
    const id = await here().repository.comment(number, 'Please look.', 'robin')
    const [first] = await comments(number)
    expect(first).toMatchObject({
      id,
      body: 'Please look.',
      user: { login: 'robin', type: 'User' },
      author_association: 'COLLABORATOR',
      html_url: `${here().github.url}/acme/widgets/pull/${number}#issuecomment-${id}`,
    })
    const template = '/repos/{owner}/{repo}/issues/{issue_number}/comments'
    expect(answerProblems(template, await comments(number))).toEqual([])
  })

  it('is written between the commits before and after it', async () => {
    const { number, sha } = await opened()
    await here().repository.comment(number, 'One', 'robin')
    await here().repository.comment(number, 'Two', 'robin')
    const later = await opened()
    const dates = [
      await dateOf(sha),
      (await here().octokit.rest.pulls.get({ ...at, pull_number: number })).data.created_at,
      ...(await comments(number)).map(({ created_at: date }) => date),
      await dateOf(later.sha),
    ]
    expect(dates).toEqual(dates.toSorted())
    expect(new Set(dates).size).toBe(dates.length)
  })

  it('is later when it was edited, and the App hears of it', async () => {
    const { repository, recorder } = here()
    const { number } = await opened()
    const id = await repository.comment(number, 'Befor', 'robin')
    const [before] = await comments(number)
    expect(before?.updated_at).toBe(before?.created_at)
    await repository.editComment(id, 'Before', 'robin')
    const [after] = await comments(number)
    expect(after).toMatchObject({ body: 'Before', created_at: before?.created_at })
    expect(after?.updated_at.localeCompare(before?.created_at ?? '')).toBe(1)
    const hook = await recorder.heard((one) => named(one) === 'issue_comment.edited')
    expect(hook.payload).toMatchObject({
      changes: { body: { from: 'Befor' } },
      comment: { id, body: 'Before', updated_at: after?.updated_at },
      issue: { number, pull_request: {} },
      sender: { login: 'robin' },
      installation: { id: here().github.installationId },
    })
  })

  it('has the same dates in the event of its creation', async () => {
    const { number } = await opened()
    const id = await here().repository.comment(number, 'Now', 'casey')
    const hook = await here().recorder.heard((one) => named(one) === 'issue_comment.created')
    const [shown] = await comments(number)
    expect(hook.payload.comment).toMatchObject({
      id,
      created_at: shown?.created_at,
      html_url: shown?.html_url,
    })
  })

  it('is found by when it was changed', async () => {
    const { number } = await opened()
    await here().repository.comment(number, 'Old', 'robin')
    await here().repository.comment(number, 'New', 'robin')
    const since = (await comments(number))[1]?.created_at
    expect((await comments(number, { since })).map(({ body }) => body)).toEqual(['New'])
  })

  it('can be edited by its author and by those who may push', async () => {
    const { repository } = here()
    const { number } = await opened()
    const id = await repository.comment(number, 'Mine', 'robin')
    await expect(repository.editComment(id, 'Yours', 'outsider')).rejects.toThrow('403')
    await repository.editComment(id, 'Ours', 'casey')
    expect(await comments(number)).toMatchObject([{ body: 'Ours', user: { login: 'robin' } }])
  })

  it('is counted', async () => {
    const { number } = await opened()
    for (const body of ['One', 'Two', 'Three']) {
      await here().repository.comment(number, body, 'robin')
    }
    const { data } = await here().octokit.rest.pulls.get({ ...at, pull_number: number })
    expect(data.comments).toBe(3)
    expect((await issue(number)).comments).toBe(3)
    const path = `/repos/acme/widgets/pulls/${number}`
    expect((await here().get('outsider', path)).body).toMatchObject({ comments: 3 })
  })
})

describe('an issue', () => {
  it('is opened and closed', async () => {
    const { repository } = here()
    const number = await repository.openIssue('The server is down', 'outsider')
    expect(await issue(number)).toMatchObject({
      state: 'open',
      title: 'The server is down',
      user: { login: 'outsider' },
      closed_at: null,
    })
    await repository.closeIssue(number)
    const closed = await issue(number)
    expect(closed.state).toBe('closed')
    expect(closed.closed_at?.localeCompare(closed.created_at)).toBe(1)
    expect(closed).not.toHaveProperty('pull_request')
    const template = '/repos/{owner}/{repo}/issues/{issue_number}'
    expect(answerProblems(template, closed)).toEqual([])
  })

  it('says when it is a pull request', async () => {
    const { number } = await opened()
    const found = await issue(number)
    const url = `${here().github.url}/repos/acme/widgets/pulls/${number}`
    expect(found).toMatchObject({
      number,
      title: `topic-${branches}`,
      state: 'open',
      pull_request: { url, merged_at: null },
    })
    const template = '/repos/{owner}/{repo}/issues/{issue_number}'
    expect(answerProblems(template, found)).toEqual([])
  })

  it('shares its numbers with pull requests', async () => {
    const number = await here().repository.openIssue('Next')
    expect((await opened()).number).toBe(number + 1)
  })

  it('is not there when nobody opened it', async () => {
    await expect(issue(4_000)).rejects.toMatchObject({ status: 404 })
  })
})
