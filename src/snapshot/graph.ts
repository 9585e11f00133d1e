import type { Octokit } from './asking.ts'

/** A GraphQL error as GitHub words it. */
interface GraphError {
  readonly type?: string
  readonly message?: string
  readonly path?: readonly (string | number)[]
}

/** Values for the variables of a query or mutation. */
export type Variables = Readonly<Record<string, unknown>>

export interface Manner {
  /** How often Octokit asks again after GitHub's own failures; as often as always when left out. */
  readonly retries?: number
  /** A field of the answer below which what isn't for us is the same as what isn't there. */
  readonly hidden?: string
}

/**
 * Asks GitHub by GraphQL, or has it change something. What a query calls `NOT_FOUND` is null in the answer, and for
 * whoever asked to judge; any other error is thrown, as is every error of a change itself.
 * @returns GitHub's `data`, as yet unread
 */
export async function graph(
  octokit: Octokit,
  text: string,
  variables: Variables,
  { retries, hidden }: Manner = {},
): Promise<unknown> {
  try {
    const request = retries === undefined ? {} : { request: { retries } }
    return await octokit.graphql<unknown>(text, { ...variables, ...request })
  } catch (error) {
    const errors = graphErrors(error)
    const { data } = error as { readonly data?: unknown }
    // What is to be changed is named by the answer's own fields; below them, it is read.
    const least = text.startsWith('mutation') ? 2 : 1
    const isBearable = errors.every(
      ({ type, path = [] }) =>
        (type === 'NOT_FOUND' && path.length >= least) ||
        (type === 'FORBIDDEN' && hidden !== undefined && path.includes(hidden)),
    )
    if (errors.length > 0 && isBearable && data) return data
    throw error
  }
}

/** What GraphQL says is wrong; empty for any other failure. */
export function graphErrors(error: unknown): readonly GraphError[] {
  const { errors } = (error ?? {}) as { readonly errors?: unknown }
  return Array.isArray(errors) ? (errors as readonly GraphError[]) : []
}

/** What isn't there, or not for us: in REST's words, so that whoever asks need not care which way. */
export const missing = (what: string): Error =>
  Object.assign(new Error(`GitHub shows no ${what}`), { name: 'NotFound', status: 404 })
