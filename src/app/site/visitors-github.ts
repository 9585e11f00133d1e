import { z } from 'zod'
import { type GitHubFailed, gitHubAnswered, notReached } from './github-failed.ts'

/** GitHub as a visitor's own token shows it. */
export interface VisitorsGitHub {
  readonly login: (token: string) => Promise<string>
  /** Whether it shows them this repository. */
  readonly shows: (token: string, owner: string, repo: string) => Promise<boolean>
  readonly installations: (token: string, page: number) => Promise<Listed<{ readonly id: number }>>
  readonly repositories: (
    token: string,
    installation: number,
    page: number,
  ) => Promise<Listed<VisitorsRepository>>
  /** Ends a token, so that a copy of the cookie opens nothing any more. */
  readonly revoke: (token: string) => Promise<void>
}

export interface Listed<Item> {
  readonly items: readonly Item[]
  /** How many there are on all pages. */
  readonly total: number
}

export interface VisitorsRepository {
  readonly owner: string
  readonly repo: string
  readonly isPrivate: boolean
  /** ISO 8601, null before the first push. */
  readonly pushedAt: string | null
}

/** The most that GitHub lists on a page. */
export const PER_PAGE = 100

const MOST_MS = 10_000

/** @param client what the App signs people in with */
export function visitorsGitHub(
  apiUrl: string,
  client: { readonly clientId: string; readonly clientSecret: string },
): VisitorsGitHub {
  const ask = (path: string, token: string) =>
    request(`${apiUrl}${path}`, { headers: { ...HEADERS, authorization: `Bearer ${token}` } })
  const read = async <Shape extends z.ZodType>(path: string, token: string, shape: Shape) => {
    const response = await ask(path, token)
    if (!response.ok) throw await failed(response)
    return shape.parse(await response.json())
  }
  return {
    login: async (token) => (await read('/user', token, userShape)).login,
    shows: async (token, owner, repo) => {
      const response = await ask(`/repos/${owner}/${repo}`, token)
      if (response.ok || (await isHidden(response))) {
        await response.body?.cancel()
        return response.ok
      }
      throw await failed(response)
    },
    installations: async (token, page) => {
      const path = `/user/installations?per_page=${PER_PAGE}&page=${page}`
      const { installations, total_count: total } = await read(path, token, installationsShape)
      return { items: installations, total }
    },
    repositories: async (token, installation, page) => {
      const path = `/user/installations/${installation}/repositories?per_page=${PER_PAGE}&page=${page}`
      const { repositories, total_count: total } = await read(path, token, repositoriesShape)
      return { items: repositories, total }
    },
    revoke: async (token) => {
      const { clientId, clientSecret } = client
      const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
      const response = await request(`${apiUrl}/applications/${clientId}/token`, {
        method: 'DELETE',
        headers: { ...HEADERS, authorization: `Basic ${basic}` },
        body: JSON.stringify({ access_token: token }),
      })
      if (!response.ok) throw await failed(response)
    },
  }
}

const HEADERS = {
  accept: 'application/vnd.github+json',
  'user-agent': 'countersign',
  'x-github-api-version': '2022-11-28',
}

const request = (url: string, init: RequestInit): Promise<Response> =>
  fetch(url, { ...init, signal: AbortSignal.timeout(MOST_MS) }).catch(notReached)

/** 404: not there or not theirs. 403: theirs, but not without their company's own sign-in; a limit is a 403, too. */
async function isHidden(response: Response): Promise<boolean> {
  if (response.status !== 403) return [404, 451].includes(response.status)
  const { headers } = response
  if (headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0') return false
  return !/rate limit/iu.test(await response.clone().text())
}

async function failed(response: Response): Promise<GitHubFailed> {
  await response.body?.cancel()
  return gitHubAnswered(response)
}

const userShape = z.object({ login: z.string() })
const installationsShape = z.object({
  total_count: z.number(),
  installations: z.array(z.object({ id: z.number() })),
})
const repositoryShape = z
  .object({
    name: z.string(),
    owner: z.object({ login: z.string() }),
    private: z.boolean(),
    pushed_at: z.string().nullish(),
  })
  .transform(
    ({ name, owner, ...rest }): VisitorsRepository => ({
      owner: owner.login,
      repo: name,
      isPrivate: rest.private,
      pushedAt: rest.pushed_at ?? null,
    }),
  )
const repositoriesShape = z.object({
  total_count: z.number(),
  repositories: z.array(repositoryShape),
})
