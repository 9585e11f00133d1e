import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Queue } from '../../queue/queue.ts'
import type { Octokit } from '../../snapshot/asking.ts'

/** Whether this process can do its work, and if not, what is wrong and what to do. */
export interface Readiness {
  readonly ready: boolean
  readonly queue: string
  readonly github: string
}

export interface Dependencies {
  readonly queue: Pick<Queue<unknown>, 'check'>
  /** The App's own client. */
  readonly app: () => Promise<Octokit>
  readonly log: Logger
}

/** How long an answer of GitHub's is good: whoever watches over us asks every few seconds. */
const KEPT_MS = 30_000
const PATIENCE_MS = 5_000
const FINE = 'ok'
const NO_QUEUE = 'The queue can’t be reached. Is Redis up, and REDIS_URL right? The log says more.'
const NO_GITHUB =
  'GitHub can’t be reached, or refuses the App. See githubstatus.com, then GITHUB_API_URL, APP_ID and PRIVATE_KEY. The log says more.'

/** Tries both without which nothing works. What it says is for everybody to read. */
export function readiness({ queue, app, log }: Dependencies): () => Promise<Readiness> {
  let known = { said: FINE, until: 0 }
  const works = async (what: Promise<unknown>, otherwise: string): Promise<string> => {
    const over = new AbortController()
    try {
      const late = pause(PATIENCE_MS, undefined, { signal: over.signal, ref: false }).then(() => {
        throw new Error(`No answer within ${PATIENCE_MS} ms`)
      })
      await Promise.race([what, late])
      return FINE
    } catch (error) {
      log.warn({ err: error }, 'not ready')
      return otherwise
    } finally {
      over.abort()
    }
  }
  const ask = async () => (await app()).rest.apps.getAuthenticated({ request: { retries: 0 } })
  const github = async (): Promise<string> => {
    if (performance.now() >= known.until) {
      known = { said: await works(ask(), NO_GITHUB), until: performance.now() + KEPT_MS }
    }
    return known.said
  }
  return async () => {
    const [queued, asked] = await Promise.all([works(queue.check(), NO_QUEUE), github()])
    return { ready: queued === FINE && asked === FINE, queue: queued, github: asked }
  }
}
