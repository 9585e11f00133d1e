import { AsyncLocalStorage } from 'node:async_hooks'
import Bottleneck from 'bottleneck'
import { ProbotOctokit } from 'probot'
import { httpStatus } from '../snapshot/http-status.ts'

/** What is asked for longer than that fails, and is the queue's to try again. */
const MOST_SECONDS = 120
const MOST_WAITS = 3
/** No limit of GitHub's lasts longer than an hour. */
const LONGEST_SECONDS = 3_600
/** What GitHub recommends where its secondary rate limit doesn't say how long. */
const UNTOLD_SECONDS = 60

/** GitHub takes so many writes a minute from each installation ("Rate limits for the REST API"). */
const WRITES_A_MINUTE = 80

/**
 * Probot's Octokit, that waits where GitHub's rate limits say how long. Probot would fail at once, or hold the
 * job for up to an hour, and we would go on asking, if only to show the failure: GitHub takes that amiss. Octokit would
 * let a second pass between any two writes, which everybody who waits for a check would wait for, too.
 */
export function patientOctokit(writesAMinute = WRITES_A_MINUTE): typeof ProbotOctokit {
  const writes = new Bottleneck.Group({
    maxConcurrent: 1,
    reservoir: writesAMinute,
    reservoirRefreshAmount: writesAMinute,
    reservoirRefreshInterval: 60_000,
  })
  const write = (id: string) => ({
    schedule: (options: object, job: () => Promise<void>) =>
      querying.getStore() === true ? job() : writes.key(id).schedule(options, job),
  })
  return ProbotOctokit.plugin(queriesReadOnly).defaults((given: Given) => ({
    ...given,
    throttle: {
      ...given.throttle,
      write: { key: write },
      onRateLimit: patience('rate limit'),
      onSecondaryRateLimit: patience('secondary rate limit'),
    },
  }))
}

interface Given {
  readonly throttle?: object
}

/** Whether what is being asked is a GraphQL query: it goes by POST, for which Octokit would count it as a write. */
const querying = new AsyncLocalStorage<boolean>()

function queriesReadOnly({ hook }: Hooking): void {
  hook.wrap('request', (request, options) =>
    querying.run(/^\s*query\b/u.test(String(options.query)), () => request(options)),
  )
}

type Hooking = Pick<InstanceType<typeof ProbotOctokit>, 'hook'>

interface Limited {
  readonly method: string
  readonly url: string
}

interface Logging {
  readonly log: { readonly warn: (message: string) => void }
}

/** Says whether to wait and ask again. */
const patience =
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
  const { response, message, data } = error as Failed
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

interface Failed {
  readonly message?: string
  readonly data?: { readonly errors?: readonly { readonly type?: string }[] }
  readonly response?: { readonly headers?: Readonly<Record<string, unknown>> }
}
