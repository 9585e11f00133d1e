import { graphErrors } from '../snapshot/graph.ts'
import type { CheckRun } from './check-run.ts'
import { codeSpan, escapeMarkdown } from './escape.ts'
import { withoutSecrets } from './without-secrets.ts'

/** A failure of ours, as a check run: red, with the request that failed and its id, so that it can be looked up. */
export function failureRun(error: unknown): CheckRun {
  const request = failedRequest(error)
  return {
    conclusion: 'failed',
    title: 'Countersign could not assess this pull request',
    summary: [
      'This says nothing about the pull request: Countersign itself failed, and what it can’t verify it does not call green.',
      '',
      request === null
        ? `It failed with: ${escapeMarkdown(withoutSecrets(messageOf(error)))}`
        : `GitHub answered ${request.status} to ${codeSpan(`${request.method} ${request.path}`, 200)}${request.operation === null ? '' : ` (${codeSpan(request.operation, 60)})`}${request.id === null ? '' : `, request id ${codeSpan(request.id)}`}${request.said === null ? '.' : `: ${escapeMarkdown(withoutSecrets(request.said), 300)}`}`,
      '',
      'It is tried again by itself. If this stays, use “Re-run”, and tell the operator of this App what stands above.',
    ].join('\n'),
    annotations: [],
  }
}

interface FailedRequest {
  readonly status: number
  readonly method: string
  readonly path: string
  /** `query Pull`: all of GraphQL has one path. */
  readonly operation: string | null
  readonly id: string | null
  /** What GraphQL, which answers 200 to everything, calls wrong. */
  readonly said: string | null
}

/** The request behind Octokit's error, without query, headers or host. Null for any other error. */
export function failedRequest(error: unknown): FailedRequest | null {
  if (!isRecord(error) || !isRecord(error.request)) return null
  const errors = graphErrors(error)
  const isAnswered = errors.length > 0
  const status = isAnswered ? 200 : error.status
  const { method, url } = isAnswered ? GRAPHQL : error.request
  if (typeof status !== 'number' || typeof method !== 'string' || typeof url !== 'string') {
    return null
  }
  const path = URL.canParse(url) ? new URL(url).pathname : url
  const headers = isRecord(error.response) ? (error.response.headers ?? error.headers) : null
  const id = isRecord(headers) ? headers['x-github-request-id'] : null
  return {
    status,
    method,
    path,
    operation: operationIn(error.request),
    id: typeof id === 'string' ? id : null,
    said: isAnswered ? errors.map(({ message }) => message ?? '?').join(' ') : null,
  }
}

/** Octokit's error about a GraphQL answer tells neither. */
const GRAPHQL = { method: 'POST', url: '/graphql' }

/** GraphQL's text, which Octokit keeps here or there; never what it asks about. */
function operationIn({ query, body }: Readonly<Record<string, unknown>>): string | null {
  const text = [query, isRecord(body) ? body.query : body].find((one) => typeof one === 'string')
  return /^\W*(?:query"\s*:\s*")?((?:query|mutation) \w+)/u.exec(String(text))?.[1] ?? null
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)
