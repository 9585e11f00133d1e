import type { Answer } from '../assessment.ts'
import type { Judging } from '../judging.ts'

/** What could not be read can't be green: unknown is not verified. */
export function factsComplete({ snapshot: { commits, dropped, gaps, unseen } }: Judging): Answer {
  const looked = [
    commits.length === 1 ? '1 commit and its files' : `${commits.length} commits and their files`,
    ...(dropped.length === 0 ? [] : [`${dropped.length} that were force-pushed away`]),
  ]
  return {
    met: gaps.length === 0,
    looked: looked.join(', '),
    found: [gaps.length === 0 ? 'all of them could be read' : gaps.join('; '), ...unseen].join(
      '; ',
    ),
    next:
      gaps.length === 0
        ? null
        : 'Split the pull request, or re-run the check if GitHub had a fault.',
  }
}
