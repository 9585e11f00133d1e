import type { Asking } from './asking.ts'
import { filesAt, type Place } from './github-texts.ts'
import type { Snapshot } from './snapshot.ts'

/** Which of these paths are files at the head. */
export async function filesAtHead(
  asking: Asking,
  facts: Snapshot,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  const changed = changedFiles(facts)
  const others = untouched(facts, paths)
  const { isThere } = await filesAt(asking, facts.pull, [], others)
  const commit = facts.head.sha
  return new Set(paths.filter((path) => changed.get(path) ?? isThere({ commit, path })))
}

/** Those of which the pull request itself doesn't tell, so that GitHub has to be asked. */
export function untouched(facts: Snapshot, paths: readonly string[]): readonly Place[] {
  const changed = changedFiles(facts)
  return paths
    .filter((path) => !changed.has(path))
    .map((path) => ({ commit: facts.head.sha, path }))
}

/** Whether what the pull request changes is there afterwards. */
function changedFiles({ commits }: Snapshot): ReadonlyMap<string, boolean> {
  const changed = new Map<string, boolean>()
  for (const file of commits.flatMap((commit) => commit.files)) {
    if (file.previousPath !== null) changed.set(file.previousPath, false)
    changed.set(file.path, file.status !== 'removed')
  }
  return changed
}
