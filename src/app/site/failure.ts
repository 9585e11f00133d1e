import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Logger } from 'pino'
import { httpStatus } from '../../snapshot/http-status.ts'

export interface Failure {
  /** Stands in the log and on the page, so that one leads to the other. */
  readonly id: string
  /** `github`: it doesn't answer. `busy`: too much was asked for at once. Both pass by themselves. */
  readonly whose: 'github' | 'busy' | 'ours'
}

/** Writes what failed into the log. Nothing of it goes into an answer but the id. */
export function failureOf(error: unknown, c: Context, log: Logger): Failure {
  const id = randomBytes(4).toString('hex')
  // Never the query: a badge's token stands there, and GitHub's code.
  log.error({ err: error, failure: id, path: c.req.path }, 'could not show it')
  return { id, whose: whoseIs(error) }
}

export const tooSlow = (): HTTPException =>
  new HTTPException(503, { message: 'It was not ready in time' })

function whoseIs(error: unknown): Failure['whose'] {
  const name = error instanceof Error ? error.name : ''
  if (name === 'TooBusy' || error instanceof HTTPException) return 'busy'
  const isGitHubs = httpStatus(error) !== null || NAMES_OF_GITHUBS.has(name)
  return isGitHubs ? 'github' : 'ours'
}

/** What GitHub answers in GraphQL's way, or not in time. */
const NAMES_OF_GITHUBS = new Set(['GraphqlResponseError', 'TimeoutError'])
