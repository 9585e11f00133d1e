import { httpStatus } from '../snapshot/http-status.ts'

/**
 * Why there is nothing to look at any more: it is gone, or not for us now. Null for any other failure: that is tried
 * again. Should it come back, reconciling finds it.
 */
export function goneWhy(error: unknown): string | null {
  const status = httpStatus(error)
  const { name, message = '', request } = (error ?? {}) as Failed
  if (status === 403 && SUSPENDED.test(message)) return 'the installation is suspended'
  if (status !== 404) return null
  // What GraphQL doesn't show is called so here (`missing`); any 404 of REST may be only a moment's.
  if (name === 'NotFound') return message
  return TOKENS.test(request?.url ?? '') ? 'the App isn’t installed there any more' : null
}

/** GitHub's words, for a token as for what is asked with one. */
const SUSPENDED = /installation has been suspended/iu
const TOKENS = /\/app\/installations\/\d+\/access_tokens$/u

interface Failed {
  readonly name?: string
  readonly message?: string
  readonly request?: { readonly url?: string }
}
