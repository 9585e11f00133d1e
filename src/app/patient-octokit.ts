import { ProbotOctokit } from 'probot'

/** What is asked for longer than that fails, and is the queue's to try again. */
const MOST_SECONDS = 120
const MOST_WAITS = 3

/**
 * Probot's Octokit, that waits where GitHub's secondary rate limit says how long. Probot would fail at once, and
 * we would go on asking, if only to show the failure: GitHub takes that amiss.
 */
export const PatientOctokit: typeof ProbotOctokit = ProbotOctokit.defaults((given: Given) => ({
  ...given,
  throttle: { ...given.throttle, onSecondaryRateLimit },
}))

interface Given {
  readonly throttle?: object
}

interface Limited {
  readonly method: string
  readonly url: string
}

/** @returns whether to wait and ask again */
function onSecondaryRateLimit(
  seconds: number,
  { method, url }: Limited,
  octokit: { readonly log: { readonly warn: (message: string) => void } },
  waits: number,
): boolean {
  const wait = seconds <= MOST_SECONDS && waits < MOST_WAITS
  const then = wait ? `asking again in ${seconds} s` : `giving up (it asks for ${seconds} s)`
  octokit.log.warn(`GitHub's secondary rate limit at ${method} ${url}: ${then}`)
  return wait
}
