import { ownerOf } from './git-objects.ts'
import type { Asking, Fields } from './graphql-asking.ts'
import { notFound } from './graphql-errors.ts'
import { expressed, objectAt, refNode } from './graphql-git.ts'
import { type PullsArguments, pullNode, pullsOf } from './graphql-pulls.ts'
import { fieldsOf } from './replies.ts'
import { type Pull, pullShape } from './shapes.ts'

/** `repository(owner, name)` with what is in it. */
export async function repositoryNode(asking: Asking, asked: string): Promise<Fields> {
  const shown = await asking.repository(asked)
  if (shown === null) throw notFound(`Repository with the name '${asked}'`)
  const name = String(shown.full_name)
  const main = String(shown.default_branch)
  const { login, type, node_id: ownerId, html_url: ownerUrl } = fieldsOf(shown.owner)
  return {
    __typename: 'Repository',
    id: shown.node_id,
    databaseId: shown.id,
    name: shown.name,
    nameWithOwner: name,
    owner: {
      __typename: type,
      id: ownerId,
      login,
      url: ownerUrl,
      repository: (other: { readonly name: string }) =>
        asking.repositoryNode(`${login}/${other.name}`),
    },
    isPrivate: shown.private,
    isArchived: shown.archived,
    isFork: shown.fork,
    url: shown.html_url,
    defaultBranchRef: () => refNode(asking, name, `refs/heads/${main}`),
    ref: ({ qualifiedName }: { readonly qualifiedName: string }) =>
      refNode(asking, name, qualifiedName),
    object: (args: ObjectArguments) => objectOf(asking, name, main, args),
    pullRequest: async ({ number }: { readonly number: number }) => {
      await asking.mayRead(name, 'pull_requests')
      return pullNode(asking, name, await pullAt(asking, name, number))
    },
    pullRequests: async (args: PullsArguments) => {
      await asking.mayRead(name, 'pull_requests')
      return pullsOf(asking, name, args)
    },
  }
}

interface ObjectArguments {
  readonly oid?: string | null
  readonly expression?: string | null
}

async function objectOf(
  asking: Asking,
  name: string,
  main: string,
  { oid, expression }: ObjectArguments,
) {
  await asking.mayRead(name, 'contents')
  if (oid != null) return objectAt(asking, name, oid)
  if (expression != null) return expressed(asking, name, main, expression)
  throw new Error('The embedded GitHub gives an object by its oid or an expression only')
}

async function pullAt({ means, once }: Asking, name: string, number: number): Promise<Pull> {
  const path = `/repos/${name}/pulls/${number}`
  const found = await once(path, () => means.client.ask('GET', path, undefined, ownerOf(name)))
  if (found.status !== 200) throw notFound(`PullRequest with the number of ${number}`)
  return pullShape.parse(found.body)
}
