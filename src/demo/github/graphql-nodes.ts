import { ownerOf } from './git-objects.ts'
import type { Asking, Fields } from './graphql-asking.ts'
import { unresolved } from './graphql-changes.ts'
import { runNode } from './graphql-checks.ts'
import { problem } from './graphql-errors.ts'
import { pullNode } from './graphql-pulls.ts'
import { commentNode } from './graphql-talk.ts'
import type { Node, NodeKind } from './nodes.ts'
import { fieldsOf } from './replies.ts'
import { pullShape } from './shapes.ts'

/** GitHub looks up so many nodes at once. */
const MOST = 100

/** `nodes(ids)`: each that isn't there is null, and an error of its own. */
export function nodesOf(asking: Asking, ids: readonly string[]): readonly Promise<Fields>[] {
  if (ids.length <= MOST) return ids.map((id) => nodeOf(asking, id))
  const message = `You may not provide more than ${MOST} node ids; you provided ${ids.length}.`
  throw problem('ARGUMENT_LIMIT', message)
}

/** `node(id)`. */
export async function nodeOf(asking: Asking, id: string): Promise<Fields> {
  const repository = await asking.repositoryOf(id)
  if (repository !== null) return asking.repositoryNode(repository)
  const node = await asking.find(id)
  if (node === null) throw unresolved(id)
  const kind = KINDS[node.kind]
  if (kind === undefined) throw new Error(`The embedded GitHub doesn’t look up a ${node.kind}`)
  await asking.mayRead(node.repository, ...kind.needs)
  const path = kind.path(node)
  const { client } = asking.means
  const found = await asking.once(path, () =>
    client.ask('GET', path, undefined, ownerOf(node.repository)),
  )
  if (found.status !== 200) throw unresolved(id)
  return kind.show(asking, node.repository, found.body)
}

interface Kind {
  /** One of these permissions. */
  readonly needs: readonly string[]
  readonly path: (node: Node) => string
  readonly show: (asking: Asking, repository: string, body: unknown) => Fields
}

const KINDS: Readonly<Partial<Record<NodeKind, Kind>>> = {
  PullRequest: {
    needs: ['pull_requests'],
    path: ({ repository, number }) => `/repos/${repository}/pulls/${number}`,
    show: (asking, repository, body) => pullNode(asking, repository, pullShape.parse(body)),
  },
  CheckRun: {
    needs: ['checks'],
    path: ({ repository, id }) => `/repos/${repository}/check-runs/${id}`,
    show: (asking, repository, body) =>
      runNode(asking, repository, asking.means.checks.complete(body)),
  },
  IssueComment: {
    needs: ['issues', 'pull_requests'],
    path: ({ repository, id }) => `/repos/${repository}/issues/comments/${id}`,
    show: (asking, _, body) => commentNode(asking, fieldsOf(body)),
  },
}
