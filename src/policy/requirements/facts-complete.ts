import type { Snapshot } from '../../snapshot/snapshot.ts'
import type { Requirement } from '../assessment.ts'

/** What could not be read can't be green: unknown is not verified. */
export function factsComplete(snapshot: Snapshot): Requirement {
  const { commits, gaps } = snapshot
  const [first] = gaps
  return {
    name: 'facts-complete',
    met: first === undefined,
    looked:
      commits.length === 1 ? '1 commit and its files' : `${commits.length} commits and their files`,
    found: first === undefined ? 'all of them could be read' : gaps.join('; '),
    next:
      first === undefined
        ? null
        : 'Split the pull request, or re-run the check if GitHub had a fault.',
  }
}
