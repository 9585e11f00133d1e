import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Logger } from 'pino'
import { httpStatus } from '../../snapshot/http-status.ts'

export interface Failure {
  /** Stands in the log and on the page, so that one leads to the other. */
  readonly id: string
  /** Whether it is GitHub that doesn't answer, so that it may pass by itself. */
  readonly isGitHubs: boolean
}

/** Writes what failed into the log. Nothing of it goes into an answer but the id. */
export function failureOf(error: unknown, c: Context, log: Logger): Failure {
  const id = randomBytes(4).toString('hex')
  // Never the query: a badge's token stands there, and GitHub's code.
  log.error({ err: error, failure: id, path: c.req.path }, 'could not show it')
  return { id, isGitHubs: isGitHubs(error) }
}

export const tooSlow = (): HTTPException =>
  new HTTPException(503, { message: 'It was not ready in time' })

/** What GitHub answered with a status, or in GraphQL's way, or not in time. */
const isGitHubs = (error: unknown): boolean =>
  httpStatus(error) !== null ||
  (error instanceof Error && ['GraphqlResponseError', 'TimeoutError'].includes(error.name))
