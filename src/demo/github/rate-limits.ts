import type { FrontRequest, Reply } from './front.ts'
import { jsonReply, refusal } from './replies.ts'
import { GRAPHQL_PATH } from './requests.ts'
import type { Rule } from './rules.ts'

export type Resource = 'core' | 'graphql'

/** What is left to one installation of one kind of request, and for how long. */
export interface Limit {
  readonly resource: Resource
  readonly remaining: number
  /** Seconds. */
  readonly resetsIn: number
}

export interface RateLimits {
  /** From now on so much is left to that installation. */
  readonly set: (installation: number, limit: Limit) => void
  /** The answer with what is left in its headers; a refusal when nothing is. */
  readonly counted: (
    installation: number,
    request: FrontRequest,
    answer: () => Promise<Reply>,
  ) => Promise<Reply>
  /** `GET /rate_limit`, which costs nothing. */
  readonly rule: (installationOf: (request: FrontRequest) => number | null) => Rule
}

/** An hour's quota; `resets` in milliseconds since the epoch. */
interface Quota {
  readonly limit: number
  readonly resets: number
  used: number
}

const AN_HOUR = 5_000

/** Counts the requests of each installation, 5,000 an hour for REST and as many for GraphQL. */
export function rateLimits(): RateLimits {
  const quotas = new Map<string, Quota>()
  const quotaOf = (installation: number, resource: Resource): Quota => {
    const key = `${installation} ${resource}`
    const known = quotas.get(key)
    if (known !== undefined && known.resets > Date.now()) return known
    const fresh = { limit: AN_HOUR, resets: Date.now() + 3_600_000, used: 0 }
    quotas.set(key, fresh)
    return fresh
  }
  return {
    set: (installation, { resource, remaining, resetsIn }) => {
      const limit = Math.max(AN_HOUR, remaining)
      const resets = Date.now() + resetsIn * 1_000
      quotas.set(`${installation} ${resource}`, { limit, resets, used: limit - remaining })
    },
    counted: async (installation, request, answer) => {
      if (request.url.pathname === RATE_LIMIT_PATH) return answer()
      const resource = request.url.pathname === GRAPHQL_PATH ? 'graphql' : 'core'
      const quota = quotaOf(installation, resource)
      const headers = () => headersOf(quota, resource)
      if (quota.used >= quota.limit) return withHeaders(exceeded(installation, resource), headers())
      quota.used += 1
      const reply = await answer()
      // What hasn't changed is free.
      if (reply.status === 304) quota.used -= 1
      return withHeaders(reply, headers())
    },
    rule: (installationOf) => ({
      method: 'GET',
      path: new RegExp(`^${RATE_LIMIT_PATH}$`),
      answer: async ({ request, forward }) => {
        const installation = installationOf(request)
        if (installation === null) return forward()
        const core = shown(quotaOf(installation, 'core'))
        const graphql = shown(quotaOf(installation, 'graphql'))
        const search = { limit: 30, used: 0, remaining: 30, reset: core.reset }
        return jsonReply(200, { resources: { core, graphql, search }, rate: core })
      },
    }),
  }
}

const RATE_LIMIT_PATH = '/rate_limit'

const shown = ({ limit, used, resets }: Quota) => ({
  limit,
  used,
  remaining: limit - used,
  reset: Math.ceil(resets / 1_000),
})

function headersOf(quota: Quota, resource: Resource): Readonly<Record<string, string>> {
  const fields = Object.entries({ ...shown(quota), resource })
  return Object.fromEntries(fields.map(([name, value]) => [`x-ratelimit-${name}`, String(value)]))
}

/** GraphQL says it with a 200. */
function exceeded(installation: number, resource: Resource): Reply {
  const message = `API rate limit exceeded for installation ID ${installation}.`
  return resource === 'graphql'
    ? jsonReply(200, { errors: [{ type: 'RATE_LIMITED', message }] })
    : refusal(403, `${message} If you reach out to GitHub Support for help, please say when.`)
}

const withHeaders = (reply: Reply, headers: Reply['headers']): Reply => ({
  ...reply,
  headers: { ...reply.headers, ...headers },
})
