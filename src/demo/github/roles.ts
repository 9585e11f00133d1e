import type { Client } from './client.ts'
import type { Reply } from './front.ts'
import { person } from './people.ts'
import { fieldsOf, jsonReply, refusal } from './replies.ts'
import { type Call, type Rule, repositoryPath } from './rules.ts'

/** What somebody may do in a repository, from the least to the most. */
const ROLES = ['pull', 'triage', 'push', 'maintain', 'admin'] as const
export type Role = (typeof ROLES)[number]

export interface Roles {
  /** The highest from all sources; null for a private repository that doesn't concern him. */
  readonly of: (repository: string, login: string) => Promise<Role | null>
  /** What he was given there, or has as a member; null when he may read only because everybody may. */
  readonly given: (repository: string, login: string) => Promise<Role | null>
  readonly rules: readonly Rule[]
}

/** Who may do what. For the emulator every member of a team is an admin, and a stranger may read nothing. */
export function roles(client: Client): Roles {
  const granted = new Map<string, Role>()
  const key = (repository: string, login: string) => `${repository} ${login}`

  const given: Roles['given'] = async (repository, login) => {
    const owner = repository.split('/')[0] ?? ''
    if (owner === login) return 'admin'
    const path = `/orgs/${owner}/memberships/${encodeURIComponent(login)}`
    const membership = await client.ask('GET', path)
    if (fieldsOf(membership.body).role === 'admin') return 'admin'
    const role = granted.get(key(repository, login))
    if (role !== undefined) return role
    // Members read what their organization has.
    return membership.status === 200 ? 'pull' : null
  }
  const of: Roles['of'] = async (repository, login) => {
    const role = await given(repository, login)
    if (role !== null) return role
    // Everybody reads what is public.
    const { body } = await client.ask('GET', `/repos/${repository}`)
    return fieldsOf(body).private === false ? 'pull' : null
  }

  const granting = async (call: Call, role: Role | null): Promise<Reply> => {
    const reply = await call.forward()
    if (reply.status >= 400) return reply
    const name = key(call.repository, call.param('login'))
    if (role === null) granted.delete(name)
    else granted.set(name, role)
    return reply
  }

  const collaborator = repositoryPath('/collaborators/:login')
  return {
    of,
    given,
    rules: [
      {
        method: 'PUT',
        path: collaborator,
        answer: (call) =>
          granting(call, ROLES.find((role) => role === call.fields.permission) ?? 'push'),
      },
      { method: 'DELETE', path: collaborator, answer: (call) => granting(call, null) },
      {
        method: 'GET',
        path: repositoryPath('/collaborators/:login/permission'),
        answer: (call) => permission(client, of, call),
      },
    ],
  }
}

async function permission(client: Client, roleOf: Roles['of'], call: Call): Promise<Reply> {
  const repository = await call.look(`/repos/${call.repository}`)
  // GitHub doesn't tell strangers that there is something private.
  if (repository.status !== 200) return refusal(404, 'Not Found')
  const login = call.param('login')
  const user = await person(client, login)
  if (user === null || user.type !== 'User') return refusal(404, `${login} is not a user`)
  const role = await roleOf(call.repository, login)
  const name = NAMES[role ?? 'none']
  return jsonReply(200, {
    permission: LEGACY[role ?? 'none'],
    role_name: name,
    user: {
      ...user,
      permissions: permissionsOf(role),
      role_name: name,
    },
  })
}

/** The four words that GitHub had before it had roles. */
const LEGACY = {
  none: 'none',
  pull: 'read',
  triage: 'read',
  push: 'write',
  maintain: 'write',
  admin: 'admin',
} as const

const NAMES = {
  none: 'none',
  pull: 'read',
  triage: 'triage',
  push: 'write',
  maintain: 'maintain',
  admin: 'admin',
} as const

/** May he push to branches and merge? */
export const mayPush = (role: Role | null): boolean =>
  role !== null && ROLES.indexOf(role) >= ROLES.indexOf('push')

/** Everything that a role allows, as GitHub lists it. */
export const permissionsOf = (role: Role | null): Readonly<Record<string, boolean>> =>
  Object.fromEntries(
    ROLES.map((one) => [one, role !== null && ROLES.indexOf(one) <= ROLES.indexOf(role)]),
  )
