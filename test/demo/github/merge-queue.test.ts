import { describe, expect, it } from '@jest/globals'
import { type Hook, named } from '../../support/recorder.ts'
import { at, gitHubOfThisFile } from './git-hub-of-this-file.ts'

const here = gitHubOfThisFile()

let branches = 0

async function opened(): Promise<{ number: number; head: string; branch: string }> {
  const { repository } = here()
  const branch = `topic-${++branches}`
  const head = await repository.commit({ branch, message: 'W', files: { [branch]: '1\n' } })
  const number = await repository.openPull({ head: branch, title: `Title ${branch}` })
  return { number, head, branch }
}

const group = (action: string, sha: string) => (hook: Hook) =>
  named(hook) === `merge_group.${action}` &&
  (hook.payload.merge_group as { head_sha?: string }).head_sha === sha

describe('a merge queue', () => {
  it('merges on a branch of its own and asks for checks', async () => {
    const { repository, octokit, recorder, github } = here()
    const { number, head, branch } = await opened()
    const base = await repository.branchHead('main')
    const queued = await repository.enqueue(number, 'casey')
    const name = `gh-readonly-queue/main/pr-${number}-${base}`
    expect(queued).toEqual({
      headSha: await repository.branchHead(name),
      headRef: `refs/heads/${name}`,
      baseSha: base,
    })
    const { data } = await octokit.rest.repos.getCommit({ ...at, ref: queued.headSha })
    expect(data.parents.map(({ sha }) => sha)).toEqual([base, head])
    const { payload } = await recorder.heard(group('checks_requested', queued.headSha))
    expect(payload).toMatchObject({
      action: 'checks_requested',
      merge_group: {
        head_sha: queued.headSha,
        head_ref: queued.headRef,
        base_sha: base,
        base_ref: 'refs/heads/main',
        head_commit: {
          id: queued.headSha,
          tree_id: data.commit.tree.sha,
          message: `Merge pull request #${number} from acme/${branch}\n\nTitle ${branch}`,
          timestamp: data.commit.committer?.date,
          author: { name: 'Casey', email: 'casey@example.com' },
          committer: { name: 'GitHub', email: 'noreply@github.com' },
        },
      },
      repository: { full_name: 'acme/widgets' },
      organization: { login: 'acme' },
      installation: { id: github.installationId },
      sender: { login: 'casey' },
    })
    await repository.leaveQueue(number, 'dequeued')
  })

  it('pushes that branch', async () => {
    const { repository, recorder, octokit } = here()
    const { number } = await opened()
    const { headSha, headRef } = await repository.enqueue(number)
    const push = await recorder.heard((hook) => hook.payload.after === headSha)
    expect(push).toMatchObject({ event: 'push', payload: { ref: headRef, created: true } })
    const { data } = await octokit.rest.repos.listActivities({ ...at, ref: headRef })
    expect(data).toMatchObject([
      {
        activity_type: 'branch_creation',
        actor: { login: 'github-merge-queue[bot]', type: 'Bot' },
      },
    ])
    await repository.leaveQueue(number, 'dequeued')
  })

  it('builds the next merge on the one before', async () => {
    const { repository, octokit } = here()
    const [one, two] = [await opened(), await opened()]
    const first = await repository.enqueue(one.number)
    const second = await repository.enqueue(two.number)
    expect(second.baseSha).toBe(first.headSha)
    expect(second.headRef).toMatch(new RegExp(`pr-${two.number}-${first.headSha}$`, 'u'))
    const { data } = await octokit.rest.repos.getCommit({ ...at, ref: second.headSha })
    expect(data.parents.map(({ sha }) => sha)).toEqual([first.headSha, two.head])

    await repository.leaveQueue(one.number)
    expect(await repository.branchHead('main')).toBe(first.headSha)
    await repository.leaveQueue(two.number)
    expect(await repository.branchHead('main')).toBe(second.headSha)
  })

  it('merges what leaves it, and says so', async () => {
    const { repository, octokit, recorder } = here()
    const { number } = await opened()
    const { headSha, headRef } = await repository.enqueue(number)
    await repository.leaveQueue(number)
    const { data } = await octokit.rest.pulls.get({ ...at, pull_number: number })
    expect(data).toMatchObject({ merged: true, merge_commit_sha: headSha, state: 'closed' })
    const { payload } = await recorder.heard(group('destroyed', headSha))
    expect(payload).toMatchObject({ reason: 'merged' })
    const main = await octokit.rest.repos.listActivities({ ...at, ref: 'main', per_page: 1 })
    expect(main.data).toMatchObject([{ activity_type: 'merge_queue_merge', after: headSha }])
    const name = headRef.replace('refs/heads/', '')
    await expect(repository.branchHead(name)).rejects.toThrow('no branch')
  })
})
