import { accountOf, repositoryShown } from './accounts.ts'
import type { Client } from './client.ts'
import type { Reply } from './front.ts'
import { ownerOf } from './git-objects.ts'
import type { Installations } from './installations.ts'
import { fieldsOf, jsonReply, paged, refusal, withJson } from './replies.ts'
import { senderOf, tokenOf } from './requests.ts'
import { permissionsOf, type Roles } from './roles.ts'
import { type Call, type Rule, repositoryPath } from './rules.ts'
import { anything } from './shapes.ts'
import type { Users } from './users.ts'
import { INSTALLATION_ID, ORGANIZATION } from './world.ts'

interface Means {
  readonly client: Client
  readonly roles: Roles
  readonly users: Users
  readonly installations: Installations
  /** `owner/name` of all that were there from the beginning. */
  readonly repositories: readonly string[]
}

/** What a user may see, asked for with his own token. */
export function userRules(means: Means): readonly Rule[] {
  return [
    { method: 'GET', path: repositoryPath(''), answer: (call) => repository(means, call) },
    {
      method: 'GET',
      path: /^\/user\/installations$/,
      answer: async (call) => asUser(call) ?? installations(means, call),
    },
    {
      method: 'GET',
      path: /^\/user\/installations\/(?<id>\d+)\/repositories$/,
      answer: async (call) => asUser(call) ?? repositories(means, call),
    },
  ]
}

const NOT_FOUND = refusal(404, 'Not Found')

/** GitHub doesn't tell strangers that there is something private, nor anybody else. */
async function repository({ client, roles, users }: Means, call: Call): Promise<Reply> {
  const reply = await call.forward()
  const isUser = senderOf(call.request) === null && tokenOf(call.request) !== ''
  if (!isUser) return reply.status === 401 || reply.status === 403 ? NOT_FOUND : reply
  if (reply.status === 404) return reply
  const role = await roles.of(call.repository, users.loginOf(call.request))
  if (role === null) return NOT_FOUND
  const path = `/repos/${call.repository}`
  const shown = await client.get(anything, path, ownerOf(call.repository))
  const body = repositoryShown(shown, permissionsOf(role))
  return reply.status === 200 ? withJson(reply, body) : jsonReply(200, body)
}

const asUser = ({ request }: Call): Reply | null =>
  senderOf(request) !== null || tokenOf(request) === ''
    ? refusal(403, 'You must authenticate with an access token authorized to a GitHub App')
    : null

/** GitHub lists what somebody was given, not what everybody may read. */
async function given({ client, roles, users, repositories: all }: Means, call: Call) {
  const login = users.loginOf(call.request)
  const found = await Promise.all(
    all.map(async (name) => {
      const role = name.startsWith(`${ORGANIZATION}/`) ? await roles.given(name, login) : null
      if (role === null) return []
      const shown = await client.get(anything, `/repos/${name}`)
      return [repositoryShown(shown, permissionsOf(role))]
    }),
  )
  return found.flat()
}

async function installations(means: Means, call: Call): Promise<Reply> {
  const isInstalled = means.installations.all().some(({ account }) => account === ORGANIZATION)
  const isSeen = isInstalled && (await given(means, call)).length > 0
  const all = isSeen ? [await installation(means.client)] : []
  return listed(call, 'installations', all)
}

async function installation(client: Client) {
  const shown = fieldsOf(await client.get(anything, `/orgs/${ORGANIZATION}/installation`))
  const account = accountOf(shown.account)
  return { ...shown, account, target_id: account.id }
}

async function repositories(means: Means, call: Call): Promise<Reply> {
  const all = await given(means, call)
  if (Number(call.param('id')) !== INSTALLATION_ID || all.length === 0) return NOT_FOUND
  return listed(call, 'repositories', all)
}

function listed({ request }: Call, name: string, all: readonly unknown[]): Reply {
  const { page, link } = paged(request.url, all)
  const body = { total_count: all.length, [name]: page }
  return jsonReply(200, body, link === null ? {} : { link })
}
