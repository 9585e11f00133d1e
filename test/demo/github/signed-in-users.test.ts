import { beforeAll, describe, expect, it } from '@jest/globals'
import { answerProblems } from './described-answers.ts'
import { gitHubOfThisFile } from './git-hub-of-this-file.ts'
import { BACK, get, tokenFor } from './oauth-support.ts'

const here = gitHubOfThisFile([
  { name: 'widgets' },
  { name: 'secrets', private: true },
  { name: 'diary', owner: 'robin' },
])

beforeAll(() => {
  here().github.allowRedirect(BACK)
})

describe('a token of somebody who signed in', () => {
  it('acts as that user', async () => {
    const number = await here().repository.openIssue('A question')
    const token = await tokenFor(here(), 'robin')
    const path = `/repos/acme/widgets/issues/${number}/comments`
    const response = await fetch(`${here().github.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ body: 'An answer' }),
    })
    expect(response.status).toBe(201)
    expect(await here().repository.comments(number)).toMatchObject([{ author: 'robin' }])
  })

  it('ends when the App gives it back', async () => {
    const token = await tokenFor(here(), 'casey')
    const { url, clientId, clientSecret } = here().github
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
    const revoke = () =>
      fetch(`${url}/applications/${clientId}/token`, {
        method: 'DELETE',
        headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json' },
        body: JSON.stringify({ access_token: token }),
      })
    expect((await revoke()).status).toBe(204)
    expect((await get(here(), token, '/user')).status).toBe(401)
    expect((await revoke()).status).toBe(404)
  })

  it('shows a private repository to those who may read it', async () => {
    const outsider = await tokenFor(here(), 'outsider')
    expect((await get(here(), outsider, '/repos/acme/secrets')).status).toBe(404)
    expect(await get(here(), outsider, '/repos/acme/widgets')).toMatchObject({
      status: 200,
      body: { permissions: { pull: true, push: false } },
    })
    const token = await tokenFor(here(), 'casey')
    const casey = await get(here(), token, '/repos/acme/secrets')
    expect(casey).toMatchObject({
      status: 200,
      body: { private: true, permissions: { push: true, admin: false } },
    })
    expect(answerProblems('/repos/{owner}/{repo}', casey.body)).toEqual([])
    expect((await get(here(), token, '/repos/acme/nothing')).status).toBe(404)
  })

  it('lists where the App is installed', async () => {
    const token = await tokenFor(here(), 'casey')
    const { body } = await get(here(), token, '/user/installations')
    expect(body).toMatchObject({
      total_count: 1,
      installations: [{ id: here().github.installationId, account: { login: 'acme' } }],
    })
    expect(answerProblems('/user/installations', body)).toEqual([])
    const none = { total_count: 0, installations: [] }
    expect(
      (await get(here(), await tokenFor(here(), 'outsider'), '/user/installations')).body,
    ).toEqual(none)
  })

  it('lists the repositories there that the user was given', async () => {
    const { installationId } = here().github
    const path = `/user/installations/${installationId}/repositories`
    const casey = await tokenFor(here(), 'casey')
    const { body } = await get(here(), casey, path)
    expect(body).toMatchObject({
      total_count: 2,
      repositories: [{ full_name: 'acme/widgets' }, { full_name: 'acme/secrets' }],
    })
    const template = '/user/installations/{installation_id}/repositories'
    expect(answerProblems(template, body)).toEqual([])
    expect((await get(here(), casey, `${path}?per_page=1&page=2`)).body).toMatchObject({
      total_count: 2,
      repositories: [{ full_name: 'acme/secrets' }],
    })
    expect((await get(here(), await tokenFor(here(), 'outsider'), path)).status).toBe(404)
    await here().repository.setPermission('outsider', 'pull')
    expect((await get(here(), await tokenFor(here(), 'outsider'), path)).body).toMatchObject({
      total_count: 1,
      repositories: [{ full_name: 'acme/widgets', permissions: { pull: true, push: false } }],
    })
  })

  it('is written down as the App’s doing, and runs into faults', async () => {
    const { github } = here()
    const token = await tokenFor(here(), 'casey')
    expect(github.requests.at(-1)).toMatchObject({ by: 'app', path: '/login/oauth/access_token' })
    github.failNext({ path: /^\/user$/, status: 503 })
    expect((await get(here(), token, '/user')).status).toBe(503)
    expect(github.requests.at(-1)).toMatchObject({ by: 'user', path: '/user', status: 503 })
  })
})

describe('where the App is installed', () => {
  it('is told to the App', async () => {
    const { github, octokit } = here()
    const { token } = (await octokit.auth({ type: 'app' })) as { readonly token: string }
    expect(await get(here(), token, '/repos/acme/secrets/installation')).toMatchObject({
      status: 200,
      body: { id: github.installationId },
    })
    expect((await get(here(), token, '/repos/robin/diary/installation')).status).toBe(404)
    expect((await get(here(), token, '/repos/acme/nothing/installation')).status).toBe(404)
    expect(
      (await get(here(), 'user-token-casey-0', '/repos/acme/widgets/installation')).status,
    ).toBe(401)
  })
})
