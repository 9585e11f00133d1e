import { APP_ID } from './world.ts'

/** What the App answered to a webhook, or why there is no answer. */
export interface Answered {
  /** Null when it couldn't be reached. */
  readonly status: number | null
  readonly headers: Readonly<Record<string, string>>
  /** Its text, or what went wrong. */
  readonly body: string
}

/** GitHub gives an App ten seconds to answer, and never repeats a webhook by itself. */
const PATIENCE_MS = 10_000

/** Posts webhooks until it is closed, which also ends those that are under way. */
export function closable(): {
  readonly send: (
    url: string | undefined,
    headers: Readonly<Record<string, string>>,
    body: string,
  ) => Promise<Answered>
  readonly close: () => void
} {
  // One controller for all would gather what every single request leaves at it.
  const underWay = new Set<AbortController>()
  let isClosed = false
  return {
    send: async (url, headers, body) => {
      if (url === undefined || isClosed) return unanswered('no App listens')
      const ending = new AbortController()
      underWay.add(ending)
      const timer = setTimeout(() => ending.abort(new Error(TIMED_OUT)), PATIENCE_MS)
      try {
        const response = await fetch(url, { method: 'POST', headers, body, signal: ending.signal })
        const text = await response.text()
        const { status } = response
        return { status, headers: Object.fromEntries(response.headers), body: text }
      } catch (error) {
        return unanswered(String(error))
      } finally {
        clearTimeout(timer)
        underWay.delete(ending)
      }
    },
    close: () => {
      isClosed = true
      for (const ending of underWay) ending.abort()
    },
  }
}

const unanswered = (body: string): Answered => ({ status: null, headers: {}, body })

const TIMED_OUT = 'timed out'

/** Whether it was the App's slowness that ended it. */
export const hasTimedOut = ({ status, body }: Answered): boolean =>
  status === null && body.endsWith(TIMED_OUT)

/** The headers with which GitHub sends a webhook. */
export const hookHeaders = (
  id: string,
  event: string,
  signature: string,
): Readonly<Record<string, string>> => ({
  'content-type': 'application/json',
  'user-agent': 'GitHub-Hookshot/embedded',
  'x-github-delivery': id,
  'x-github-event': event,
  'x-github-hook-installation-target-id': String(APP_ID),
  'x-github-hook-installation-target-type': 'integration',
  'x-hub-signature-256': signature,
})
