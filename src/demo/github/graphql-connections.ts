import { problem } from './graphql-errors.ts'

export interface PageArguments {
  readonly first?: number | null
  readonly after?: string | null
  readonly last?: number | null
  readonly before?: string | null
}

/** Something in a list; `key` finds its place again. */
export interface Entry {
  readonly key: string
  readonly node: unknown
}

/** GitHub gives out so many at a time. */
const MOST = 100

/** One page of a list, as GraphQL has it. */
export function connection(name: string, all: readonly Entry[], asked: PageArguments) {
  const start = asked.after == null ? 0 : placeOf(all, asked.after) + 1
  const end = asked.before == null ? all.length : placeOf(all, asked.before)
  const [from, to] = ends(name, start, end, asked)
  const edges = all.slice(from, to).map(({ key, node }) => ({ cursor: cursorOf(key), node }))
  return {
    totalCount: all.length,
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: to < all.length,
      hasPreviousPage: from > 0,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}

function ends(
  name: string,
  start: number,
  end: number,
  { first, last }: PageArguments,
): readonly [number, number] {
  const size = first ?? last
  if (size == null) {
    throw problem(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    )
  }
  const bound = first == null ? 'last' : 'first'
  if (size > MOST) {
    throw problem(
      'EXCESSIVE_PAGINATION',
      `Requesting ${size} records on the \`${name}\` connection exceeds the \`${bound}\` limit of ${MOST} records.`,
    )
  }
  return bound === 'first'
    ? [start, Math.min(end, start + size)]
    : [Math.max(start, end - size), end]
}

export const cursorOf = (key: string): string => Buffer.from(`cursor:v2:${key}`).toString('base64')

function placeOf(all: readonly Entry[], cursor: string): number {
  const place = all.findIndex(({ key }) => cursorOf(key) === cursor)
  if (place >= 0) return place
  throw problem('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`)
}
