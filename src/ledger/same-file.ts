import type { Commit } from '../snapshot/snapshot.ts'

/**
 * Tells whether a cited path means a file that a commit changes: under any name that it had in this pull request, and
 * also when only the end of its path is cited (`pod.rs:12`), or more than its path (`/work/repo/src/pod.rs:12`).
 */
export function sameFiles(commits: readonly Commit[]): (cited: string, path: string) => boolean {
  const groups = new Map<string, Set<string>>()
  for (const { files } of commits) {
    for (const { path, previousPath } of files) {
      if (previousPath === null) continue
      const all = new Set([
        ...(groups.get(previousPath) ?? [previousPath]),
        ...(groups.get(path) ?? [path]),
      ])
      for (const name of all) groups.set(name, all)
    }
  }
  return (cited, path) => {
    const short = cited.replace(/^(?:\.?\/)+/, '')
    return [...(groups.get(path) ?? [path])].some(
      (name) =>
        name === short ||
        name.endsWith(`/${short}`) ||
        (name.includes('/') && short.endsWith(`/${name}`)),
    )
  }
}
