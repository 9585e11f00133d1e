import { describe, expect, it } from '@jest/globals'
import { at, gitHubOfThisFile } from './git-hub-of-this-file.ts'
import { asked, opened, userToken, type Variables } from './graphql-support.ts'

const here = gitHubOfThisFile()

const ENDS = `query ($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      state merged isDraft isCrossRepository
      mergeCommit { oid }
      headRefName headRefOid headRef { name target { oid } } headRepository { nameWithOwner }
      baseRefName baseRefOid
      baseRef { name target { oid ... on Commit { file(path: "README.md") { type } } } }
    }
  }
}`

const pull = async (query: string, variables: Variables) =>
  (await asked(here(), query, variables)).repository.pullRequest as Variables

describe('the ends of a pull request', () => {
  it('are where it was pushed to last, and where the base is by now', async () => {
    const { repository, octokit } = here()
    const { number, sha, branch } = await opened(here())
    const before = await repository.branchHead('main')
    const files = { base: `${number}\n` }
    const after = await repository.commit({ branch: 'main', message: 'Meanwhile', files })
    const stale = {
      state: 'OPEN',
      merged: false,
      isDraft: false,
      isCrossRepository: false,
      mergeCommit: null,
      headRefName: branch,
      headRefOid: sha,
      headRef: { name: branch, target: { oid: sha } },
      headRepository: { nameWithOwner: 'acme/widgets' },
      baseRefName: 'main',
      baseRefOid: before,
      baseRef: { name: 'main', target: { oid: after, file: { type: 'blob' } } },
    }
    expect(await pull(ENDS, { number })).toEqual(stale)
    const shown = () => octokit.rest.pulls.get({ ...at, pull_number: number })
    expect((await shown()).data.base.sha).toBe(before)
    const head = await repository.commit({ branch, message: 'More', files: { more: '1\n' } })
    expect(await pull(ENDS, { number })).toMatchObject({ headRefOid: head, baseRefOid: after })
    expect((await shown()).data).toMatchObject({ head: { sha: head }, base: { sha: after } })
  })

  it('are looked at anew when it gets another base', async () => {
    const { repository } = here()
    const { number } = await opened(here())
    const main = await repository.branchHead('main')
    await repository.createBranch('stable', main)
    const files = { stable: '1\n' }
    const stable = await repository.commit({ branch: 'stable', message: 'Stable', files })
    await repository.changeBase(number, 'stable')
    expect(await pull(ENDS, { number })).toMatchObject({
      baseRefName: 'stable',
      baseRefOid: stable,
      baseRef: { name: 'stable' },
    })
  })

  it('are gone with their branches', async () => {
    const { repository } = here()
    await repository.createBranch('doomed', await repository.branchHead('main'))
    const { number, sha, branch } = await opened(here())
    await repository.changeBase(number, 'doomed')
    await repository.closePull(number)
    await repository.deleteBranch('doomed')
    await repository.deleteBranch(branch)
    expect(await pull(ENDS, { number })).toMatchObject({
      state: 'CLOSED',
      headRefName: branch,
      headRefOid: sha,
      headRef: null,
      baseRefName: 'doomed',
      baseRef: null,
    })
  })

  it('say what merging made of it', async () => {
    const { repository } = here()
    const { number } = await opened(here())
    const oid = await repository.merge(number, 'squash')
    expect(await pull(ENDS, { number })).toMatchObject({
      state: 'MERGED',
      merged: true,
      mergeCommit: { oid },
    })
  })

  it('are known of a fork until it is deleted', async () => {
    const { github, repository } = here()
    const fork = await repository.fork('outsider')
    const sha = await fork.commit({ branch: 'gift', message: 'Gift', files: { gift: '1\n' } })
    const number = await repository.openPull({ head: 'outsider:gift', title: 'Gift' })
    const parents = [await fork.branchHead('main')]
    const forced = { branch: 'gift', message: 'Gift, wrapped', files: { gift: '2\n' }, parents }
    const after = await fork.commit(forced)
    expect(await pull(ENDS, { number })).toMatchObject({
      isCrossRepository: true,
      headRefOid: after,
      headRef: { name: 'gift' },
      headRepository: { nameWithOwner: 'outsider/widgets' },
    })
    const events = [{ __typename: 'HeadRefForcePushedEvent', beforeCommit: { oid: sha } }]
    expect((await timeline(number)).nodes).toMatchObject(events)
    await fetch(`${github.url}/repos/outsider/widgets`, {
      method: 'DELETE',
      headers: { authorization: 'token user-token-outsider-0' },
    })
    expect(await pull(ENDS, { number })).toMatchObject({
      isCrossRepository: true,
      headRefName: 'gift',
      headRefOid: after,
      headRef: null,
      headRepository: null,
    })
    expect((await timeline(number)).nodes).toMatchObject(events)
  })
})

const TIMELINE = `query ($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      timelineItems(
        first: 10
        itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT, HEAD_REF_DELETED_EVENT, HEAD_REF_RESTORED_EVENT]
      ) {
        totalCount
        nodes {
          __typename
          ... on HeadRefForcePushedEvent { createdAt beforeCommit { oid } afterCommit { oid } }
          ... on HeadRefDeletedEvent { createdAt headRefName actor { login } }
        }
      }
    }
  }
}`

interface Timeline {
  readonly totalCount: number
  readonly nodes: readonly Variables[]
}

const timeline = async (number: number) =>
  (await pull(TIMELINE, { number })).timelineItems as Timeline

describe('the timeline of a pull request', () => {
  it('says what became of its branch since it was opened', async () => {
    const { repository } = here()
    const branch = 'moving'
    const parents = [await repository.branchHead('main')]
    const forced = (text: string) =>
      repository.commit({ branch, message: text, files: { moving: text }, parents, as: 'casey' })
    await forced('Before it was opened')
    const first = await forced('First')
    const number = await repository.openPull({ head: branch, title: 'Moving' })
    expect(await timeline(number)).toEqual({ totalCount: 0, nodes: [] })
    const files = { more: '1\n' }
    const second = await repository.commit({ branch, message: 'Pushed', files, as: 'casey' })
    const third = await forced('Third')
    await repository.deleteBranch(branch, 'casey')
    await repository.createBranch(branch, third, 'casey')
    const fourth = await forced('Fourth')
    const { totalCount, nodes } = await timeline(number)
    const push = { __typename: 'HeadRefForcePushedEvent' }
    expect(first).not.toBe(second)
    expect(totalCount).toBe(4)
    expect(nodes).toMatchObject([
      { ...push, beforeCommit: { oid: second }, afterCommit: { oid: third } },
      { __typename: 'HeadRefDeletedEvent', headRefName: branch, actor: { login: 'casey' } },
      { __typename: 'HeadRefRestoredEvent' },
      { ...push, beforeCommit: { oid: third }, afterCommit: { oid: fourth } },
    ])
    await repository.closePull(number)
    await forced('Too late')
    expect((await timeline(number)).totalCount).toBe(4)
  })

  it('says so when it is asked for more than is emulated', async () => {
    const { number } = await opened(here())
    const query = TIMELINE.replace('HEAD_REF_DELETED_EVENT', 'ISSUE_COMMENT')
    await expect(pull(query, { number })).rejects.toThrow('Of timelineItems the embedded GitHub')
  })
})

const COMMITS = `query (
  $owner: String!, $name: String!, $number: Int!
  $first: Int, $after: String, $last: Int, $before: String
) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      commits(first: $first, after: $after, last: $last, before: $before) {
        totalCount
        nodes { commit { oid message parents(first: 10) { nodes { oid } } } }
        pageInfo { hasNextPage endCursor hasPreviousPage startCursor }
      }
    }
  }
}`

interface Commits {
  readonly totalCount: number
  readonly nodes: readonly { readonly commit: Variables & { readonly oid: string } }[]
  readonly pageInfo: Variables
}

const commits = async (variables: Variables) => (await pull(COMMITS, variables)).commits as Commits

describe('the commits of a pull request', () => {
  it('are what its base hasn’t, oldest first', async () => {
    const { repository } = here()
    const main = await repository.branchHead('main')
    const { number, sha, branch } = await opened(here())
    const files = { two: '2\n' }
    await repository.commit({ branch: 'main', message: 'Meanwhile', files: { m: `${number}\n` } })
    const second = await repository.commit({ branch, message: 'Second', files })
    const merge = await repository.mergeCommit({ into: branch, from: 'main' })
    const all = await commits({ number, first: 100 })
    expect(all.totalCount).toBe(3)
    expect(all.nodes.map(({ commit }) => commit)).toEqual([
      { oid: sha, message: 'Work', parents: { nodes: [{ oid: main }] } },
      { oid: second, message: 'Second', parents: { nodes: [{ oid: sha }] } },
      {
        oid: merge,
        message: `Merge main into ${branch}`,
        parents: { nodes: [{ oid: second }, { oid: await repository.branchHead('main') }] },
      },
    ])
    const last = await commits({ number, last: 1 })
    expect(last.nodes.map(({ commit }) => commit.oid)).toEqual([merge])
    expect(last).toMatchObject({ totalCount: 3, pageInfo: { hasPreviousPage: true } })
    const before = await commits({ number, last: 1, before: last.pageInfo.startCursor })
    expect(before.nodes.map(({ commit }) => commit.oid)).toEqual([second])
  })

  it('are no more than 250, the newest', async () => {
    const { repository, octokit } = here()
    const branch = 'long'
    const first = await repository.commit({ message: 'Step 1', files: {}, push: false })
    const { data } = await octokit.rest.git.getCommit({ ...at, commit_sha: first })
    const shas = [first]
    while (shas.length < 252) {
      const message = `Step ${shas.length + 1}`
      shas.push(await commitOn(shas.at(-1) ?? '', data.tree.sha, message))
    }
    const head = shas.at(-1) ?? ''
    await repository.createBranch(branch, head)
    const number = await repository.openPull({ head: branch, title: 'Long' })
    const found: string[] = []
    for (let after: unknown = null; ; ) {
      const page = await commits({ number, first: 100, after })
      expect(page.totalCount).toBe(250)
      found.push(...page.nodes.map(({ commit }) => commit.oid))
      if (page.pageInfo.hasNextPage !== true) break
      after = page.pageInfo.endCursor
    }
    expect(found).toEqual(shas.slice(-250))
    expect((await commits({ number, last: 1 })).nodes).toMatchObject([{ commit: { oid: head } }])
  })
})

async function commitOn(parent: string, tree: string, message: string): Promise<string> {
  const response = await fetch(`${here().github.url}/repos/acme/widgets/git/commits`, {
    method: 'POST',
    headers: { authorization: `token ${userToken('maintainer')}` },
    body: JSON.stringify({ message, tree, parents: [parent] }),
  })
  return ((await response.json()) as { readonly sha: string }).sha
}
