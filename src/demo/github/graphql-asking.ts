import { z } from 'zod'
import type { ActivityLog } from './activity.ts'
import type { CheckMemory } from './check-memory.ts'
import type { Client } from './client.ts'
import type { Conversations } from './conversations.ts'
import type { Dates } from './dates.ts'
import { ownerOf } from './git-objects.ts'
import { forbidden } from './graphql-errors.ts'
import type { GitObjects } from './graphql-objects.ts'
import type { Installations } from './installations.ts'
import type { LivePulls } from './live-pulls.ts'
import { type Node, type Nodes, repositoryIdOf } from './nodes.ts'
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
  readonly activity: ActivityLog
  readonly installations: Installations
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
  /** Refuses an App that lacks all of these permissions. What is public needs none to be read. */
  readonly mayRead: (name: string, ...permissions: readonly string[]) => Promise<void>
  /** Where it is, if the viewer may know of it. */
  readonly find: (nodeId: string) => Promise<Node | null>
  /** The name of the repository of that node id; null when it isn't there for the viewer. */
  readonly repositoryOf: (nodeId: string) => Promise<string | null>
  /** How a repository is shown: here, so that whatever belongs to one can say so. */
  readonly repositoryNode: (name: string) => Promise<Fields>
  readonly objects: GitObjects
  /** What is looked up under that key: once in a request. */
  readonly once: <T>(key: string, look: () => Promise<T>) => Promise<T>
  /** To be called when something was changed. */
  readonly lookAgain: () => void
}

/** `shown` is how a repository is shown to whoever asks. */
export function asking(
  means: GraphqlMeans,
  objects: GitObjects,
  call: Call,
  shown: (asking: Asking, name: string) => Promise<Fields>,
): Asking {
  const viewer = means.users.loginOf(call.request)
  const byApp = senderOf(call.request) !== null
  const sees = async (name: string, isPublic: boolean): Promise<boolean> => {
    if (!byApp) return isPublic || (await means.roles.of(name, viewer)) !== null
    const account = means.installations.ofRequest(call.request)?.account
    return !means.installations.isRemoved(name) && (isPublic || name.startsWith(`${account}/`))
  }
  const looked = new Map<string, Promise<unknown>>()
  const once: Asking['once'] = <T>(key: string, look: () => Promise<T>) => {
    const found = (looked.get(key) as Promise<T> | undefined) ?? look()
    looked.set(key, found)
    return found
  }
  const repositoryAt = (path: string, as?: string) =>
    once(path, async () => {
      const { status, body } = await means.client.ask('GET', path, undefined, as)
      if (status !== 200) return null
      const found = fieldsOf(body)
      const name = nameShape.parse(body).full_name
      return (await sees(name, found.private === false)) ? found : null
    })
  const repository: Asking['repository'] = (name) => repositoryAt(`/repos/${name}`, ownerOf(name))
  const self: Asking = {
    means,
    call,
    viewer,
    repository,
    repositoryOf: async (nodeId) => {
      const id = repositoryIdOf(nodeId)
      const found = id === null ? null : await repositoryAt(`/repositories/${id}`)
      return found === null ? null : nameShape.parse(found).full_name
    },
    mayRead: async (name, ...permissions) => {
      if (means.installations.may(call.request, permissions, 'read')) return
      if ((await repository(name))?.private !== false) throw forbidden()
    },
    find: async (nodeId) => {
      const node = means.nodes.get(nodeId)
      return node !== undefined && (await repository(node.repository)) !== null ? node : null
    },
    repositoryNode: (name) => once(`node of ${name}`, () => shown(self, name)),
    objects,
    once,
    lookAgain: () => looked.clear(),
  }
  return self
}

const nameShape = z.looseObject({ full_name: z.string() })

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
