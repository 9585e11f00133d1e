import { describe, expect, it } from '@jest/globals'
import { NO_COMMIT } from '../../../src/demo/github/activity.ts'
import { answerProblems } from './described-answers.ts'
import { at, gitHubOfThisFile } from './git-hub-of-this-file.ts'

const here = gitHubOfThisFile()

const activities = async (asked: Readonly<Record<string, unknown>> = {}) =>
  (await here().octokit.rest.repos.listActivities({ ...at, ...asked })).data

const push = (branch: string, text: string) =>
  here().repository.commit({ branch, message: text, files: { [branch]: text }, as: 'casey' })

describe('the activity of a repository', () => {
  it('tells newest first how a branch moved, and who moved it', async () => {
    const { repository } = here()
    const base = await repository.branchHead('main')
    const one = await push('story', '1')
    const two = await push('story', '2')
    await repository.forcePush('story', one, 'robin')
    await repository.deleteBranch('story', 'casey')
    const moved = await activities({ ref: 'refs/heads/story' })
    expect(
      moved.map(({ activity_type: type, before, after, actor }) => [
        type,
        before,
        after,
        actor?.login,
      ]),
    ).toEqual([
      ['branch_deletion', one, NO_COMMIT, 'casey'],
      ['force_push', two, one, 'robin'],
      ['push', one, two, 'casey'],
      ['push', base, one, 'casey'],
      ['branch_creation', NO_COMMIT, base, 'casey'],
    ])
    const times = moved.map(({ timestamp }) => timestamp)
    expect(times).toEqual(times.toSorted().reverse())
  })

  it('is as GitHub describes it', async () => {
    await push('described', '1')
    expect(answerProblems('/repos/{owner}/{repo}/activity', await activities())).toEqual([])
  })

  it('calls it a push when a forced one only goes forward', async () => {
    const { repository } = here()
    const first = await push('forward', '1')
    const second = await repository.commit({
      message: '2',
      files: { forward: '2' },
      parents: [first],
      push: false,
    })
    await repository.forcePush('forward', second)
    expect((await activities({ ref: 'forward' }))[0]).toMatchObject({
      activity_type: 'push',
      before: first,
      after: second,
    })
  })

  it('does not tell what was refused', async () => {
    const { repository, github } = here()
    const before = await activities()
    const sha = await repository.branchHead('main')
    const refused = await fetch(`${github.url}/repos/acme/widgets/git/refs`, {
      method: 'POST',
      headers: { authorization: 'token user-token-outsider-0' },
      body: JSON.stringify({ ref: 'refs/heads/mine', sha }),
    })
    expect(refused.status).toBe(403)
    expect(await activities()).toEqual(before)
  })

  it('comes in pages, from link to link', async () => {
    for (const text of ['1', '2', '3', '4']) await push('long', text)
    const all = await activities({ ref: 'long' })
    const asked = { ...at, ref: 'long', per_page: 2 }
    const { octokit } = here()
    const paged = await octokit.paginate(octokit.rest.repos.listActivities, asked)
    expect(paged).toEqual(all)
    const { headers } = await octokit.rest.repos.listActivities(asked)
    expect(headers.link).toMatch(/^<[^>]*[?&]after=[^>]*>; rel="next"$/u)
    const after = /after=([^&>]*)/u.exec(headers.link ?? '')?.[1] ?? ''
    const second = await octokit.rest.repos.listActivities({ ...asked, after })
    const before = /before=([^&>]*)/u.exec(second.headers.link ?? '')?.[1] ?? ''
    expect(await activities({ ...asked, before })).toEqual(all.slice(0, 2))
  })

  it('can be asked for one kind', async () => {
    await push('kinds', '1')
    const created = await activities({ activity_type: 'branch_creation', ref: 'kinds' })
    expect(created.map(({ activity_type: type }) => type)).toEqual(['branch_creation'])
  })

  it('of a public fork can be read, too', async () => {
    const { repository, octokit, get } = here()
    const fork = await repository.fork('outsider')
    const files = { 'gift.txt': '1\n' }
    const sha = await fork.commit({ branch: 'gift', message: 'A gift', files, as: 'outsider' })
    const asked = { owner: 'outsider', repo: 'widgets', ref: 'refs/heads/gift' }
    const { data } = await octokit.rest.repos.listActivities(asked)
    expect(data).toMatchObject([{ activity_type: 'push', after: sha }, {}])
    const byUser = await get('casey', '/repos/outsider/widgets/activity?ref=gift')
    expect(byUser.body).toEqual(data)
  })
})
