import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Facts } from './facts.ts'
import type { Tie } from './links/judge-link.ts'
import type { Raised } from './raised-blocker.ts'

/**
 * Link rule 5: the newest commit after the review that touches what a blocker cites, and that nobody has named for it.
 * It may be the fix; only people can say.
 */
export function suggestions(
  { commits }: Snapshot,
  facts: Facts,
  ties: readonly Tie[],
): (blocker: Raised) => string | null {
  const named = new Set(
    ties.map(({ blocker, link }) => `${blocker.raised.commit} ${blocker.label} ${link.commit}`),
  )
  return ({ raised, label, evidence, origin }) => {
    if (origin === 'commit' || evidence.length === 0) return null
    const found = commits.findLast(
      (commit) =>
        commit.parents.length === 1 &&
        !named.has(`${raised.commit} ${label} ${commit.sha}`) &&
        commit.files.some((file) =>
          evidence.some(
            ({ path }) => !facts.isReport(file.path) && facts.sameFile(path, file.path),
          ),
        ) &&
        !facts.wasBefore(commit, raised.commit) &&
        facts.revertedBy(commit) === null,
    )
    return found?.sha ?? null
  }
}
