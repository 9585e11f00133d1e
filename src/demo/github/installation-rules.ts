import { accountOf, repositoryShown } from './accounts.ts'
import type { AppSettings } from './app-settings.ts'
import { asApp } from './as-app.ts'
import type { Client } from './client.ts'
import type { Reply } from './front.ts'
import { SUSPENDED } from './gate.ts'
import type { Installation, Installations } from './installations.ts'
import { type NewApps, ownerShown } from './new-app.ts'
import { person } from './people.ts'
import { fieldsOf, jsonOf, jsonReply, paged, refusal, withJson } from './replies.ts'
import { permissionsOf } from './roles.ts'
import { type Call, type Rule, repositoryPath } from './rules.ts'
import { anything } from './shapes.ts'
import { issuerOf } from './token-times.ts'
import { APP_ID, CLIENT_ID, HOUSEKEEPER, ORGANIZATION } from './world.ts'

interface Means {
  readonly client: Client
  readonly installations: Installations
  readonly appSettings: AppSettings
  readonly newApps: NewApps
  /** `owner/name` of all that were there from the beginning. */
  readonly repositories: readonly string[]
}

type Fields = Readonly<Record<string, unknown>>

/** What the App learns of itself and of where it is installed. */
export function installationRules(means: Means): readonly Rule[] {
  const { client, installations } = means
  const shownAs = async (reply: Reply): Promise<Reply> => {
    const found = installations.byId(Number(fieldsOf(jsonOf(reply)).id))
    if (reply.status !== 200) return reply
    if (found === null) return NOT_FOUND
    return withJson(reply, await installationShown(client, found))
  }
  return [
    {
      method: 'GET',
      path: /^\/app$/,
      answer: async (call) => {
        const reply = await call.forward()
        const isOurs = issuerOf(call.request) === String(APP_ID)
        if (reply.status !== 200) return reply.status === 401 && !isOurs ? NO_SUCH_APP : reply
        const made = means.newApps.made()
        const owner = await ownerShown(client, made?.owner ?? ORGANIZATION)
        const { permissions, events } = means.appSettings.now()
        const { name } = made ?? fieldsOf(jsonOf(reply))
        const shown = { ...fieldsOf(jsonOf(reply)), name, client_id: CLIENT_ID, owner }
        return withJson(reply, isOurs ? { ...shown, permissions, events } : shown)
      },
    },
    {
      method: 'GET',
      path: /^\/app\/installations$/,
      answer: asApp(async (call) => {
        const { page, link } = paged(call.request.url, installations.all())
        const shown = await Promise.all(page.map((one) => installationShown(client, one)))
        return jsonReply(200, shown, link === null ? {} : { link })
      }),
    },
    ...[
      /^\/app\/installations\/\d+$/,
      /^\/orgs\/[^/]+\/installation$/,
      repositoryPath('/installation'),
    ].map((path) => ({
      method: 'GET',
      path,
      // The emulator tells everybody; GitHub tells the App itself only.
      answer: asApp(async (call) => shownAs(await call.forward())),
    })),
    {
      method: 'POST',
      path: /^\/app\/installations\/(?<id>\d+)\/access_tokens$/,
      answer: (call) => newToken(installations, call),
    },
    {
      method: 'GET',
      path: /^\/installation\/repositories$/,
      answer: (call) => repositories(means, call),
    },
  ]
}

const NOT_FOUND = refusal(404, 'Not Found')
const NO_SUCH_APP = refusal(404, 'Integration not found')

async function newToken(installations: Installations, call: Call): Promise<Reply> {
  const installation = installations.byId(Number(call.param('id')))
  if (installation === null) return asApp(async () => NOT_FOUND)(call)
  if (installation.suspendedAt !== null) return SUSPENDED
  const reply = await call.forward()
  const answer = fieldsOf(jsonOf(reply))
  if (typeof answer.token !== 'string') return reply
  const granted = fieldsOf(answer.permissions)
  installations.mint(answer.token, installation.id, granted)
  const left = Object.entries(granted).filter(([name]) => name in installation.permissions)
  const permissions = Object.fromEntries(left)
  return withJson(reply, { ...answer, permissions })
}

/** An installation as GitHub shows it to the App, and in webhooks. */
export async function installationShown(
  client: Client,
  { id, account, permissions, suspendedAt }: Installation,
): Promise<Fields> {
  const shown = fieldsOf(await client.get(anything, `/orgs/${account}/installation`))
  const owner = accountOf(shown.account)
  return {
    ...shown,
    id,
    account: owner,
    target_id: owner.id,
    permissions,
    suspended_at: suspendedAt,
    suspended_by: suspendedAt === null ? null : await person(client, HOUSEKEEPER),
  }
}

async function repositories(
  { client, installations, repositories: all }: Means,
  call: Call,
): Promise<Reply> {
  const installation = installations.ofRequest(call.request)
  if (installation === null) {
    return refusal(403, 'You must authenticate with an installation access token')
  }
  const names = all.filter(
    (name) => name.startsWith(`${installation.account}/`) && !installations.isRemoved(name),
  )
  const { page, link } = paged(call.request.url, names)
  const shown = await Promise.all(
    page.map(async (name) =>
      repositoryShown(await client.get(anything, `/repos/${name}`), permissionsOf('pull')),
    ),
  )
  const body = { total_count: names.length, repository_selection: 'all', repositories: shown }
  return jsonReply(200, body, link === null ? {} : { link })
}
