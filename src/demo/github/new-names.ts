import type { Client } from './client.ts'
import type { FrontRequest, Reply } from './front.ts'
import { fieldsOf, jsonOf, jsonReply, refusal, withJson } from './replies.ts'
import { GRAPHQL_PATH } from './requests.ts'
import { idShape } from './shapes.ts'

/**
 * Repositories that were renamed. Inside, each keeps the name under which everybody here knows it; the App is shown the
 * new one, and sent on from the old one.
 */
export interface NewNames {
  readonly rename: (repository: string, name: string) => void
  /** The name inside of whatever is called so. */
  readonly inner: (repository: string) => string
  /** The same JSON with the new names. */
  readonly shown: (value: unknown) => unknown
  /** Answers a request of the App under the names that it knows. */
  readonly served: (
    request: FrontRequest,
    answer: (inner: FrontRequest) => Promise<Reply>,
  ) => Promise<Reply>
}

export function newNames(client: Client): NewNames {
  // Inner name → new name.
  const renamed = new Map<string, string>()
  const inner: NewNames['inner'] = (repository) =>
    [...renamed].find(([, to]) => to === repository)?.[0] ?? repository
  const shown = (value: unknown): unknown => translated([...renamed], null, value)

  /** The request under the names inside; a reply where there is no such thing, or somewhere else. */
  const entered = async (request: FrontRequest): Promise<FrontRequest | Reply> => {
    const { pathname, search, origin } = request.url
    const [, id, below = ''] = /^\/repositories\/(\d+)(\/.*)?$/.exec(pathname) ?? []
    if (id !== undefined) {
      const { status, body } = await client.ask('GET', `/repositories/${id}`)
      const name = fieldsOf(body).full_name
      return status === 200 ? at(request, `/repos/${name}${below}`) : refusal(404, 'Not Found')
    }
    if (renamed.size === 0) return request
    if (pathname === GRAPHQL_PATH) return withInnerVariables(inner, request)
    const [, repository = '', rest = ''] = /^\/repos\/([^/]+\/[^/]+)(\/.*)?$/.exec(pathname) ?? []
    if (repository === '') return request
    if (!renamed.has(repository)) return at(request, `/repos/${inner(repository)}${rest}`)
    const { id: known } = await client.get(idShape, `/repos/${repository}`)
    return redirect(request.method, `${origin}/repositories/${known}${rest}${search}`)
  }

  return {
    rename: (repository, name) => {
      renamed.set(repository, `${repository.split('/')[0]}/${name}`)
    },
    inner,
    shown,
    served: async (request, answer) => {
      const place = await entered(request)
      if ('status' in place) return place
      const reply = await answer(place)
      const isJson = String(reply.headers['content-type']).includes('json')
      if (renamed.size === 0 || !isJson || reply.body.byteLength === 0) return reply
      const { link } = reply.headers
      const headers = {
        ...reply.headers,
        ...(link !== undefined && { link: String(translated([...renamed], 'url', link)) }),
      }
      return withJson({ ...reply, headers }, shown(jsonOf(reply)))
    },
  }
}

const at = (request: FrontRequest, path: string): FrontRequest => {
  const url = new URL(request.url)
  url.pathname = path
  return { ...request, url }
}

/** Whatever isn't only read keeps its method and body. */
function redirect(method: string, url: string): Reply {
  const isRead = method === 'GET' || method === 'HEAD'
  const message = isRead ? 'Moved Permanently' : 'Temporary Redirect'
  return jsonReply(
    isRead ? 301 : 307,
    { message, url, documentation_url: 'https://docs.github.com/rest' },
    { location: url },
  )
}

/** GraphQL takes either name, and sends nobody anywhere. */
function withInnerVariables(inner: NewNames['inner'], request: FrontRequest): FrontRequest {
  const fields = fieldsOf(jsonOf(request))
  const variables = fieldsOf(fields.variables)
  const named = ['name', 'repo'].flatMap((key) => {
    const name = variables[key]
    if (typeof name !== 'string') return []
    return [[key, inner(`${String(variables.owner)}/${name}`).split('/')[1]]]
  })
  const changed = { ...fields, variables: { ...variables, ...Object.fromEntries(named) } }
  return { ...request, body: Buffer.from(JSON.stringify(changed)) }
}

type Renamed = readonly (readonly [from: string, to: string])[]

/** JSON with the new names wherever GitHub itself puts one; what people wrote stays as it is. */
function translated(renamed: Renamed, key: string | null, value: unknown): unknown {
  if (typeof value === 'string') return key === null ? value : textIn(renamed, key, value)
  if (Array.isArray(value)) return value.map((one) => translated(renamed, null, one))
  if (value === null || typeof value !== 'object') return value
  const full = fieldsOf(value).full_name ?? fieldsOf(value).nameWithOwner
  const to = renamed.find(([from]) => from === full)?.[1]
  const fields = Object.entries(value).map(([name, one]) => [name, translated(renamed, name, one)])
  const short = to === undefined || !('name' in value) ? {} : { name: to.split('/')[1] }
  return { ...Object.fromEntries(fields), ...short }
}

function textIn(renamed: Renamed, key: string, text: string): string {
  if (key === 'full_name' || key === 'nameWithOwner') {
    return renamed.find(([from]) => from === text)?.[1] ?? text
  }
  if (!/(url|href|path|permalink)$/i.test(key)) return text
  return renamed.reduce(
    (changed, [from, to]) => changed.replaceAll(new RegExp(`/${from}(?=[^\\w-]|$)`, 'g'), `/${to}`),
    text,
  )
}
