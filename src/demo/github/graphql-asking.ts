import type { CheckMemory } from './check-memory.ts'
import type { Client } from './client.ts'
import type { Conversations } from './conversations.ts'
import type { Dates } from './dates.ts'
import { isInstalledOn } from './events.ts'
import { ownerOf } from './git-objects.ts'
import type { LivePulls } from './live-pulls.ts'
import type { Node, Nodes } from './nodes.ts'
import type { Reactions } from './reactions.ts'
import { fieldsOf } from './replies.ts'
import { senderOf } from './requests.ts'
import type { Reviews } from './reviews.ts'
import type { Roles } from './roles.ts'
import type { Call } from './rules.ts'
import type { Users } from './users.ts'

export interface GraphqlMeans {
  readonly client: Client
  readonly live: LivePulls
  readonly checks: CheckMemory
  readonly talk: Conversations
  readonly reviews: Reviews
  readonly reactions: Reactions
  readonly nodes: Nodes
  readonly dates: Dates
  readonly users: Users
  readonly roles: Roles
}

export type Fields = Readonly<Record<string, unknown>>

/** One GraphQL request: who asks, and what is seen on his behalf. */
export interface Asking {
  readonly means: GraphqlMeans
  readonly call: Call
  /** The login as the REST API has it. */
  readonly viewer: string
  /** The repository as the REST API shows it; null when it isn't there for the viewer. */
  readonly repository: (name: string) => Promise<Fields | null>
  /** Where it is, if the viewer may know of it. */
  readonly find: (nodeId: string) => Promise<Node | null>
}

export function asking(means: GraphqlMeans, call: Call): Asking {
  const viewer = means.users.loginOf(call.request)
  const byApp = senderOf(call.request) !== null
  const repository: Asking['repository'] = async (name) => {
    const path = `/repos/${name}`
    const { status, body } = await means.client.ask('GET', path, undefined, ownerOf(name))
    if (status !== 200) return null
    const shown = fieldsOf(body)
    const isOpen = shown.private === false || (byApp && isInstalledOn(name))
    return isOpen || (!byApp && (await means.roles.of(name, viewer)) !== null) ? shown : null
  }
  return {
    means,
    call,
    viewer,
    repository,
    find: async (nodeId) => {
      const node = means.nodes.get(nodeId)
      return node !== undefined && (await repository(node.repository)) !== null ? node : null
    },
  }
}

/** Somebody as GraphQL shows him: an App's bot goes without its suffix. */
export function actorOf(user: unknown): Fields | null {
  const { login, id, node_id: nodeId, html_url: url, avatar_url: avatar } = fieldsOf(user)
  if (typeof login !== 'string') return null
  const isBot = login.endsWith('[bot]')
  return {
    __typename: isBot ? 'Bot' : 'User',
    id: nodeId,
    databaseId: id,
    login: isBot ? login.slice(0, -'[bot]'.length) : login,
    url,
    avatarUrl: avatar,
  }
}
