import type { Here } from './git-hub-of-this-file.ts'

export type Variables = Readonly<Record<string, unknown>>

const NAMES = { owner: 'acme', name: 'widgets' } as const

let branches = 0

/** A pull request of casey's, on a branch of its own. */
export async function opened({ repository }: Here) {
  const branch = `topic-${++branches}`
  const files = { [branch]: '1\n' }
  const sha = await repository.commit({ branch, message: 'Work', files, as: 'casey' })
  const number = await repository.openPull({ head: branch, title: branch, as: 'casey' })
  return { number, sha, branch }
}

/** An answer to the App's installation; errors throw. */
export const asked = ({ octokit }: Here, query: string, variables: Variables = {}) =>
  octokit.graphql<{ readonly repository: Variables }>(query, { ...NAMES, ...variables })

/** The answer to somebody, errors and all. */
export async function answered(
  { github }: Here,
  token: string,
  query: string,
  variables: Variables = {},
) {
  const response = await fetch(`${github.url}/graphql`, {
    method: 'POST',
    headers: { authorization: `bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { ...NAMES, ...variables } }),
  })
  return { status: response.status, body: await response.json() }
}

export const userToken = (login: string) => `user-token-${login}-0`

/** A token of the App's installation, with these permissions only when some are named. */
export async function installationToken(
  { github, octokit }: Here,
  permissions?: Readonly<Record<string, string>>,
) {
  const { token } = (await octokit.auth({ type: 'app' })) as { readonly token: string }
  const path = `${github.url}/app/installations/${github.installationId}/access_tokens`
  const response = await fetch(path, {
    method: 'POST',
    headers: { authorization: `bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(permissions === undefined ? {} : { permissions }),
  })
  return ((await response.json()) as { readonly token: string }).token
}

export const CONVERSATION = `query ($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    isPrivate
    pullRequest(number: $number) {
      id
      comments(first: 2, after: $after) {
        nodes {
          id author { __typename login } body createdAt lastEditedAt url viewerDidAuthor
          reactionGroups { content viewerHasReacted }
        }
        pageInfo { hasNextPage endCursor }
      }
      reviews(first: 2) {
        nodes {
          id author { __typename login } body createdAt submittedAt lastEditedAt url
          viewerDidAuthor state reactionGroups { content viewerHasReacted }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`

export interface Said {
  readonly id: string
  readonly body: string
  readonly createdAt: string
  readonly lastEditedAt: string | null
  readonly viewerDidAuthor: boolean
  readonly reactionGroups: readonly {
    readonly content: string
    readonly viewerHasReacted: boolean
  }[]
}

interface Page {
  readonly nodes: readonly Said[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** What the App sees of a conversation, from a cursor on. */
export async function conversation(here: Here, number: number, after: string | null = null) {
  const { repository } = await asked(here, CONVERSATION, { number, after })
  return repository.pullRequest as {
    readonly id: string
    readonly comments: Page
    readonly reviews: Page
  }
}

export const PULL = `query ($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) { id } }
}`
