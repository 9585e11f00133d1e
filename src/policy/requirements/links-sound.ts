import type { Answer } from '../assessment.ts'
import type { Judging } from '../judging.ts'
import { nextOf, sentences } from './open-blockers.ts'

/** Where somebody says that a blocker is fixed, that is so: every point about the commit holds. */
export function linksSound({ ledger: { blockers } }: Judging): Answer {
  const unsound = blockers.filter(({ state, links }) => state === 'open' && links.length > 0)
  const links = blockers.flatMap((blocker) => blocker.links)
  return {
    met: unsound.length === 0,
    looked: links.length === 1 ? '1 link' : `${links.length} links`,
    found:
      links.length === 0
        ? 'nobody says that anything is fixed'
        : sentences(unsound) || 'each blocker that is called fixed has a link that holds',
    next: nextOf(unsound),
  }
}
