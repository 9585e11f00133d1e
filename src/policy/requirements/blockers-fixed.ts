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
    next: nextFor(open),
  }
}

function nextFor([first, ...others]: readonly Blocker[]): string | null {
  if (first === undefined) return null
  if (others.length === 0 || first.next === null) return first.next
  const name = others.length === 1 ? others[0]?.name : `the other ${others.length}`
  return `${first.next} Then do the same for ${name}.`
}

function foundIn(all: readonly Blocker[], open: readonly Blocker[]): string {
  if (all.length === 0) return 'there is nothing to fix'
  if (open.length === 0) {
    const isAny = all.some(({ state }) => state === 'withdrawn')
    return `each has a fix commit that holds${isAny ? ', or is withdrawn' : ''}`
  }
  return open.map(({ name, why }) => `${name}: ${why}`).join('; ')
}
