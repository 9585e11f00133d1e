import { describe, expect, it } from '@jest/globals'
import { type Hook, named } from '../../support/recorder.ts'
import { at, gitHubOfThisFile } from './git-hub-of-this-file.ts'

const here = gitHubOfThisFile()

const CASEY = { name: 'Casey', email: 'casey@example.com' }
const ROBIN = { name: 'Robin', email: 'robin@example.com' }

let stories = 0

interface Story {
  readonly number: number
  readonly branch: string
  readonly shas: readonly string[]
  readonly base: string
}

/** A pull request of two commits by two people; meanwhile the base goes on. */
async function story(): Promise<Story> {
  const { repository } = here()
  const branch = `topic-${++stories}`
  const files = (text: string) => ({ [`${branch}.ts`]: text })
  const shas = [
    await repository.commit({
      branch,
      message: 'Retry\n\nThe server may be down.',
      files: files('1\n'),
      author: CASEY,
    }),
    await repository.commit({
      branch,
      message: `Stop\n\nFixes-Blocker: B1`,
      files: files('2\n'),
      author: ROBIN,
    }),
  ]
  const number = await repository.openPull({ head: branch, title: `Retry ${branch}`, as: 'casey' })
  const base = await repository.commit({
    branch: 'main',
    message: 'Meanwhile',
    files: { [`main-${stories}.ts`]: '1\n' },
  })
  return { number, branch, shas, base }
}

const commit = async (ref: string) =>
  (await here().octokit.rest.repos.getCommit({ ...at, ref })).data

const pull = async (number: number) =>
  (await here().octokit.rest.pulls.get({ ...at, pull_number: number })).data

const filesAt = async (sha: string) => {
  const asked = { ...at, tree_sha: sha, recursive: 'true' }
  const { data } = await here().octokit.rest.git.getTree(asked)
  return data.tree.map(({ path }) => path)
}

describe('a merge commit', () => {
  it('joins base and head, and is GitHub’s own', async () => {
    const { number, branch, shas, base } = await story()
    const sha = await here().repository.merge(number, 'merge', 'robin')
    expect(await here().repository.branchHead('main')).toBe(sha)
    expect(await commit(sha)).toMatchObject({
      commit: {
        message: `Merge pull request #${number} from acme/${branch}\n\nRetry ${branch}`,
        author: { email: 'robin@example.com' },
        committer: { name: 'GitHub', email: 'noreply@github.com' },
        verification: { verified: true, reason: 'valid' },
      },
      author: { login: 'robin' },
      committer: { login: 'web-flow' },
      parents: [{ sha: base }, { sha: shas[1] }],
    })
    // What the base got meanwhile stays.
    expect(await filesAt(sha)).toEqual(
      expect.arrayContaining([`${branch}.ts`, `main-${stories}.ts`]),
    )
  })

  it('closes the pull request as merged', async () => {
    const { number } = await story()
    const sha = await here().repository.merge(number, 'merge', 'robin')
    const merged = await pull(number)
    expect(merged).toMatchObject({
      state: 'closed',
      merged: true,
      merge_commit_sha: sha,
      merged_by: { login: 'robin' },
    })
    expect(merged.merged_at).toBe(merged.closed_at)
    expect(merged.merged_at?.localeCompare(merged.created_at)).toBe(1)
  })

  it('is told to the App: the push to the base, and the end of the pull request', async () => {
    const { number, base } = await story()
    const sha = await here().repository.merge(number, 'merge', 'robin')
    const { recorder } = here()
    const push = await recorder.heard((hook) => hook.payload.after === sha)
    expect(push.payload).toMatchObject({ ref: 'refs/heads/main', before: base })
    const isClosed = (hook: Hook) =>
      named(hook) === 'pull_request.closed' && hook.payload.number === number
    expect((await recorder.heard(isClosed)).payload).toMatchObject({
      pull_request: { merged: true, merge_commit_sha: sha, state: 'closed' },
      sender: { login: 'robin' },
    })
  })

  it('is remembered as the base’s activity', async () => {
    const { number, base } = await story()
    const sha = await here().repository.merge(number, 'merge', 'robin')
    const { data } = await here().octokit.rest.repos.listActivities({ ...at, ref: 'main' })
    expect(data[0]).toMatchObject({
      activity_type: 'pr_merge',
      before: base,
      after: sha,
      actor: { login: 'robin' },
    })
  })

  it('joins changes of the same file', async () => {
    const { repository } = here()
    const lines = Array.from({ length: 9 }, (_, line) => `${line}\n`)
    const files = (all: readonly string[]) => ({ 'shared.txt': all.join('') })
    await repository.commit({ branch: 'main', message: 'Before', files: files(lines) })
    const branch = `topic-${++stories}`
    await repository.commit({ branch, message: 'T', files: files(lines.with(1, 'theirs\n')) })
    const number = await repository.openPull({ head: branch, title: 'Theirs' })
    const ours = files(lines.with(7, 'ours\n'))
    await repository.commit({ branch: 'main', message: 'O', files: ours })
    const ref = await repository.merge(number, 'merge')
    const { data } = await here().octokit.rest.repos.getContent({
      ...at,
      path: 'shared.txt',
      ref,
    })
    const { content = '' } = data as { content?: string }
    expect(Buffer.from(content, 'base64').toString()).toBe(
      lines.with(1, 'theirs\n').with(7, 'ours\n').join(''),
    )
  })
})

describe('a squash', () => {
  it('is one commit by the author of the pull request, with all messages', async () => {
    const { number, branch, base } = await story()
    const sha = await here().repository.merge(number, 'squash', 'robin')
    expect(await commit(sha)).toMatchObject({
      commit: {
        message: [
          `Retry ${branch} (#${number})`,
          '',
          '* Retry',
          '',
          'The server may be down.',
          '',
          '* Stop',
          '',
          'Fixes-Blocker: B1',
          '',
          '---------',
          '',
          'Co-authored-by: Robin <robin@example.com>',
        ].join('\n'),
      },
      author: { login: 'casey' },
      committer: { login: 'web-flow' },
      parents: [{ sha: base }],
    })
    expect(await pull(number)).toMatchObject({ merged: true, merge_commit_sha: sha })
  })

  it('of a single commit keeps its message', async () => {
    const { repository } = here()
    const branch = `topic-${++stories}`
    const message = 'Retry\n\nFixes-Blocker: B1'
    await repository.commit({ branch, message, files: { [branch]: '1\n' }, author: CASEY })
    const number = await repository.openPull({ head: branch, title: 'Another', as: 'casey' })
    const sha = await repository.merge(number, 'squash')
    expect((await commit(sha)).commit.message).toBe(`Retry (#${number})\n\nFixes-Blocker: B1`)
  })
})

describe('a rebase', () => {
  it('writes each commit anew: same author, date and message, another committer', async () => {
    const { number, shas, base } = await story()
    const sha = await here().repository.merge(number, 'rebase', 'robin')
    const last = await commit(sha)
    const first = await commit(last.parents[0]?.sha ?? '')
    expect(first.parents).toMatchObject([{ sha: base }])
    for (const [index, rewritten] of [first, last].entries()) {
      const original = await commit(shas[index] ?? '')
      expect(rewritten.sha).not.toBe(original.sha)
      expect(rewritten.commit.author).toEqual(original.commit.author)
      expect(rewritten.commit.message).toBe(original.commit.message)
      expect(rewritten.files).toMatchObject([{ filename: original.files?.[0]?.filename }])
      expect(rewritten.committer?.login).toBe('robin')
    }
    expect(await pull(number)).toMatchObject({ merged: true, merge_commit_sha: sha })
  })
})

describe('GitHub does not merge', () => {
  it('what conflicts', async () => {
    const { repository } = here()
    const branch = `topic-${++stories}`
    const files = (text: string) => ({ [`conflict-${stories}`]: text })
    await repository.commit({ branch, message: 'Theirs', files: files('theirs\n') })
    const number = await repository.openPull({ head: branch, title: 'Theirs' })
    await repository.commit({ branch: 'main', message: 'Ours', files: files('ours\n') })
    await expect(repository.merge(number, 'merge')).rejects.toThrow('405')
    expect(await pull(number)).toMatchObject({ state: 'open', merged: false })
  })

  it('for those who may not push', async () => {
    const { number } = await story()
    await expect(here().repository.merge(number, 'merge', 'outsider')).rejects.toThrow('403')
    const asked = { ...at, pull_number: number }
    await expect(here().octokit.rest.pulls.merge(asked)).rejects.toMatchObject({ status: 403 })
  })

  it('twice', async () => {
    const { number } = await story()
    await here().repository.merge(number, 'squash')
    await expect(here().repository.merge(number, 'squash')).rejects.toThrow('405')
  })

  it('a head that moved since it was looked at', async () => {
    const { number, shas } = await story()
    const answer = await fetch(`${here().github.url}/repos/acme/widgets/pulls/${number}/merge`, {
      method: 'PUT',
      headers: { authorization: 'token user-token-casey-0' },
      body: JSON.stringify({ sha: shas[0] }),
    })
    expect(answer.status).toBe(409)
  })
})

describe('a pull request from a fork', () => {
  it('can be merged, too', async () => {
    const { repository } = here()
    const fork = await repository.fork('outsider')
    const files = { 'gift.txt': '1\n' }
    await fork.commit({ branch: 'gift', message: 'A gift', files, as: 'outsider' })
    const number = await repository.openPull({ head: 'outsider:gift', title: 'A gift' })
    const sha = await repository.merge(number, 'merge', 'casey')
    expect((await commit(sha)).commit.message).toBe(
      `Merge pull request #${number} from outsider/gift\n\nA gift`,
    )
    expect(await filesAt(sha)).toContain('gift.txt')
  })
})
