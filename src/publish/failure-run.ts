import type { CheckRun } from './check-run.ts'
import { codeSpan, escapeMarkdown } from './escape.ts'
import { withoutSecrets } from './without-secrets.ts'

/** A failure of ours, as a check run: red, with the request that failed and its id, so that it can be looked up. */
export function failureRun(error: unknown): CheckRun {
  const request = failedRequest(error)
  return {
    conclusion: 'failure',
    title: 'Countersign could not assess this pull request',
    summary: [
      'This says nothing about the pull request: Countersign itself failed, and what it can’t verify it does not call green.',
      '',
      request === null
        ? `It failed with: ${escapeMarkdown(withoutSecrets(messageOf(error)))}`
        : `GitHub answered ${request.status} to ${codeSpan(`${request.method} ${request.path}`, 200)}${request.id === null ? '' : `, request id ${codeSpan(request.id)}`}.`,
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
  readonly id: string | null
}

/** The request behind Octokit's error, without query, headers or host. Null for any other error. */
export function failedRequest(error: unknown): FailedRequest | null {
  if (!isRecord(error) || typeof error.status !== 'number' || !isRecord(error.request)) return null
  const { method, url } = error.request
  if (typeof method !== 'string' || typeof url !== 'string' || !URL.canParse(url)) return null
  const headers = isRecord(error.response) ? error.response.headers : null
  const id = isRecord(headers) ? headers['x-github-request-id'] : null
  return {
    status: error.status,
    method,
    path: new URL(url).pathname,
    id: typeof id === 'string' ? id : null,
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)
