import { parentsFirst } from '../snapshot/commits-between.ts'
import type { Commit, Elsewhere } from '../snapshot/snapshot.ts'
import { ancestry } from './ancestry.ts'
import type { Carried } from './carried.ts'

/** Whether a commit, of the pull request or of its base, was there before one of the pull request. */
export type WasBefore = (earlier: Commit | string, later: string) => boolean

/** What came before what. */
export interface Order {
  readonly wasBefore: WasBefore
  /** Whether one commit stands on the other, or is it: what git itself says. */
  readonly within: (earlier: string, later: string) => boolean
}

/**
 * Tells which commit was there first, by what each stands on, never by dates: anybody can set those.
 * A commit that was force-pushed away came before everything that its own history didn't have.
 */
export function order(
  commits: readonly Commit[],
  dropped: readonly Commit[],
  elsewhere: readonly Elsewhere[],
  carried: (gone: Commit) => Carried | null,
): Order {
  const known = new Map([...dropped, ...commits].map((commit) => [commit.sha, commit]))
  const present = new Set(commits.map(({ sha }) => sha))
  const within = ancestry(allParentsFirst(known))
  const standsOn = boundaries(known)
  const inHistories = new Map(
    elsewhere.flatMap(({ commit, within: places }) =>
      commit === null ? [] : [[commit.sha, places] as const],
    ),
  )
  /** What a commit of today was called before the branch was rewritten. */
  const formerly = new Map<string, string[]>()
  /** The same, of those that change the same as before. */
  const unchanged = new Map<string, string[]>()
  const put = (names: Map<string, string[]>, sha: string, former: string) =>
    names.set(sha, [...(names.get(sha) ?? []), former])
  for (const gone of dropped) {
    const now = carried(gone)
    if (now !== null) put(formerly, now.commit.sha, gone.sha)
    if (now?.how === 'patch') put(unchanged, now.commit.sha, gone.sha)
  }
  /** Whoever puts two commits in another order doesn't change which of them was there first. */
  const wasReordered = (earlier: string, later: string): boolean => {
    const names = [earlier, ...(unchanged.get(earlier) ?? [])]
    return (unchanged.get(later) ?? []).some((one) => names.some((name) => within(name, one)))
  }
  const wasThere = (earlier: string, later: string): boolean => {
    const isGone = [!present.has(earlier), !present.has(later)]
    if (within(earlier, later)) return true
    if (isGone[0] === isGone[1]) return !isGone[0] && wasReordered(earlier, later)
    // Of one that is gone and one that is there, the first one had the other in its history by a former name, or not.
    return isGone[1]
      ? (formerly.get(earlier) ?? []).some((before) => within(before, later))
      : !(formerly.get(later) ?? []).some((before) => within(before, earlier)) &&
          !within(later, earlier)
  }
  const wasBefore: WasBefore = (earlier, later) => {
    const sha = typeof earlier === 'string' ? earlier : earlier.sha
    if (known.has(sha)) return wasThere(sha, later)
    const places = inHistories.get(sha) ?? []
    const has = (name: string) => places.some((place) => standsOn(name).has(place))
    // A review that was rebased onto a fix was there before it.
    return has(later) && (unchanged.get(later) ?? []).every(has)
  }
  return { wasBefore, within }
}

function allParentsFirst(known: ReadonlyMap<string, Commit>): readonly Commit[] {
  const children = new Set([...known.values()].flatMap(({ parents }) => parents))
  const sorted = new Map<string, Commit>()
  for (const sha of known.keys()) {
    if (children.has(sha)) continue
    for (const commit of parentsFirst(known, sha, new Set(sorted.keys()))) {
      sorted.set(commit.sha, commit)
    }
  }
  return [...sorted.values()]
}

/** The commits of the base that each one stands on. */
function boundaries(known: ReadonlyMap<string, Commit>): (sha: string) => ReadonlySet<string> {
  const found = new Map<string, ReadonlySet<string>>()
  return (start) => {
    const before = found.get(start)
    if (before !== undefined) return before
    const edge = new Set<string>()
    const seen = new Set<string>()
    const open = [start]
    for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
      if (seen.has(sha)) continue
      seen.add(sha)
      const commit = known.get(sha)
      if (commit === undefined) edge.add(sha)
      else open.push(...commit.parents)
    }
    found.set(start, edge)
    return edge
  }
}
