import type { Commit } from '../snapshot/snapshot.ts'
import { patchOf } from './carried.ts'
import type { WasBefore } from './order.ts'

/**
 * Finds the commit that took another one back, and was not taken back itself: by `git revert`'s own sentence, by the
 * inverse change, or by leaving every file as it was before.
 */
export function reverts(
  commits: readonly Commit[],
  wasBefore: WasBefore,
  isReport: (path: string) => boolean,
): (commit: Commit) => Commit | null {
  const code = commits.map((commit) => ({
    ...commit,
    files: commit.files.filter(({ path }) => !isReport(path)),
  }))
  const before = blobsBefore(code)
  const known = new Map<string, Commit | null>()
  const takenBackBy = (commit: Commit): Commit | null => {
    const found = known.get(commit.sha)
    if (found !== undefined) return found
    // Whoever takes back comes later, so that this ends.
    known.set(commit.sha, null)
    const own = code.find(({ sha }) => sha === commit.sha) ?? commit
    const by = code.find(
      (later) =>
        later.sha !== own.sha &&
        wasBefore(own, later.sha) &&
        (says(later, own) || isInverse(later, own) || restores(later, before(own))) &&
        takenBackBy(later) === null,
    )
    known.set(commit.sha, by ?? null)
    return by ?? null
  }
  return takenBackBy
}

/** "This reverts commit 1a2b3c4…", as `git revert` writes it. */
const says = ({ message }: Commit, { sha }: Commit): boolean =>
  [...message.matchAll(/\bThis reverts commit ([0-9a-f]{7,40})\b/giu)].some(([, reverted]) =>
    sha.startsWith(reverted?.toLowerCase() ?? ' '),
  )

/** What one adds the other removes, in all files that it changes, whatever else it does. */
function isInverse(later: Commit, commit: Commit): boolean {
  const changes = new Map(later.files.map((file) => [file.path, file]))
  return (
    commit.files.length > 0 &&
    patchOf(later) !== patchOf(commit) &&
    commit.files.every(({ path, previousPath, status, lines }) => {
      if (status === 'renamed' && lines === null) {
        return changes.get(previousPath ?? '')?.previousPath === path
      }
      const other = changes.get(previousPath ?? path)?.lines
      return lines !== null && other?.removed === lines.added && other.added === lines.removed
    })
  )
}

interface Before {
  readonly path: string
  readonly blob: string | null
}

/** Whether a commit leaves every one of these files as it was. */
function restores(later: Commit, before: readonly Before[] | null): boolean {
  if (before === null || before.length === 0) return false
  const blobs = new Map(later.files.map(({ path, blob }) => [path, blob]))
  return before.every(({ path, blob }) => blobs.has(path) && blobs.get(path) === blob)
}

/** The files that a commit changes, as they were before it; null where this pull request doesn't tell. */
function blobsBefore(commits: readonly Commit[]): (commit: Commit) => readonly Before[] | null {
  const states = new Map<string, readonly Before[] | null>()
  const last = new Map<string, string | null>()
  for (const { sha, files, parents } of commits) {
    const before = files.map(({ path, status }) => ({
      path,
      blob: status === 'added' ? null : last.get(path),
    }))
    const isKnown = parents.length === 1 && before.every(({ blob }) => blob !== undefined)
    states.set(sha, isKnown ? (before as readonly Before[]) : null)
    for (const { path, previousPath, blob } of files) {
      if (previousPath !== null) last.set(previousPath, null)
      last.set(path, blob)
    }
  }
  return ({ sha }) => states.get(sha) ?? null
}
