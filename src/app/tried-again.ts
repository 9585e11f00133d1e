import { setTimeout as pause } from 'node:timers/promises'
import type { ProbotOctokit } from 'probot'
import { graphErrors } from '../snapshot/graph.ts'
import { httpStatus } from '../snapshot/http-status.ts'

/** How often a request is made again that GitHub, or the way there, failed at; after 1, 4 and 9 seconds. */
const MOST_RETRIES = 3

/** What these say once they say again; what asks for a pause gets one elsewhere. */
const FINAL = [400, 401, 403, 404, 410, 422, 429, 451]

/** With a 200, GraphQL says so of a failure of its own. */
const BROKEN = /^Something went wrong while executing your query/u

/**
 * Octokit's plugin: makes a request again that failed for no reason of ours, `request.retries` times at most. Octokit's
 * own one goes by the clock, and would wait for as long as that is set back.
 */
export function triedAgain({ hook }: Pick<InstanceType<typeof ProbotOctokit>, 'hook'>): void {
  hook.wrap('request', async (request, options) => {
    const most = (options.request.retries as number | undefined) ?? MOST_RETRIES
    for (let tries = 0; ; tries++) {
      try {
        const answer = await request(options)
        if (tries >= most || !isBroken(answer.data)) return answer
      } catch (error) {
        const status = httpStatus(error)
        // 304 is no failure: it hasn't changed.
        const isFinal = status === null || status < 400 || FINAL.includes(status)
        if (tries >= most || isFinal) throw error
      }
      await pause(1_000 * (tries + 1) ** 2)
    }
  })
}

const isBroken = (data: unknown): boolean => BROKEN.test(graphErrors(data)[0]?.message ?? '')
