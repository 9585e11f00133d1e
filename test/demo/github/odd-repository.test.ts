import { describe, expect, it } from '@jest/globals'
import { HOUSEKEEPER } from '../../../src/demo/github/world.ts'
import { named } from '../../support/recorder.ts'
import { type Asked, asked, queried } from './asking-support.ts'
import { gitHubOfThisFile } from './git-hub-of-this-file.ts'

const here = gitHubOfThisFile([
  { name: 'widgets' },
  { name: 'old' },
  { name: 'before' },
  { name: 'taken' },
])

const newCheck = (name: string, sha: string): Promise<Asked> =>
  asked(here(), `/repos/acme/${name}/check-runs`, {
    method: 'POST',
    body: { name: 'Countersign', head_sha: sha, conclusion: 'success' },
  })

async function pullIn(name: string): Promise<{ readonly number: number; readonly sha: string }> {
  const repository = here().github.repository('acme', name)
  const sha = await repository.commit({ branch: 'new', message: 'New', files: { n: '1\n' } })
  return { number: await repository.openPull({ head: 'new', title: 'New' }), sha }
}

describe('an archived repository', () => {
  it('can be read, and not be written', async () => {
    const { number, sha } = await pullIn('old')
    await here().github.repository('acme', 'old').archive()
    const refusal = {
      status: 403,
      body: { message: 'Repository was archived so is read-only.' },
    }
    expect(await newCheck('old', sha)).toMatchObject(refusal)
    const path = `/repos/acme/old/issues/${number}/comments`
    expect(await asked(here(), path, { method: 'POST', body: { body: 'Oh' } })).toMatchObject(
      refusal,
    )
    expect((await asked(here(), path)).status).toBe(200)
    expect((await asked(here(), '/repos/acme/old')).body).toMatchObject({ archived: true })
    const { body } = await asked(here(), '/installation/repositories')
    expect(body).toMatchObject({
      repositories: expect.arrayContaining([
        expect.objectContaining({ full_name: 'acme/old', archived: true }),
      ]),
    })
  })
})

describe('a renamed repository', () => {
  it('is found under its new name, and sends on from the old', async () => {
    const { recorder, octokit, github } = here()
    const { number, sha } = await pullIn('before')
    const repository = github.repository('acme', 'before')
    repository.rename('after')

    const moved = await asked(here(), `/repos/acme/before/pulls/${number}?x=1`)
    expect(moved).toMatchObject({ status: 301, body: { message: 'Moved Permanently' } })
    expect(moved.headers.get('location')).toMatch(
      new RegExp(`^${github.url}/repositories/\\d+/pulls/${number}\\?x=1$`, 'u'),
    )
    expect((await newCheck('before', sha)).status).toBe(307)
    const followed = await octokit.rest.pulls.get({
      owner: 'acme',
      repo: 'before',
      pull_number: number,
    })
    const direct = await asked(here(), `/repos/acme/after/pulls/${number}`)
    expect(direct.body).toEqual(followed.data)
    expect(direct.body).toMatchObject({
      url: `${github.url}/repos/acme/after/pulls/${number}`,
      base: { repo: { name: 'after', full_name: 'acme/after' } },
    })

    expect((await newCheck('after', sha)).status).toBe(201)
    expect(await repository.checkRuns(sha)).toHaveLength(1)
    const { payload } = await recorder.heard((hook) => named(hook) === 'check_run.created')
    expect(payload).toMatchObject({ repository: { name: 'after', full_name: 'acme/after' } })
  })

  it('is known to GraphQL by both names', async () => {
    const query = `query Name($owner: String!, $name: String!) {
      repository(owner: $owner, name: $name) { nameWithOwner }
    }`
    for (const name of ['before', 'after']) {
      const { body } = await queried(here(), query, { owner: 'acme', name })
      expect(body).toEqual({ data: { repository: { nameWithOwner: 'acme/after' } } })
    }
  })

  it('goes on with pushes and pull requests', async () => {
    const { recorder, github } = here()
    const repository = github.repository('acme', 'after')
    const sha = await repository.commit({ branch: 'new', message: 'On', files: { n: '2\n' } })
    const { payload } = await recorder.heard((hook) => named(hook) === 'pull_request.synchronize')
    expect(payload).toMatchObject({
      after: sha,
      pull_request: { base: { repo: { full_name: 'acme/after' } } },
    })
  })
})

it('the head of a deleted fork belongs to no repository', async () => {
  const { github, repository } = here()
  const fork = await repository.fork('outsider')
  const sha = await fork.commit({ branch: 'gift', message: 'Gift', files: { g: '1\n' } })
  const number = await repository.openPull({ head: 'outsider:gift', title: 'Gift' })
  await fork.delete()
  const path = `/repos/acme/widgets/pulls/${number}`
  expect((await asked(here(), path)).body).toMatchObject({
    state: 'open',
    head: { sha, ref: 'gift', repo: null },
  })
  expect((await asked(here(), '/repos/outsider/widgets')).status).toBe(404)
  expect((await newCheck('widgets', sha)).status).toBe(201)
  await github.settled()
})

it('a repository that is taken out of the installation is not there any more', async () => {
  const { github, recorder } = here()
  const taken = github.repository('acme', 'taken')
  await taken.removeFromInstallation()
  const { payload } = await recorder.heard(
    (hook) => named(hook) === 'installation_repositories.removed',
  )
  expect(payload).toMatchObject({ repositories_removed: [{ full_name: 'acme/taken' }] })
  expect((await asked(here(), '/repos/acme/taken')).status).toBe(404)
  expect((await newCheck('taken', await taken.branchHead('main'))).status).toBe(404)
  expect((await asked(here(), '/repos/acme/taken/installation', {}, 'app')).status).toBe(404)
  recorder.forget()
  await taken.commit({ branch: 'main', message: 'Unheard', files: { u: '1\n' }, as: HOUSEKEEPER })
  await github.settled()
  expect(recorder.hooks).toEqual([])
})

it('a symbolic link and a submodule can be committed', async () => {
  const { repository } = here()
  const submodule = await repository.branchHead('main')
  const files = { 'a-link': { symlink: 'README.md' }, 'a-module': { submodule } }
  const sha = await repository.commit({ branch: 'odd', message: 'Odd', files })
  const { body } = await asked(here(), `/repos/acme/widgets/git/trees/${sha}`)
  expect(body).toMatchObject({
    tree: expect.arrayContaining([
      expect.objectContaining({ path: 'a-link', mode: '120000', type: 'blob' }),
      expect.objectContaining({ path: 'a-module', mode: '160000', type: 'commit', sha: submodule }),
    ]),
  })
  const contents = async (path: string) =>
    (await asked(here(), `/repos/acme/widgets/contents/${path}?ref=${sha}`)).body
  // GitHub follows links within the repository, and opens no submodule.
  expect(await contents('a-link')).toMatchObject({ type: 'file', path: 'a-link' })
  expect(await contents('a-module')).toMatchObject({ type: 'submodule', sha: submodule })
})
