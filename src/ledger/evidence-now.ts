import type { Evidence } from '../reading/types.ts'
import type { Commit, Edit } from '../snapshot/snapshot.ts'
import type { CitedPlace } from './ledger.ts'

type Place = NonNullable<CitedPlace['now']>

/**
 * Follows cited lines from the commit at which they were cited to the head, through renames and every change to their
 * file.
 * @param since the commits on the way, the first one first; null where the way isn't known
 */
export const citedPlace = (evidence: Evidence, since: readonly Commit[] | null): CitedPlace => ({
  ...evidence,
  now: since === null ? null : followed(evidence, since),
})

/** The way from one commit to the head, by first parents; null when it doesn't lie on it. */
export function wayToHead(
  commits: ReadonlyMap<string, Commit>,
  from: string,
  head: string,
): readonly Commit[] | null {
  const way: Commit[] = []
  for (let sha = head; sha !== from; ) {
    const commit = commits.get(sha)
    if (commit === undefined) return null
    way.push(commit)
    sha = commit.parents[0] ?? ''
  }
  return way.reverse()
}

function followed({ path, start, end }: Evidence, since: readonly Commit[]): Place | null {
  let now: Place = { path, start, end }
  for (const { files } of since) {
    const change = files.find((file) => (file.previousPath ?? file.path) === now.path)
    if (change === undefined) continue
    if (change.status === 'removed') return null
    const edits = change.lines?.edits ?? (change.status === 'renamed' ? [] : null)
    if (edits === null) return null
    const first = lineAfter(now.start, edits)
    now = { path: change.path, start: first, end: Math.max(first, lineAfter(now.end, edits)) }
  }
  return now
}

/** Where a line is after these changes. One that was rewritten is where its successor begins. */
function lineAfter(line: number, edits: readonly Edit[]): number {
  let moved = 0
  for (const [at, removed, added] of edits) {
    if (line < at) break
    if (line < at + removed) return at + moved + Math.min(line - at, Math.max(0, added - 1))
    moved += added - removed
  }
  return line + moved
}
