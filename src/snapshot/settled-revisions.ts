import type { Commit, ReportRevision } from './snapshot.ts'

/**
 * Lets the last revision of each report be what the head has. Where a merge decided between two branches, the one that
 * was written last may not be the one that is left.
 */
export function settled(
  commits: readonly Commit[],
  head: string,
  revisions: readonly ReportRevision[],
): readonly ReportRevision[] {
  const atHead = filesAlong(commits, head)
  const last = new Map(revisions.map((revision) => [revision.path, revision]))
  const decided = [...last.values()].flatMap((revision): readonly ReportRevision[] => {
    const { path, blob } = revision
    const now = atHead.get(path) ?? { blob: null, commit: head }
    if (now.blob === blob) return []
    if (now.blob === null) {
      return [{ path, previousPath: null, commit: now.commit, blob: null, text: null }]
    }
    // What the base has of it is nobody's word here.
    const same = revisions.findLast((one) => one.path === path && one.blob === now.blob)
    return same === undefined ? [] : [{ ...same, previousPath: null, commit: now.commit }]
  })
  return [...revisions, ...decided]
}

/** What the branch's own line leaves of each file that it changes, merges among them. */
function filesAlong(commits: readonly Commit[], head: string) {
  const known = new Map(commits.map((commit) => [commit.sha, commit]))
  const files = new Map<string, { readonly blob: string | null; readonly commit: string }>()
  // Whoever merged last decided.
  let merge: string | null = null
  for (let at = known.get(head); at !== undefined; at = known.get(at.parents[0] ?? '')) {
    if (at.parents.length > 1) merge ??= at.sha
    const commit = merge ?? at.sha
    for (const { path, previousPath, blob } of at.files) {
      if (!files.has(path)) files.set(path, { blob, commit })
      if (previousPath !== null && !files.has(previousPath)) {
        files.set(previousPath, { blob: null, commit })
      }
    }
  }
  return files
}
