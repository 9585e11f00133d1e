import type { Commit, Snapshot } from '../snapshot/snapshot.ts'
import type { Carried } from './carried.ts'

/** Where a hash, as it was written, leads. */
export type Found =
  | { readonly where: 'pull'; readonly commit: Commit; readonly was: Was | null }
  | { readonly where: 'base'; readonly commit: Commit }
  /** It exists, and is no part of this pull request: pushed elsewhere, or force-pushed away. */
  | { readonly where: 'repository' | 'dropped'; readonly commit: Commit | null }
  | { readonly where: 'nowhere' }
  | { readonly where: 'ambiguous'; readonly among: readonly string[] }

/** The commit that was named, before the branch was rewritten. */
export interface Was {
  readonly sha: string
  readonly how: Carried['how']
}

/**
 * Finds commits by their abbreviated hashes: among the pull request's own first, then among those that it had before,
 * then in the repository. One that was replaced leads to the commit that it became.
 */
export function commitFinder(
  { commits, dropped, elsewhere }: Snapshot,
  carried: (gone: Commit) => Carried | null,
): (sha: string) => Found {
  const present = byStart(commits)
  const former = byStart(dropped)
  const byMention = new Map(elsewhere.map((other) => [other.mention, other]))
  return (sha) => {
    const own = present(sha)
    if (own.length > 1) return ambiguous(own)
    const before = former(sha)
    if (own[0] !== undefined) {
      // Digits can be had by trying: what began so before and is another commit may have been meant.
      const others = before.filter((gone) => carried(gone)?.commit !== own[0])
      return others.length > 0
        ? ambiguous([...own, ...others])
        : { where: 'pull', commit: own[0], was: null }
    }
    const became = [...new Set(before.map((gone) => carried(gone)?.commit))]
    if (before.length > 1 && became.length > 1) return ambiguous(before)
    if (before[0] !== undefined) return replaced(before[0], carried, 'dropped')
    const other = byMention.get(sha)
    if (other === undefined || other.commit === null) return { where: 'nowhere' }
    if (other.where === 'base') return { where: 'base', commit: other.commit }
    return replaced(other.commit, carried, 'repository')
  }
}

function replaced(
  gone: Commit,
  carried: (gone: Commit) => Carried | null,
  where: 'dropped' | 'repository',
): Found {
  const now = carried(gone)
  if (now === null) return { where, commit: gone }
  return { where: 'pull', commit: now.commit, was: { sha: gone.sha, how: now.how } }
}

const ambiguous = (among: readonly Commit[]): Found => ({
  where: 'ambiguous',
  among: among.map(({ sha }) => sha),
})

function byStart(commits: readonly Commit[]): (sha: string) => readonly Commit[] {
  const groups = new Map<string, Commit[]>()
  for (const commit of commits) {
    const start = commit.sha.slice(0, SHORTEST)
    groups.set(start, [...(groups.get(start) ?? []), commit])
  }
  return (sha) =>
    (groups.get(sha.slice(0, SHORTEST)) ?? []).filter((one) => one.sha.startsWith(sha))
}

/** Nothing shorter is read as a hash. */
const SHORTEST = 7
