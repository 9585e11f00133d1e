import { z } from 'zod'
import { allPages } from './all-pages.ts'
import { ownerOf } from './git-objects.ts'
import { type Asking, actorOf, type Fields } from './graphql-asking.ts'
import { connection, type PageArguments } from './graphql-connections.ts'
import { commitNode, refNode } from './graphql-git.ts'
import { pullCommits } from './graphql-pull-commits.ts'
import { commentsOf, reactionGroups, reviewsOf } from './graphql-talk.ts'
import { type TimelineArguments, timelineOf } from './graphql-timeline.ts'
import { fieldsOf } from './replies.ts'
import { type Pull, pullShape } from './shapes.ts'

export type PullsArguments = PageArguments & {
  readonly states?: readonly string[] | null
  readonly headRefName?: string | null
  readonly baseRefName?: string | null
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' } | null
}

/** The pull requests of a repository. */
export async function pullsOf(asking: Asking, repository: string, args: PullsArguments) {
  const isOpenOnly = args.states?.every((state) => state === 'OPEN') ?? false
  const path = `/repos/${repository}/pulls?state=${isOpenOnly ? 'open' : 'all'}`
  const { client, live } = asking.means
  const listed = await asking.once(path, () => allPages(client, path, ownerOf(repository)))
  const found = z
    .array(pullShape)
    .parse(listed)
    .map(live.known)
    .filter(
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

/** A pull request of the emulator's; where its head is by now is looked up when it is wanted. */
export function pullNode(asking: Asking, repository: string, listed: Pull): Fields {
  const { live } = asking.means
  const pull = live.known(listed)
  const { number, head, base } = pull
  const thing = `${repository}#${number}`
  const headOid = () =>
    asking.once(`head of ${thing}`, async () => (await live.show(listed)).head.sha)
  return {
    __typename: 'PullRequest',
    id: pull.node_id,
    databaseId: pull.id,
    number,
    title: pull.title,
    body: pull.body ?? '',
    url: pull.html_url,
    state: stateOf(pull),
    closed: stateOf(pull) !== 'OPEN',
    merged: stateOf(pull) === 'MERGED',
    isDraft: pull.draft ?? false,
    isCrossRepository: head.repo?.full_name !== base.repo?.full_name,
    createdAt: pull.created_at,
    updatedAt: pull.updated_at,
    closedAt: pull.closed_at ?? null,
    mergedAt: pull.merged_at ?? null,
    mergeCommit: () => mergeCommit(asking, repository, pull),
    repository: () => asking.repositoryNode(repository),
    baseRepository: () => asking.repositoryNode(repository),
    headRepository: () => headRepository(asking, pull),
    headRefName: head.ref,
    headRefOid: headOid,
    headRef: () => (head.repo === null ? null : refNode(asking, head.repo.full_name, refOf(head))),
    baseRefName: base.ref,
    baseRefOid: base.sha,
    baseRef: () => refNode(asking, repository, refOf(base)),
    author: actorOf(pull.user),
    viewerDidAuthor: pull.user?.login === asking.viewer,
    reactionGroups: () => reactionGroups(asking, String(pull.node_id)),
    comments: async (args: PageArguments) => {
      const all = () => commentsOf(asking, repository, number)
      return connection('comments', await asking.once(`comments of ${thing}`, all), args)
    },
    reviews: async (args: PageArguments) => {
      const all = () => reviewsOf(asking, repository, number)
      return connection('reviews', await asking.once(`reviews of ${thing}`, all), args)
    },
    reviewRequests: (args: PageArguments) => connection('reviewRequests', requestsOf(pull), args),
    commits: async (args: PageArguments) =>
      pullCommits(asking, { repository, base: base.sha, head: await headOid() }, args),
    timelineItems: (args: TimelineArguments) => timelineOf(asking, repository, pull, args),
  }
}

const refOf = ({ ref }: Pull['head']): string => `refs/heads/${ref}`

const mergeCommit = (asking: Asking, repository: string, pull: Pull): Fields | null =>
  stateOf(pull) === 'MERGED' && typeof pull.merge_commit_sha === 'string'
    ? commitNode(asking, repository, pull.merge_commit_sha)
    : null

/** Of a fork that the viewer may not see, GitHub shows nothing either. */
async function headRepository(asking: Asking, { head }: Pull): Promise<Fields | null> {
  if (head.repo === null || (await asking.repository(head.repo.full_name)) === null) return null
  return asking.repositoryNode(head.repo.full_name)
}

function requestsOf(pull: Pull) {
  const users = Array.isArray(pull.requested_reviewers) ? pull.requested_reviewers : []
  return users.map((user: unknown) => ({
    key: `u${String(fieldsOf(user).id)}`,
    node: { asCodeOwner: false, requestedReviewer: actorOf(user) },
  }))
}
