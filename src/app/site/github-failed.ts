/** GitHub gave no answer that we can go on with. */
export interface GitHubFailed extends Error {
  readonly status: number
}

/** It answered something else than was asked for. */
export const gitHubAnswered = ({ status, url }: Response): GitHubFailed =>
  failed(`GitHub answered ${status} to ${URL.canParse(url) ? new URL(url).pathname : 'us'}`, status)

/** It could not be reached, or not in time. */
export const notReached = (cause: unknown): never => {
  throw failed('GitHub could not be reached', 503, cause)
}

const failed = (message: string, status: number, cause?: unknown): GitHubFailed =>
  Object.assign(new Error(message, { cause }), { status })
