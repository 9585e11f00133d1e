import type { Ledger } from '../../ledger/ledger.ts'
import type { Requirement } from '../assessment.ts'

/** Every blocker that was ever raised has a sound link to a commit that fixes it. */
export function blockersFixed({ blockers }: Ledger): Requirement {
  const open = blockers.filter(({ state }) => state === 'open')
  const [first] = open
  return {
    name: 'blockers-fixed',
    met: first === undefined,
    looked: blockers.length === 1 ? '1 blocker' : `${blockers.length} blockers`,
    found:
      first === undefined
        ? 'each has a fix commit that holds'
        : open.map((blocker) => `${blocker.name}: ${blocker.why}`).join('; '),
    next: first?.next ?? null,
  }
}
