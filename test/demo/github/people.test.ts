import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Role } from '../../../src/demo/github/roles.ts'
import { answerProblems } from './described-answers.ts'
import { at, gitHubOfThisFile } from './git-hub-of-this-file.ts'

const here = gitHubOfThisFile([{ name: 'widgets' }, { name: 'secrets', private: true }])

const permission = async (username: string, repo = 'widgets') => {
  const asked = { owner: 'acme', repo, username }
  return (await here().octokit.rest.repos.getCollaboratorPermissionLevel(asked)).data
}

describe('what somebody may do in a repository', () => {
  it.each([
    ['maintainer', 'admin', 'admin'],
    ['casey', 'write', 'write'],
    ['robin', 'write', 'write'],
    // Everybody may read what is public.
    ['outsider', 'read', 'read'],
  ])('%s: %s', async (login, legacy, role) => {
    expect(await permission(login)).toMatchObject({
      permission: legacy,
      role_name: role,
      user: { login, type: 'User', role_name: role },
    })
  })

  it('is nothing for strangers in a private repository', async () => {
    expect(await permission('outsider', 'secrets')).toMatchObject({ permission: 'none' })
    expect(await permission('casey', 'secrets')).toMatchObject({ permission: 'write' })
  })

  it.each<[Role, string, string]>([
    ['pull', 'read', 'read'],
    ['triage', 'read', 'triage'],
    ['push', 'write', 'write'],
    ['maintain', 'write', 'maintain'],
    ['admin', 'admin', 'admin'],
  ])('can be set to %s, which is %s to those who know no roles', async (role, legacy, name) => {
    await here().repository.setPermission('outsider', role)
    const shown = await permission('outsider')
    expect(shown).toMatchObject({ permission: legacy, role_name: name })
    expect(shown.user?.permissions).toMatchObject({ [role]: true, admin: role === 'admin' })
  })

  it('is as GitHub describes it', async () => {
    const template = '/repos/{owner}/{repo}/collaborators/{username}/permission'
    expect(answerProblems(template, await permission('casey'))).toEqual([])
  })

  it('is everything in one’s own fork', async () => {
    await here().repository.fork('robin')
    const path = '/repos/robin/widgets/collaborators/robin/permission'
    expect((await here().get('casey', path)).body).toMatchObject({ permission: 'admin' })
  })

  it.each(['nobody', 'countersign[bot]'])('is unknown of %s, who is no user', async (login) => {
    await expect(permission(login)).rejects.toMatchObject({
      status: 404,
      response: { data: { message: `${login} is not a user` } },
    })
  })

  it('is hidden from those who don’t see the repository', async () => {
    const path = '/repos/acme/secrets/collaborators/casey/permission'
    expect((await here().get('outsider', path)).status).toBe(404)
    expect((await here().get('robin', path)).status).toBe(200)
  })
})

describe('a team', () => {
  const membership = async (team: string, username: string) => {
    const asked = { org: 'acme', team_slug: team, username }
    return (await here().octokit.rest.teams.getMembershipForUserInOrg(asked)).data
  }

  beforeAll(async () => {
    await here().github.team('core', ['casey'])
  })

  it('knows its members', async () => {
    const data = await membership('core', 'casey')
    expect(data).toMatchObject({ state: 'active', role: 'member' })
    const template = '/orgs/{org}/teams/{team_slug}/memberships/{username}'
    expect(answerProblems(template, data)).toEqual([])
  })

  it('knows nobody else', async () => {
    await expect(membership('core', 'robin')).rejects.toMatchObject({ status: 404 })
    await expect(membership('core', 'nobody')).rejects.toMatchObject({ status: 404 })
    await expect(membership('other', 'casey')).rejects.toMatchObject({ status: 404 })
  })

  it('can get other members', async () => {
    await here().github.team('changing', ['casey', 'robin'])
    await here().github.team('changing', ['robin'])
    await expect(membership('changing', 'casey')).rejects.toMatchObject({ status: 404 })
    expect(await membership('changing', 'robin')).toMatchObject({ state: 'active' })
  })

  it('makes nobody an admin of repositories, but a member of the organization', async () => {
    const { repository, octokit } = here()
    expect(await permission('casey')).toMatchObject({ permission: 'write' })
    const number = await repository.openIssue('A question', 'casey')
    const { data } = await octokit.rest.issues.get({ ...at, issue_number: number })
    expect(data.author_association).toBe('MEMBER')
  })
})
