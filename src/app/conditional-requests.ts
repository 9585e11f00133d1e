import { LRUCache } from 'lru-cache'
import type { ProbotOctokit } from 'probot'
import { httpStatus } from '../snapshot/http-status.ts'

type Asking = Pick<InstanceType<typeof ProbotOctokit>, 'hook' | 'request'>

interface Answer {
  readonly status: number
  readonly url: string
  readonly headers: Readonly<Record<string, unknown>>
  readonly data: unknown
}

const MOST_ANSWERS = 2_000
const MOST_CHARACTERS = 20_000_000

/**
 * Asks GitHub for what has changed only: an answer that is still the same comes without a body, and counts against no
 * quota ("Best practices for using the REST API", conditional requests).
 * @param installationOf who asks, by Octokit's options: others may see other things
 */
export function conditionalRequests(installationOf: (options: object) => number | null) {
  const answers = new LRUCache<string, Answer>({
    max: MOST_ANSWERS,
    maxSize: MOST_CHARACTERS,
    sizeCalculation: ({ data }) => JSON.stringify(data ?? null).length + 1,
  })
  return (octokit: Asking, options: object): void => {
    const installation = installationOf(options)
    octokit.hook.wrap('request', async (request, asked) => {
      const { method, url, headers } = octokit.request.endpoint(asked)
      if (installation === null || method !== 'GET' || BY_CONTENT.test(url)) return request(asked)
      const key = `${installation} ${headers.accept} ${url}`
      const known = answers.get(key)
      const etag = known?.headers.etag
      if (typeof etag === 'string') asked.headers['if-none-match'] = etag
      try {
        const answer = await request(asked)
        if (typeof answer.headers.etag === 'string') answers.set(key, answer as Answer)
        return answer
      } catch (error) {
        if (httpStatus(error) !== 304 || known === undefined) throw error
        return known as Awaited<ReturnType<typeof request>>
      }
    })
  }
}

/** What is named by a hash never changes, and is remembered elsewhere. */
const BY_CONTENT = /\/[0-9a-f]{40}(?:[/?]|$)/u
