import type { Blocker, Ledger } from '../../ledger/ledger.ts'
import type { Requirement } from '../assessment.ts'

/** Every blocker that was ever raised has a sound link to a commit that fixes it. */
export function blockersFixed({ blockers }: Ledger): Requirement {
  const open = blockers.filter(({ state }) => state === 'open')
  return {
    name: 'blockers-fixed',
    met: open.length === 0,
    looked: blockers.length === 1 ? '1 blocker' : `${blockers.length} blockers`,
    found: foundIn(blockers, open),
    next: open[0]?.next ?? null,
  }
}

function foundIn(all: readonly Blocker[], open: readonly Blocker[]): string {
  if (all.length === 0) return 'there is nothing to fix'
  if (open.length === 0) return 'each has a fix commit that holds'
  return open.map(({ name, why }) => `${name}: ${why}`).join('; ')
}
