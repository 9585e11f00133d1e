import type { Commit, Snapshot } from '../snapshot/snapshot.ts'

/** Where a hash, as it was written, leads. */
export type Found =
  | { readonly where: 'pull' | 'base'; readonly commit: Commit }
  | { readonly where: 'repository'; readonly commit: Commit | null }
  | { readonly where: 'nowhere' }
  | { readonly where: 'ambiguous'; readonly among: readonly string[] }

/** Finds commits by their abbreviated hashes: among the pull request's own first, then in the repository. */
export function commitFinder({ commits, elsewhere }: Snapshot): (sha: string) => Found {
  const byStart = new Map<string, Commit[]>()
  for (const commit of commits) {
    const start = commit.sha.slice(0, SHORTEST)
    byStart.set(start, [...(byStart.get(start) ?? []), commit])
  }
  const byMention = new Map(elsewhere.map((other) => [other.mention, other]))
  return (sha) => {
    const own = (byStart.get(sha.slice(0, SHORTEST)) ?? []).filter((one) => one.sha.startsWith(sha))
    if (own.length > 1) return { where: 'ambiguous', among: own.map((one) => one.sha) }
    const [commit] = own
    if (commit !== undefined) return { where: 'pull', commit }
    const other = byMention.get(sha)
    if (other === undefined || other.where === 'nowhere') return { where: 'nowhere' }
    if (other.where === 'base' && other.commit !== null)
      return { where: 'base', commit: other.commit }
    return { where: 'repository', commit: other.commit }
  }
}

/** Nothing shorter is read as a hash. */
const SHORTEST = 7
