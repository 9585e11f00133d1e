import type { Blocker } from '../../ledger/ledger.ts'

/** Why each of them is open. */
export const sentences = (open: readonly Blocker[]): string =>
  open.map(({ name, why }) => `${name}: ${why}`).join('; ')

/** What to do about the first one, and the others. */
export function nextOf([first, ...others]: readonly Blocker[]): string | null {
  if (first?.next === undefined || first.next === null) return null
  const next = first.next.includes(first.name) ? first.next : `${first.name}: ${first.next}`
  if (others.length === 0) return next
  const name = others.length === 1 ? others[0]?.name : `the other ${others.length}`
  return `${next} Then see to ${name}.`
}
