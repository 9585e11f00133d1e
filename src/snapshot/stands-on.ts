import type { Snapshot } from './snapshot.ts'

/** Merged with the base more often than this, a pull request stands on its first ones all the same. */
const MOST = 20

/** The commits of the base on which the pull request stands: where it began, and what was merged into it since. */
export function standsOn({
  commits,
  dropped,
}: Pick<Snapshot, 'commits' | 'dropped'>): readonly string[] {
  const all = [...commits, ...dropped]
  const own = new Set(all.map(({ sha }) => sha))
  const parents = all.flatMap((commit) => commit.parents)
  return [...new Set(parents)].filter((sha) => !own.has(sha)).slice(0, MOST)
}
