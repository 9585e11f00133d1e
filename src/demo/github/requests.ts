import { type FrontRequest, HANG_UP, type Reply } from './front.ts'
import { jsonOf, jsonReply } from './replies.ts'

/** One request of the App, as it left it. */
export interface RecordedRequest {
  /** Authenticated as the App itself (a JWT, or its secret), as its installation, or as who signed in. */
  readonly by: 'app' | 'installation' | 'user'
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** The JSON body, null without one. */
  readonly body: unknown
  /** Null when the connection was broken off. */
  readonly status: number | null
  readonly ms: number
  readonly at: string
}

/** An answer that the App gets instead of GitHub's. */
export interface Fault {
  /** Any method when left out. */
  readonly method?: string
  /** Held against the path without its query. */
  readonly path: RegExp
  /** `hang up` breaks the connection off. */
  readonly status: number | typeof HANG_UP
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Once when left out; `Infinity` until the faults are cleared. */
  readonly times?: number
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

const BY_SECRET = /^\/(login\/oauth\/access_token|applications\/[^/]+\/token)$/

export const tokenOf = (request: FrontRequest): string =>
  (request.headers.authorization ?? '').replace(/^(bearer|token)\s+/i, '').trim()

export interface RequestLog {
  readonly list: readonly RecordedRequest[]
  readonly record: (
    by: RecordedRequest['by'],
    request: FrontRequest,
    answer: () => Promise<Reply | typeof HANG_UP>,
  ) => Promise<Reply | typeof HANG_UP>
}

/** The App's requests in the order in which they were answered. */
export function requestLog(): RequestLog {
  const list: RecordedRequest[] = []
  return {
    list,
    record: async (by, request, answer) => {
      const at = new Date().toISOString()
      const start = performance.now()
      const reply = await answer()
      list.push({
        by,
        method: request.method,
        path: request.url.pathname,
        query: Object.fromEntries(request.url.searchParams),
        body: jsonOf(request),
        status: reply === HANG_UP ? null : reply.status,
        ms: performance.now() - start,
        at,
      })
      return reply
    },
  }
}

export interface Faults {
  readonly failNext: (fault: Fault) => void
  readonly clear: () => void
  /** The fault that this request runs into, used up by one. */
  readonly take: (request: FrontRequest) => Fault | null
}

/** The faults that were injected, first come, first served. */
export function faults(): Faults {
  const open: { readonly fault: Fault; left: number }[] = []
  return {
    failNext: (fault) => {
      open.push({ fault, left: fault.times ?? 1 })
    },
    clear: () => {
      open.length = 0
    },
    take: (request) => {
      const entry = open.find(({ fault, left }) => left > 0 && concerns(fault, request))
      if (entry === undefined) return null
      entry.left -= 1
      return entry.fault
    },
  }
}

const concerns = (fault: Fault, request: FrontRequest): boolean =>
  (fault.method ?? request.method).toUpperCase() === request.method &&
  // A global or sticky expression keeps its place between calls.
  new RegExp(fault.path.source, fault.path.flags.replace(/[gy]/g, '')).test(request.url.pathname)

export const replyOf = (fault: Fault): Reply | typeof HANG_UP =>
  fault.status === HANG_UP
    ? HANG_UP
    : jsonReply(
        fault.status,
        fault.body ?? { message: `Injected fault: ${fault.status}` },
        fault.headers,
      )
