import type { Asking } from './asking.ts'
import { httpStatus, isHidden } from './http-status.ts'
import type { PullRef, Standing } from './snapshot.ts'

/** What somebody may do in a repository, and which of these teams they belong to. */
export async function standingOf(
  asking: Asking,
  pull: PullRef,
  login: string,
  teams: readonly string[],
): Promise<Standing> {
  const [role, ...member] = await Promise.all([
    roleOf(asking, pull, login),
    ...teams.map((team) => isMember(asking, team, login)),
  ])
  return { login, role, teams: teams.filter((_, index) => member[index]) }
}

/** GitHub's own answer; `author_association` in other answers is only a hint. */
async function roleOf({ octokit }: Asking, { owner, repo }: PullRef, login: string) {
  try {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({
      owner,
      repo,
      username: login,
    })
    // An organisation's own roles have names of their own; `permission` tells what they come to.
    return GENERAL.has(data.role_name) ? data.role_name : data.permission
  } catch (error) {
    if (httpStatus(error) === 404) return 'none'
    throw error
  }
}

/** GitHub's own roles. `maintain` and `triage` are `write` and `read` by `permission`. */
const GENERAL = new Set(['admin', 'maintain', 'write', 'triage', 'read'])

async function isMember({ octokit }: Asking, team: string, login: string): Promise<boolean> {
  const [org = '', slug = ''] = team.split('/')
  try {
    const { data } = await octokit.rest.teams.getMembershipForUserInOrg({
      org,
      team_slug: slug,
      username: login,
    })
    return data.state === 'active'
  } catch (error) {
    // 403: a team that the App may not see is one that nobody is known to belong to.
    if (isHidden(error)) return false
    throw error
  }
}
