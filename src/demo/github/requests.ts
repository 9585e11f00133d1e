import { type FrontRequest, HANG_UP, type Reply } from './front.ts'
import { fieldsOf, jsonOf } from './replies.ts'

/** One request of the App, as it left it. */
export interface RecordedRequest {
  /** Authenticated as the App itself (a JWT, or its secret), as its installation, or as who signed in. */
  readonly by: 'app' | 'installation' | 'user'
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** The JSON body, null without one. */
  readonly body: unknown
  /** What GraphQL is asked for, as `query Pull` or `mutation Say`; null for REST. */
  readonly operation: string | null
  /** Null when the connection was broken off. */
  readonly status: number | null
  /** The `x-github-request-id`, also of an answer that never arrived. */
  readonly requestId: string
  readonly ms: number
  readonly at: string
}

/** Who sends this: the App, its installation, or a user of the harness (null). */
export function senderOf(request: FrontRequest): 'app' | 'installation' | null {
  const token = tokenOf(request)
  if (token.startsWith('eyJ')) return 'app'
  return token.startsWith('ghs_') ? 'installation' : null
}

/** What counts as a request of the App: also those that it makes for people who signed in to it. */
export function recordedAs(request: FrontRequest): RecordedRequest['by'] | null {
  if (tokenOf(request).startsWith('gho_')) return 'user'
  return BY_SECRET.test(request.url.pathname) ? 'app' : senderOf(request)
}

const BY_SECRET =
  /^\/(login\/oauth\/access_token|applications\/[^/]+\/token|app-manifests\/[^/]+\/conversions)$/

export const tokenOf = (request: FrontRequest): string =>
  (request.headers.authorization ?? '').replace(/^(bearer|token)\s+/i, '').trim()

export const GRAPHQL_PATH = '/graphql'

/** `query Pull`, or `query` when it has no name; null for REST. */
export function operationOf(request: FrontRequest): string | null {
  if (request.url.pathname !== GRAPHQL_PATH) return null
  const { query, operationName } = fieldsOf(jsonOf(request))
  const named = [...String(query).matchAll(/\b(query|mutation)\s+(\w+)/g)]
  const chosen = named.find(([, , name]) => name === operationName) ?? named[0]
  if (chosen !== undefined) return `${chosen[1]} ${chosen[2]}`
  return /^\s*mutation\b/.test(String(query)) ? 'mutation' : 'query'
}

export interface RequestLog {
  readonly list: readonly RecordedRequest[]
  readonly record: (
    by: RecordedRequest['by'],
    request: FrontRequest,
    requestId: string,
    answer: () => Promise<Reply | typeof HANG_UP>,
  ) => Promise<Reply | typeof HANG_UP>
}

/** The App's requests in the order in which they were answered; of more than `remember` the last ones. */
export function requestLog(remember = Number.POSITIVE_INFINITY): RequestLog {
  const list: RecordedRequest[] = []
  return {
    list,
    record: async (by, request, requestId, answer) => {
      const at = new Date().toISOString()
      const start = performance.now()
      const reply = await answer()
      list.push({
        by,
        method: request.method,
        path: request.url.pathname,
        query: Object.fromEntries(request.url.searchParams),
        body: jsonOf(request),
        operation: operationOf(request),
        status: reply === HANG_UP ? null : reply.status,
        requestId: reply === HANG_UP ? requestId : requestIdOf(reply, requestId),
        ms: performance.now() - start,
        at,
      })
      if (list.length > remember) list.shift()
      return reply
    },
  }
}

/** An injected fault may bring an id of its own. */
const requestIdOf = ({ headers }: Reply, given: string): string =>
  String(headers[REQUEST_ID] ?? given)

const REQUEST_ID = 'x-github-request-id'

/** The same answer with an id, unless it has one. */
export const withRequestId = (reply: Reply, id: string): Reply => ({
  ...reply,
  headers: { [REQUEST_ID]: id, ...reply.headers },
})

/** Ids that look like GitHub's, a different one each time. */
export function requestIds(): () => string {
  let count = 0
  return () => {
    count += 1
    const hex = count.toString(16).toUpperCase().padStart(6, '0')
    return `C0DE:${hex.slice(-4)}:${hex}:${(count * 7919).toString(16).toUpperCase()}`
  }
}
