/** A file that is gone or new, with what it held. */
export interface Moved {
  readonly path: string
  readonly sha: string
  readonly content: Buffer
}

/** GitHub calls it a rename from half of the content on. */
const LEAST_SIMILARITY = 0.5

/**
 * New path → the removed file that it was before: equal ones first, then the most similar.
 * Git has the same order and the same measure: how many of the larger file's bytes are in lines of both.
 */
export function renamesOf(
  removed: readonly Moved[],
  added: readonly Moved[],
): ReadonlyMap<string, Moved> {
  const piecesOf = remembered(pieces)
  const pairs = added
    .flatMap((to) => removed.map((from) => ({ from, to, score: similarity(from, to, piecesOf) })))
    .filter(({ score }) => score >= LEAST_SIMILARITY)
    .sort((one, other) => other.score - one.score || sameName(other) - sameName(one))
  const found = new Map<string, Moved>()
  const taken = new Set<string>()
  for (const { from, to } of pairs) {
    if (taken.has(from.path) || found.has(to.path)) continue
    taken.add(from.path)
    found.set(to.path, from)
  }
  return found
}

interface Pair {
  readonly from: Moved
  readonly to: Moved
}

const sameName = ({ from, to }: Pair): number => (nameOf(from) === nameOf(to) ? 1 : 0)

const nameOf = ({ path }: Moved): string => path.slice(path.lastIndexOf('/') + 1)

/** From 0 to 1; 1 only when they are equal. */
function similarity(from: Moved, to: Moved, piecesOf: typeof pieces): number {
  if (from.sha === to.sha) return 1
  const largest = Math.max(from.content.byteLength, to.content.byteLength)
  const smallest = Math.min(from.content.byteLength, to.content.byteLength)
  if (smallest < largest * LEAST_SIMILARITY) return 0
  const there = piecesOf(to.content)
  let common = 0
  for (const [piece, bytes] of piecesOf(from.content)) {
    common += Math.min(bytes, there.get(piece) ?? 0)
  }
  return Math.min(common / largest, 0.999)
}

const PIECE = 64

/** How many bytes lie in each line, or in each 64 bytes of a longer one. */
function pieces(content: Buffer): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (let start = 0; start < content.byteLength; ) {
    const newline = content.indexOf(10, start)
    const line = newline === -1 ? content.byteLength : newline + 1
    const end = Math.min(line, start + PIECE)
    const piece = content.toString('latin1', start, end)
    found.set(piece, (found.get(piece) ?? 0) + end - start)
    start = end
  }
  return found
}

function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return (key) => {
    const value = known.get(key) ?? make(key)
    known.set(key, value)
    return value
  }
}
