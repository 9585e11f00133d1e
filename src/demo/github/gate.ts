import type { Client } from './client.ts'
import type { FrontRequest, Reply } from './front.ts'
import type { Installation, Installations } from './installations.ts'
import { fieldsOf, refusal } from './replies.ts'
import { senderOf } from './requests.ts'
import { mistimed } from './token-times.ts'
import type { Users } from './users.ts'
import { NOT_ACCESSIBLE } from './users.ts'

export interface GateMeans {
  readonly client: Client
  readonly users: Users
  readonly installations: Installations
  /** The repositories that are read-only. */
  readonly archived: ReadonlySet<string>
}

/** Why a request isn't even looked at; null when it is. */
export async function refusedAtGate(
  means: GateMeans,
  request: FrontRequest,
): Promise<Reply | null> {
  const { users, installations, archived } = means
  const { repository, rest } = placeOf(request.url.pathname)
  const installation = installations.ofRequest(request)
  if (installation !== null && installation.suspendedAt !== null) return SUSPENDED
  if (senderOf(request) !== null && installations.isRemoved(repository)) return NOT_FOUND
  if (archived.has(repository) && rest !== '' && isWrite(request)) return ARCHIVED
  return (
    mistimed(request) ??
    users.refuse(request) ??
    (installation === null ? null : await unpermitted(means, request, installation))
  )
}

export const SUSPENDED = refusal(403, 'This installation has been suspended')

const NOT_FOUND = refusal(404, 'Not Found')
const ARCHIVED = refusal(403, 'Repository was archived so is read-only.')

const placeOf = (path: string): { readonly repository: string; readonly rest: string } => {
  const [, repository = '', rest = ''] = /^\/repos\/([^/]+\/[^/]+)(.*)$/.exec(path) ?? []
  return { repository, rest }
}

const isWrite = ({ method }: FrontRequest): boolean => method !== 'GET' && method !== 'HEAD'

/** What lacks a permission. What is public needs none to be read. */
async function unpermitted(
  { client, installations }: GateMeans,
  request: FrontRequest,
  installation: Installation,
): Promise<Reply | null> {
  const { pathname } = request.url
  const needed = NEEDED.find(([path]) => path.test(pathname))?.[1]
  const level = isWrite(request) ? 'write' : 'read'
  if (needed === undefined || installations.may(request, needed, level)) return null
  const { repository } = placeOf(pathname)
  if (level === 'write' || repository === '') return NOT_ACCESSIBLE
  const { body } = await client.ask('GET', `/repos/${repository}`)
  const isOwn = repository.startsWith(`${installation.account}/`)
  return isOwn && fieldsOf(body).private === true ? NOT_ACCESSIBLE : null
}

const inRepository = (rest: string) => new RegExp(`^/repos/[^/]+/[^/]+/${rest}`)

/** One of these permissions is needed there; the first that fits counts. */
const NEEDED: readonly (readonly [RegExp, readonly string[]])[] = [
  [inRepository('(commits/.+/)?check-(runs|suites)'), ['checks']],
  [inRepository('pulls/\\d+/merge$'), ['contents']],
  [inRepository('pulls(/|$)'), ['pull_requests']],
  [inRepository('issues(/|$)'), ['issues', 'pull_requests']],
  [inRepository('actions/'), ['actions']],
  [inRepository('(git|commits|compare|contents|branches|activity)(/|$)'), ['contents']],
  [/^\/orgs\/[^/]+\/(members|memberships|teams)(\/|$)/, ['members']],
]
