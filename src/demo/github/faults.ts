import { type FrontRequest, HANG_UP, type Reply } from './front.ts'
import { jsonReply } from './replies.ts'
import { operationOf } from './requests.ts'

/** What happens to a request of the App instead of, or to, GitHub's answer. */
export interface Fault {
  /** Any method when left out. */
  readonly method?: string
  /** Held against the path without its query; any path when left out. */
  readonly path?: RegExp
  /** Held against `query Pull` or `mutation Say`; concerns no request of the REST API. */
  readonly operation?: RegExp
  /**
   * `hang up` breaks the connection off, `hang` leaves it without an answer until one side closes it. GitHub's own
   * answer when left out, which makes sense with a `delay`.
   */
  readonly status?: number | typeof HANG_UP | typeof HANG
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** The request is carried out first, and only then the fault happens. */
  readonly after?: boolean
  /** Milliseconds until the answer comes, GitHub's or the fault's. */
  readonly delay?: number
  /** Once when left out; `Infinity` until the faults are cleared. */
  readonly times?: number
  /** Told when a request runs into it: after it was carried out, if it is, and before any delay. */
  readonly met?: () => void
}

/** Never answers. */
export const HANG = 'hang'

export interface Faults {
  readonly failNext: (fault: Fault) => void
  readonly clear: () => void
  /** What the App gets: GitHub's answer, or that of the fault into which this request runs. */
  readonly meet: (request: FrontRequest, answer: () => Promise<Reply>) => Promise<Outcome>
}

type Outcome = Reply | typeof HANG_UP

/** The faults that were injected, first come, first served. */
export function faults(): Faults {
  const open: { readonly fault: Fault; left: number }[] = []
  const take = (request: FrontRequest): Fault | null => {
    const index = open.findIndex(({ fault }) => concerns(fault, request))
    const entry = open[index]
    if (entry === undefined) return null
    entry.left -= 1
    if (entry.left <= 0) open.splice(index, 1)
    return entry.fault
  }
  return {
    failNext: (fault) => {
      open.push({ fault, left: fault.times ?? 1 })
    },
    clear: () => {
      open.length = 0
    },
    meet: async (request, answer) => {
      const fault = take(request)
      if (fault === null) return answer()
      const isCarriedOut = fault.after === true || fault.status === undefined
      const own = isCarriedOut ? await answer() : null
      fault.met?.()
      if (fault.delay !== undefined) await pauseOrGone(request, fault.delay)
      return fault.status === undefined && own !== null ? own : outcomeOf(fault, request)
    },
  }
}

const concerns = (fault: Fault, request: FrontRequest): boolean =>
  (fault.method ?? request.method).toUpperCase() === request.method &&
  (fault.path === undefined || fits(fault.path, request.url.pathname)) &&
  (fault.operation === undefined || fits(fault.operation, operationOf(request)))

// A global or sticky expression keeps its place between calls.
const fits = (pattern: RegExp, text: string | null): boolean =>
  text !== null && new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')).test(text)

async function outcomeOf(fault: Fault, { gone }: FrontRequest): Promise<Outcome> {
  if (fault.status === HANG) await gone
  if (fault.status === HANG || fault.status === HANG_UP || fault.status === undefined) {
    return HANG_UP
  }
  const body = fault.body ?? { message: `Injected fault: ${fault.status}` }
  return jsonReply(fault.status, body, fault.headers)
}

/** Nobody waits for an answer whose connection has ended. */
async function pauseOrGone({ gone }: FrontRequest, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([passed, gone])
  clearTimeout(timer)
}
