/** What has a node id that can be asked for or acted upon. */
export interface Node {
  readonly kind: NodeKind
  readonly repository: string
  /** The or pull request's number, or that of the one it belongs to; a check run has its own id. */
  readonly number: number
  /** As the REST API counts things of this kind. */
  readonly id: number
}

export type NodeKind = 'CheckRun' | 'Issue' | 'IssueComment' | 'PullRequest' | 'PullRequestReview'

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

/** Likewise, of what nobody asks for by its node id. */
export const nodeIdOfSuite = (id: number): string =>
  Buffer.from(`0:CheckSuite${id}`).toString('base64').replace(/=+$/, '')

/** The id that the emulator has for a repository of that node id, whatever its name; null for other ids. */
export function repositoryIdOf(nodeId: string): number | null {
  const number = /^0:Repository(\d+)$/.exec(Buffer.from(nodeId, 'base64').toString())?.[1]
  return number === undefined ? null : Number(number)
}
