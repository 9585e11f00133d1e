import type { Commit } from './snapshot.ts'

/** A pull request of more commits is not read; the check then says so and stays red. */
export const MOST_COMMITS = 3_000

/** A commit as a page of history shows it. */
export interface Node {
  readonly sha: string
  readonly parents: readonly string[]
}

/** The history of a pull request, and what of it could not be had. */
export interface History {
  readonly mergeBase: string | null
  readonly commits: readonly Commit[]
  readonly gaps: readonly string[]
}

/** `complete` is false while a parent is still unknown: ask for more history and call again. */
export interface Between<T extends Node> {
  readonly complete: boolean
  /** Reachable from the head and not from the base, parents before children. */
  readonly commits: readonly T[]
  /** The newest commit that both have, null when none is known yet. */
  readonly mergeBase: string | null
}

/**
 * `git rev-list base..head` over the pages of history that are known so far.
 * It serves when GitHub can't compare the two ends itself (422 on huge or odd histories).
 */
export function commitsBetween<T extends Node>(
  known: ReadonlyMap<string, T>,
  base: string,
  head: string,
): Between<T> {
  const inBase = reach(known, base)
  const inHead = reach(known, head, inBase.seen)
  const commits = parentsFirst(known, head, inBase.seen)
  const met = commits.flatMap((commit) => commit.parents).filter((sha) => inBase.seen.has(sha))
  // Having reached a root, we may have walked past a base whose history isn't known down to there yet.
  const pastBase = commits.some((commit) => commit.parents.length === 0)
  const complete = inHead.unknown.length === 0 && !(pastBase && inBase.unknown.length > 0)
  const mergeBase = inBase.seen.has(head) ? head : (met.at(-1) ?? null)
  return { complete, commits, mergeBase }
}

/** Everything reachable from `start`, stopping at `stop`; `unknown` are commits whose parents were not given. */
function reach<T extends Node>(
  known: ReadonlyMap<string, T>,
  start: string,
  stop: ReadonlySet<string> = new Set(),
): { seen: Set<string>; unknown: string[] } {
  const seen = new Set<string>()
  const unknown: string[] = []
  const open = [start]
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    if (seen.has(sha) || stop.has(sha)) continue
    seen.add(sha)
    const commit = known.get(sha)
    if (commit === undefined) unknown.push(sha)
    else open.push(...commit.parents)
  }
  return { seen, unknown }
}

/** Sorts what is reachable from `head` and not in `stop` so that every commit follows its parents. */
export function parentsFirst<T extends Node>(
  known: ReadonlyMap<string, T>,
  head: string,
  stop: ReadonlySet<string> = new Set(),
): T[] {
  const sorted: T[] = []
  const entered = new Set<string>()
  const stack: { sha: string; leave: boolean }[] = [{ sha: head, leave: false }]
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const commit = known.get(top.sha)
    if (commit === undefined || stop.has(top.sha)) continue
    if (top.leave) {
      sorted.push(commit)
      continue
    }
    if (entered.has(top.sha)) continue
    entered.add(top.sha)
    stack.push({ sha: top.sha, leave: true })
    // The first parent goes on top, so that the branch's own line stays together.
    for (const parent of [...commit.parents].reverse()) stack.push({ sha: parent, leave: false })
  }
  return sorted
}
