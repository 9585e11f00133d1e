import type { Commit, Snapshot } from '../snapshot/snapshot.ts'

/** Where a hash, as it was written, leads. */
export type Found =
  | { readonly where: 'pull' | 'base'; readonly commit: Commit }
  | { readonly where: 'repository'; readonly commit: Commit | null }
  | { readonly where: 'nowhere' }
  | { readonly where: 'ambiguous'; readonly among: readonly string[] }

/** Finds a commit by its abbreviated hash: among the pull request's own first, then in the repository. */
export function findCommit(snapshot: Snapshot, sha: string): Found {
  const own = snapshot.commits.filter((commit) => commit.sha.startsWith(sha))
  if (own.length > 1) return { where: 'ambiguous', among: own.map((commit) => commit.sha) }
  const [commit] = own
  if (commit !== undefined) return { where: 'pull', commit }
  const other = snapshot.elsewhere.find(({ mention }) => mention === sha)
  if (other === undefined || other.where === 'nowhere') return { where: 'nowhere' }
  if (other.where === 'base' && other.commit !== null)
    return { where: 'base', commit: other.commit }
  return { where: 'repository', commit: other.commit }
}
