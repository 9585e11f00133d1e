import type { Node } from '../snapshot/commits-between.ts'

/**
 * Answers "was `earlier` there before `later`?" within the commits of one pull request, parents first.
 * A commit is before itself. A row of bits for each commit: thousands of commits stay small.
 */
export function ancestry(commits: readonly Node[]): (earlier: string, later: string) => boolean {
  const places = new Map(commits.map(({ sha }, place) => [sha, place]))
  const width = Math.ceil(commits.length / 32)
  const rows = commits.map(() => new Uint32Array(width))
  for (const [place, { parents }] of commits.entries()) {
    const row = rows[place]
    if (row === undefined) continue
    mark(row, place)
    for (const parent of parents) {
      const above = rows[places.get(parent) ?? -1]
      if (above !== undefined)
        for (const [at, bits] of above.entries()) row[at] = (row[at] ?? 0) | bits
    }
  }
  return (earlier, later) => {
    if (earlier === later) return true
    const [first, last] = [places.get(earlier), places.get(later)]
    if (first === undefined || last === undefined) return false
    return ((rows[last]?.[first >> 5] ?? 0) & (1 << (first & 31))) !== 0
  }
}

const mark = (row: Uint32Array, place: number): void => {
  row[place >> 5] = (row[place >> 5] ?? 0) | (1 << (place & 31))
}
