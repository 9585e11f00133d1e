import type { Snapshot } from '../snapshot/snapshot.ts'
import { newEffort } from './effort.ts'
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
  const effort = newEffort()
  const named = new Set(
    ties.map(({ blocker, link }) => `${blocker.raised.commit} ${blocker.label} ${link.commit}`),
  )
  return ({ raised, label, evidence, origin }) => {
    if (origin === 'commit' || evidence.length === 0) return null
    effort.spend(2 * commits.length * evidence.length)
    // It is help, and not worth more than that.
    if (effort.isOver()) return null
    const found = commits.findLast(
      (commit) =>
        commit.parents.length === 1 &&
        !/\bThis reverts commit\b/iu.test(commit.message) &&
        evidence.some(({ path }) => {
          const file = facts.fileCited(commit, path)
          return file !== undefined && !facts.isReport(file.path)
        }) &&
        !named.has(`${raised.commit} ${label} ${commit.sha}`) &&
        !facts.wasBefore(commit, raised.commit) &&
        facts.revertedBy(commit) === null,
    )
    return found?.sha ?? null
  }
}
