/** What has a node id that can be asked for or acted upon. */
export interface Node {
  readonly kind: NodeKind
  readonly repository: string
  /** The or pull request's number, or that of the one it belongs to. */
  readonly number: number
  /** As the REST API counts things of this kind. */
  readonly id: number
}

export type NodeKind = 'Issue' | 'IssueComment' | 'PullRequest' | 'PullRequestReview'

/** Finds things again by the node ids under which they were shown. */
export interface Nodes {
  readonly put: (nodeId: unknown, node: Node) => void
  readonly get: (nodeId: string) => Node | undefined
}

export function nodes(): Nodes {
  const known = new Map<string, Node>()
  return {
    put: (nodeId, node) => {
      if (typeof nodeId === 'string') known.set(nodeId, node)
    },
    get: (nodeId) => known.get(nodeId),
  }
}

/** The emulator's own node ids: unique, and the same in REST answers and webhooks. */
export const nodeIdOf = (kind: NodeKind, id: number): string =>
  Buffer.from(`0:${kind}${id}`).toString('base64').replace(/=+$/, '')

/** Likewise, of things that nobody asks for by their node id. */
export const nodeIdOfCheck = (kind: 'CheckSuite' | 'CheckRun', id: number): string =>
  Buffer.from(`0:${kind}${id}`).toString('base64').replace(/=+$/, '')
