import type { Blocker } from '../../ledger/ledger.ts'
import type { Answer } from '../assessment.ts'
import type { Judging } from '../judging.ts'
import { nextOf, sentences } from './open-blockers.ts'

/** Every blocker that was ever raised has a fix commit, or somebody with the right to decided about it. */
export function blockersFixed({ ledger: { blockers } }: Judging): Answer {
  const open = blockers.filter(({ state, links }) => state === 'open' && links.length === 0)
  return {
    met: open.length === 0,
    looked: blockers.length === 1 ? '1 blocker' : `${blockers.length} blockers`,
    found: sentences(open) || foundIn(blockers),
    next: nextOf(open),
  }
}

function foundIn(blockers: readonly Blocker[]): string {
  if (blockers.length === 0) return 'there is nothing to fix'
  const states = new Set(blockers.map(({ state }) => state))
  const others = (['withdrawn', 'waived', 'deferred'] as const).filter((state) => states.has(state))
  return ['each has a commit named for it', ...others.map((state) => `is ${state}`)].join(', or ')
}
