import { AsyncLocalStorage } from 'node:async_hooks'
import { ProbotOctokit } from 'probot'
import { httpStatus } from '../snapshot/http-status.ts'
import { conditionalRequests } from './conditional-requests.ts'
import { aMinute, type Limiter, SteadyLimiter } from './steady-limiter.ts'
import { triedAgain } from './tried-again.ts'

/** What is asked for longer than that fails, and is the queue's to try again: until then, others take the place. */
const MOST_SECONDS = 2
const MOST_WAITS = 3
/** No limit of GitHub's lasts longer than an hour. */
const LONGEST_SECONDS = 3_600
/** A little more than the 10 seconds after which GitHub ends a request itself. */
const PATIENCE_MS = 15_000
/** What GitHub recommends where its secondary rate limit doesn't say how long. */
const UNTOLD_SECONDS = 60

/** GitHub takes so many writes a minute from each installation ("Rate limits for the REST API"). */
const WRITES_A_MINUTE = 80

/** What GitHub's answer to one request tells besides what was asked for. */
export interface Answered {
  /** Null for what the App asks for itself. */
  readonly installation: number | null
  /** GitHub's name of the quota that the request counts against: `core`, `graphql`. */
  readonly resource: string
  /** Null when no answer came. */
  readonly status: number | null
  /** What is left of the quota, of how many, and until when (ms of the epoch); null where the answer doesn't say. */
  readonly quota: { readonly left: number; readonly of: number; readonly until: number } | null
}

export interface Patience {
  /** GitHub's own limit when left out. */
  readonly writesAMinute?: number
  /** How long to wait for an answer, in ms; GitHub itself gives up after 10 seconds. */
  readonly patience?: number
  /** Hears of every answer. */
  readonly told?: (answered: Answered) => void
}

/**
 * Probot's Octokit, that waits a moment where GitHub's rate limits ask for one, and leaves longer waits to the queue.
 * Probot would fail at once, or hold the job for up to an hour, and we would go on asking, if only to show the failure:
 * GitHub takes that amiss. Octokit would let a second pass between any two writes, which everybody who waits for a check
 * would wait for, too.
 */
export function patientOctokit({
  writesAMinute = WRITES_A_MINUTE,
  patience = PATIENCE_MS,
  told = () => {},
}: Patience = {}): typeof ProbotOctokit {
  const mayWrite = aMinute(writesAMinute)
  const write = (id: string): Limiter => ({
    schedule: async (_options, job, ...given) => {
      if (querying.getStore() !== true) await mayWrite(id)
      return job(...given)
    },
  })
  const plugins = [
    readWhole,
    triedAgain,
    queriesReadOnly,
    listening(told),
    conditionalRequests(installationOf),
  ]
  return ProbotOctokit.plugin(...plugins).defaults((given: Given) => ({
    ...given,
    request: { ...given.request, fetch: fetchWithin(patience) },
    retry: { enabled: false },
    throttle: {
      ...given.throttle,
      Bottleneck: SteadyLimiter,
      write: { key: write },
      onRateLimit: waitFor('rate limit'),
      onSecondaryRateLimit: waitFor('secondary rate limit'),
    },
  }))
}

interface Given {
  readonly throttle?: object
  readonly request?: object
}

/**
 * Node's own waits for five minutes, in which the job would keep its place. And Octokit takes an answer that breaks off for
 * an empty one: it gets none before it is whole.
 */
const fetchWithin =
  (ms: number): typeof fetch =>
  async (input, init) => {
    const answer = await fetch(input, { ...init, signal: AbortSignal.timeout(ms) })
    const body = await answer.arrayBuffer()
    const { status, statusText, headers, url } = answer
    // Some statuses may have none.
    const whole = new Response(body.byteLength > 0 ? body : null, { status, statusText, headers })
    return Object.defineProperty(whole, 'url', { value: url })
  }

/**
 * Octokit hands out as text what it can't read as JSON, be it cut off or only very long; whoever looks for a commit's files
 * in there finds none. So it is read here, or fails.
 */
function readWhole({ hook }: Hooking): void {
  hook.after('request', (response) => {
    const isJson = /^application\/json\b/u.test(response.headers['content-type'] ?? '')
    if (isJson && typeof response.data === 'string') response.data = JSON.parse(response.data)
  })
}

/** Whether what is being asked is a GraphQL query: it goes by POST, for which Octokit would count it as a write. */
const querying = new AsyncLocalStorage<boolean>()

function queriesReadOnly({ hook }: Hooking): void {
  hook.wrap('request', (request, options) =>
    querying.run(/^\s*query\b/u.test(String(options.query)), () => request(options)),
  )
}

type Hooking = Pick<InstanceType<typeof ProbotOctokit>, 'hook'>

/** Probot keeps the installations apart by this; null for the App itself. */
function installationOf(options: object): number | null {
  const id = Number((options as { readonly throttle?: { readonly id?: unknown } }).throttle?.id)
  return Number.isSafeInteger(id) && id > 0 ? id : null
}

/** Tells of every answer, good or bad. */
const listening =
  (told: (answered: Answered) => void) =>
  ({ hook }: Hooking, options: object): void => {
    const installation = installationOf(options)
    const tell = (url: string, status: number | null, headers: Headers = {}) =>
      told({ installation, status, ...quotaIn(url, headers) })
    hook.after('request', ({ status, headers }, { url }) => tell(url, status, headers as Headers))
    hook.error('request', (error, { url }) => {
      tell(url, httpStatus(error), (error as Failed).response?.headers)
      throw error
    })
  }

type Headers = Readonly<Record<string, unknown>>

function quotaIn(url: string, headers: Headers): Pick<Answered, 'resource' | 'quota'> {
  const isGraphql = url.endsWith('/graphql')
  const resource = String(headers['x-ratelimit-resource'] ?? (isGraphql ? 'graphql' : 'core'))
  const [left, of, reset] = ['remaining', 'limit', 'reset'].map((name) =>
    Number(headers[`x-ratelimit-${name}`] ?? Number.NaN),
  ) as [number, number, number]
  const isTold = [left, of, reset].every(Number.isFinite)
  return { resource, quota: isTold ? { left, of, until: reset * 1_000 } : null }
}

interface Limited {
  readonly method: string
  readonly url: string
}

interface Logging {
  readonly log: { readonly warn: (message: string) => void }
}

/** Says whether to wait and ask again. */
const waitFor =
  (limit: string) =>
  (seconds: number, { method, url }: Limited, octokit: Logging, waits: number): boolean => {
    const wait = seconds <= MOST_SECONDS && waits < MOST_WAITS
    const then = wait ? `asking again in ${seconds} s` : `giving up (it asks for ${seconds} s)`
    octokit.log.warn(`GitHub's ${limit} at ${method} ${url}: ${then}`)
    return wait
  }

/** For how many milliseconds a failed request tells us not to ask again; 0 when it says no such thing. */
export function waitAfter(error: unknown, now = Date.now()): number {
  const status = httpStatus(error)
  const { response, message, data, until } = error as Failed
  if (until !== undefined) return Math.max(1, until - now)
  // GraphQL says so with status 200.
  const isSaid = data?.errors?.some(({ type }) => type === 'RATE_LIMITED') === true
  if (status !== 403 && status !== 429 && !isSaid) return 0
  const headers = response?.headers ?? {}
  const asked = Number(headers['retry-after'])
  if (asked > 0) return 1_000 * Math.min(asked, LONGEST_SECONDS)
  if (String(headers['x-ratelimit-remaining']) === '0') {
    const reset = Number(headers['x-ratelimit-reset']) * 1_000 + 1_000 - now
    return Math.min(Math.max(reset, 0), 1_000 * LONGEST_SECONDS) || 0
  }
  return status === 429 || isSaid || /secondary rate limit/iu.test(message ?? '')
    ? 1_000 * UNTOLD_SECONDS
    : 0
}

/** Whether REST's quota of this hour is used up, which leaves GraphQL's. */
export function isUsedUp(error: unknown): boolean {
  const headers = (error as Failed).response?.headers ?? {}
  return (
    String(headers['x-ratelimit-remaining']) === '0' &&
    headers['retry-after'] === undefined &&
    headers['x-ratelimit-resource'] !== 'graphql'
  )
}

interface Failed {
  /** What we put off ourselves. */
  readonly until?: number
  readonly message?: string
  readonly data?: { readonly errors?: readonly { readonly type?: string }[] }
  readonly response?: { readonly headers?: Readonly<Record<string, unknown>> }
}
