import type { Asking } from './graphql-asking.ts'
import { connection, type Entry, type PageArguments } from './graphql-connections.ts'
import { commitNode } from './graphql-git.ts'

/** GitHub documents for REST that it lists so many commits of a pull request; here GraphQL has no more, the newest. */
const MOST_COMMITS = 250

interface Range {
  readonly repository: string
  readonly base: string
  readonly head: string
}

/** `commits` of a pull request, oldest first. */
export async function pullCommits(asking: Asking, range: Range, args: PageArguments) {
  const all = () =>
    asking.once(`commits of ${range.base}...${range.head}`, () => listed(asking, range))
  const isLastOnly = args.last === 1 && args.first == null && !args.before && !args.after
  if (!isLastOnly) return connection('commits', await all(), args)
  // The last is the head, which is known: the others are counted when somebody wants to know.
  const { nodes, edges } = connection('commits', [entryOf(asking, range, range.head)], args)
  return {
    nodes,
    edges,
    totalCount: async () => (await all()).length,
    pageInfo: async () => connection('commits', await all(), args).pageInfo,
  }
}

async function listed(asking: Asking, range: Range): Promise<readonly Entry[]> {
  const shas = await asking.objects.between(range.repository, range.base, range.head)
  return (shas ?? []).slice(-MOST_COMMITS).map((sha) => entryOf(asking, range, sha))
}

const entryOf = (asking: Asking, { repository }: Range, sha: string): Entry => ({
  key: sha,
  node: { __typename: 'PullRequestCommit', commit: commitNode(asking, repository, sha) },
})
