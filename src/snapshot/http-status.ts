/** The HTTP status of a failed GitHub request, or null for any other error. */
export function httpStatus(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('status' in error)) return null
  return typeof error.status === 'number' ? error.status : null
}

/**
 * Whether GitHub doesn't show something: it isn't there (404), can't be named so (422), or is not for us (403). A rate
 * limit answers 403, too, and passes.
 */
export function isHidden(error: unknown): boolean {
  const status = httpStatus(error)
  if (status !== 403) return status === 404 || status === 422
  const { message, response } = error as {
    readonly message?: string
    readonly response?: { readonly headers?: Readonly<Record<string, unknown>> }
  }
  const headers = response?.headers ?? {}
  const isLimit = 'retry-after' in headers || String(headers['x-ratelimit-remaining']) === '0'
  return !isLimit && !/rate limit/iu.test(message ?? '')
}
