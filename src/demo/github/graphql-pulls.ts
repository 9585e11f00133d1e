import { z } from 'zod'
import { allPages } from './all-pages.ts'
import { ownerOf } from './git-objects.ts'
import { type Asking, actorOf, type Fields } from './graphql-asking.ts'
import { commitNode } from './graphql-checks.ts'
import { connection, type PageArguments } from './graphql-connections.ts'
import { notFound, problem } from './graphql-errors.ts'
import { commentsOf, reactionGroups, reviewsOf } from './graphql-talk.ts'
import { fieldsOf } from './replies.ts'
import { type Pull, pullShape } from './shapes.ts'

type PullsArguments = PageArguments & {
  readonly states?: readonly string[] | null
  readonly headRefName?: string | null
  readonly baseRefName?: string | null
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' } | null
}

/** `repository(owner, name)` with its pull requests. */
export async function repositoryNode(asking: Asking, owner: string, name: string): Promise<Fields> {
  const fullName = `${owner}/${name}`
  const shown = await asking.repository(fullName)
  if (shown === null) throw notFound(`Repository with the name '${fullName}'`)
  return {
    __typename: 'Repository',
    id: shown.node_id,
    databaseId: shown.id,
    name,
    nameWithOwner: fullName,
    owner: { __typename: 'Organization', login: owner },
    isPrivate: shown.private,
    isArchived: shown.archived,
    url: shown.html_url,
    pullRequest: async ({ number }: { readonly number: number }) => {
      const path = `/repos/${fullName}/pulls/${number}`
      const found = await asking.means.client.ask('GET', path, undefined, ownerOf(fullName))
      if (found.status !== 200) throw notFound(`PullRequest with the number of ${number}`)
      return pullNode(asking, fullName, await asking.means.live.show(pullShape.parse(found.body)))
    },
    pullRequests: (args: PullsArguments) => pullsOf(asking, fullName, args),
  }
}

async function pullsOf(asking: Asking, repository: string, args: PullsArguments) {
  const isOpenOnly = args.states?.every((state) => state === 'OPEN') ?? false
  const path = `/repos/${repository}/pulls?state=${isOpenOnly ? 'open' : 'all'}`
  const listed = z
    .array(pullShape)
    .parse(await allPages(asking.means.client, path, ownerOf(repository)))
  const all = await Promise.all(listed.map(asking.means.live.show))
  const found = all.filter(
    (pull) =>
      (args.states?.includes(stateOf(pull)) ?? true) &&
      (args.headRefName ?? pull.head.ref) === pull.head.ref &&
      (args.baseRefName ?? pull.base.ref) === pull.base.ref,
  )
  const entries = ordered(found, args.orderBy ?? { field: 'CREATED_AT', direction: 'ASC' }).map(
    (pull) => ({ key: `p${pull.number}`, node: pullNode(asking, repository, pull) }),
  )
  return connection('pullRequests', entries, args)
}

function ordered(
  pulls: readonly Pull[],
  { field, direction }: NonNullable<PullsArguments['orderBy']>,
): readonly Pull[] {
  const name = { CREATED_AT: 'created_at', UPDATED_AT: 'updated_at' }[field]
  if (name === undefined) throw new Error(`The embedded GitHub doesn't order by ${field}`)
  const upwards = pulls.toSorted(
    (one, other) =>
      String(one[name]).localeCompare(String(other[name])) || one.number - other.number,
  )
  return direction === 'ASC' ? upwards : upwards.reverse()
}

const stateOf = (pull: Pull): 'OPEN' | 'CLOSED' | 'MERGED' =>
  pull.merged_at ? 'MERGED' : pull.state === 'open' ? 'OPEN' : 'CLOSED'

function pullNode(asking: Asking, repository: string, pull: Pull): Fields {
  const { number, head, base } = pull
  return {
    __typename: 'PullRequest',
    id: pull.node_id,
    databaseId: pull.id,
    number,
    title: pull.title,
    body: pull.body ?? '',
    url: pull.html_url,
    state: stateOf(pull),
    isDraft: pull.draft ?? false,
    isCrossRepository: head.repo?.full_name !== base.repo?.full_name,
    createdAt: pull.created_at,
    updatedAt: pull.updated_at,
    closedAt: pull.closed_at ?? null,
    mergedAt: pull.merged_at ?? null,
    headRefName: head.ref,
    headRefOid: head.sha,
    baseRefName: base.ref,
    baseRefOid: base.sha,
    author: actorOf(pull.user),
    viewerDidAuthor: pull.user?.login === asking.viewer,
    reactionGroups: () => reactionGroups(asking, String(pull.node_id)),
    comments: async (args: PageArguments) =>
      connection('comments', await commentsOf(asking, repository, number), args),
    reviews: async (args: PageArguments) =>
      connection('reviews', await reviewsOf(asking, repository, number), args),
    reviewRequests: (args: PageArguments) => connection('reviewRequests', requestsOf(pull), args),
    commits: (args: PageArguments) => {
      if (args.last !== 1) throw problem('UNPROCESSABLE', 'Only the last commit is served here')
      const node = { commit: commitNode(asking, repository, head.sha) }
      return connection('commits', [{ key: head.sha, node }], args)
    },
  }
}

function requestsOf(pull: Pull) {
  const users = Array.isArray(pull.requested_reviewers) ? pull.requested_reviewers : []
  return users.map((user: unknown) => ({
    key: `u${String(fieldsOf(user).id)}`,
    node: { asCodeOwner: false, requestedReviewer: actorOf(user) },
  }))
}
