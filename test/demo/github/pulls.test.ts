import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import {
  type EmbeddedGitHub,
  startEmbeddedGitHub,
} from '../../../src/demo/github/embedded-github.ts'
import type { Repository } from '../../../src/demo/github/repository.ts'
import type { Octokit } from '../../../src/snapshot/asking.ts'
import { octokitOf } from '../../support/octokit.ts'
import { type Hook, named, type Recorder, startRecorder } from '../../support/recorder.ts'

let recorder: Recorder
let github: EmbeddedGitHub
let repository: Repository
let octokit: Octokit
const at = { owner: 'acme', repo: 'widgets' }

beforeAll(async () => {
  recorder = await startRecorder()
  github = await startEmbeddedGitHub({ webhookSecret: 'a secret', webhookUrl: recorder.url })
  repository = github.repository()
  octokit = octokitOf(github)
})

afterAll(async () => {
  await github.close()
  await recorder.close()
})

beforeEach(async () => {
  await github.settled()
  recorder.forget()
})

let branches = 0

/** A branch with one commit, and a pull request from it. */
async function opened(): Promise<{ number: number; branch: string; sha: string }> {
  const branch = `topic-${++branches}`
  const sha = await push(branch, '1')
  const number = await repository.openPull({ head: branch, title: branch, as: 'casey' })
  return { number, branch, sha }
}

const push = (branch: string, text: string) =>
  repository.commit({
    branch,
    message: `Write ${text}`,
    files: { [`${branch}.txt`]: `${text}\n` },
    as: 'casey',
  })

const about = (number: number, name: string) => (hook: Hook) =>
  named(hook) === name && hook.payload.number === number

describe('a pull request on the embedded GitHub', () => {
  it('is opened at the tip of its branch', async () => {
    const { number, branch, sha } = await opened()
    const { payload } = await recorder.heard(about(number, 'pull_request.opened'))
    expect(payload).toMatchObject({
      pull_request: { number, state: 'open', head: { ref: branch, sha }, base: { ref: 'main' } },
      repository: { full_name: 'acme/widgets', owner: { login: 'acme' } },
      installation: { id: github.installationId },
      sender: { login: 'casey' },
    })
  })

  it('follows its branch, and says so after the push', async () => {
    const { number, branch, sha: before } = await opened()
    const after = await push(branch, '2')
    const { payload } = await recorder.heard(about(number, 'pull_request.synchronize'))
    expect(payload).toMatchObject({
      before,
      after,
      pull_request: { head: { sha: after } },
      installation: { id: github.installationId },
    })
    const order = recorder.hooks.filter(({ payload: said }) => said.after === after).map(named)
    expect(order).toEqual(['push', 'pull_request.synchronize'])
    expect((await octokit.rest.pulls.get({ ...at, pull_number: number })).data.head.sha).toBe(after)
  })

  it('follows a force-push', async () => {
    const { number, branch, sha } = await opened()
    const other = await repository.commit({
      message: 'Start over',
      files: { 'other.txt': 'x\n' },
      push: false,
    })
    await repository.forcePush(branch, other)
    const { payload } = await recorder.heard(about(number, 'pull_request.synchronize'))
    expect(payload).toMatchObject({ before: sha, after: other })
  })

  it('stands still while it is closed, and catches up when it is reopened', async () => {
    const { number, branch, sha } = await opened()
    await repository.closePull(number)
    const closed = await recorder.heard(about(number, 'pull_request.closed'))
    expect(closed.payload.pull_request).toMatchObject({ state: 'closed', head: { sha } })
    const later = await push(branch, '2')
    expect((await repository.pull(number)).head.sha).toBe(sha)
    await repository.reopenPull(number)
    const reopened = await recorder.heard(about(number, 'pull_request.reopened'))
    expect(reopened.payload.pull_request).toMatchObject({ state: 'open', head: { sha: later } })
    expect(recorder.hooks.filter(about(number, 'pull_request.synchronize'))).toEqual([])
  })

  it('says when it is ready for review', async () => {
    const branch = `topic-${++branches}`
    await push(branch, '1')
    const number = await repository.openPull({ head: branch, title: 'A draft', draft: true })
    expect((await repository.pull(number)).draft).toBe(true)
    await repository.readyForReview(number)
    const { payload } = await recorder.heard(about(number, 'pull_request.ready_for_review'))
    expect(payload.pull_request).toMatchObject({ draft: false })
  })

  it('says from which base it was moved', async () => {
    const { number } = await opened()
    const main = await repository.branchHead('main')
    await repository.createBranch('release', main)
    await repository.changeBase(number, 'release')
    const { payload } = await recorder.heard(about(number, 'pull_request.edited'))
    expect(payload).toMatchObject({
      changes: { base: { ref: { from: 'main' }, sha: { from: main } } },
      pull_request: { base: { ref: 'release' } },
    })
    expect(recorder.hooks.filter(about(number, 'pull_request.edited'))).toHaveLength(1)
  })

  it('is found by its branch', async () => {
    const { number, branch } = await opened()
    const found = await octokit.rest.pulls.list({ ...at, head: `acme:${branch}`, state: 'open' })
    expect(found.data.map((pull) => pull.number)).toEqual([number])
  })

  it('carries its comments as an issue that says what it is', async () => {
    const { number } = await opened()
    await repository.comment(number, 'Please look.', 'robin')
    const { payload } = await recorder.heard((hook) => named(hook) === 'issue_comment.created')
    expect(payload).toMatchObject({
      comment: { body: 'Please look.', user: { login: 'robin', type: 'User' } },
      issue: { number, pull_request: { url: `${github.url}/repos/acme/widgets/pulls/${number}` } },
    })
  })
})

describe('a fork', () => {
  let fork: Repository

  beforeAll(async () => {
    fork = await repository.fork('outsider')
  })

  it('starts with the history of its origin', async () => {
    expect(await fork.branchHead('main')).toBe(await repository.branchHead('main'))
  })

  it('can be the head of a pull request, whose commits the base repository serves', async () => {
    const files = { 'gift.txt': 'for you\n' }
    const sha = await fork.commit({ branch: 'gift', message: 'A gift', files, as: 'outsider' })
    const number = await repository.openPull({ head: 'outsider:gift', title: 'A gift' })
    const { payload } = await recorder.heard(about(number, 'pull_request.opened'))
    expect(payload.pull_request).toMatchObject({
      head: { ref: 'gift', sha, repo: { full_name: 'outsider/widgets', fork: true } },
      base: { repo: { full_name: 'acme/widgets' } },
      user: { login: 'outsider' },
    })
    const { data } = await octokit.rest.repos.getCommit({ ...at, ref: sha })
    expect(data.files?.map(({ filename }) => filename)).toEqual(['gift.txt'])
  })

  it('sends no push to the base repository, but synchronizes the pull request', async () => {
    const files = { 'gift.txt': 'wrapped\n' }
    const sha = await fork.commit({ branch: 'gift', message: 'Wrap it', files, as: 'outsider' })
    const hook = await recorder.heard((one) => named(one) === 'pull_request.synchronize')
    expect(hook.payload).toMatchObject({ after: sha, sender: { login: 'outsider' } })
    expect(recorder.hooks.map(named)).toEqual(['pull_request.synchronize'])
  })
})

describe('a comparison', () => {
  it('gives more than 250 commits page by page', async () => {
    const base = await repository.branchHead('main')
    const branch = 'long'
    const shas: string[] = []
    for (let index = 0; index < 260; index++) {
      const parent = shas.at(-1)
      shas.push(
        await repository.commit({
          message: `Commit ${index}`,
          files: { 'long.txt': `${index}\n` },
          parents: [parent ?? base],
          push: false,
        }),
      )
    }
    const head = shas.at(-1) ?? ''
    await repository.createBranch(branch, head)
    const basehead = `${base}...${head}`
    const pages = await Promise.all(
      [1, 2, 3, 4].map(async (page) => {
        const asked = { ...at, basehead, per_page: 100, page }
        const { data } = await octokit.rest.repos.compareCommitsWithBasehead(asked)
        expect(data.total_commits).toBe(260)
        return data.commits.map(({ sha }) => sha)
      }),
    )
    expect(pages.map(({ length }) => length)).toEqual([100, 100, 60, 0])
    expect(pages.flat()).toEqual(shas)
  })
})
