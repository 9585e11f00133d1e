import type { Here } from './git-hub-of-this-file.ts'

/** What the App was answered, as it came over the wire; redirects are not followed. */
export interface Asked {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

interface Options {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly signal?: AbortSignal
}

type Credentials = 'app' | { readonly installation: number }

const ACME: Credentials = { installation: 100 }

/** Asks GitHub with the App's own token, or with one of its installations' (that on `acme` by default). */
export async function asked(
  { github, octokit }: Here,
  path: string,
  { body, ...options }: Options = {},
  as: Credentials = ACME,
): Promise<Asked> {
  const { token } = (await octokit.auth(
    as === 'app' ? { type: 'app' } : { type: 'installation', installationId: as.installation },
  )) as { readonly token: string }
  const response = await fetch(`${github.url}${path}`, {
    ...options,
    redirect: 'manual',
    headers: {
      authorization: `bearer ${token}`,
      'content-type': 'application/json',
      ...options.headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? null : JSON.parse(text),
  }
}

/** Asks GraphQL. */
export const queried = (
  here: Here,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Asked> => asked(here, '/graphql', { method: 'POST', body: { query, variables } })

/** The URL of the next page, without GitHub's own address. */
export const nextPage = ({ headers }: Asked): string | null =>
  /<https?:\/\/[^/]+([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1] ?? null
