import type { Look, Notice } from './events/notice.ts'

/** A look that is due, and what asked for it. */
export interface Job extends Notice {
  readonly look: Exclude<Look, { readonly at: 'check' }>
  /** GitHub's id of the newest delivery that asks for it, or that of a reconciliation: every line of the log has it. */
  readonly delivery: string
  /** When the newest and the oldest event came that ask for it; milliseconds of the epoch. */
  readonly since: number
  readonly first: number
}

/** Jobs of one key are never done at once, and become one while they wait. */
export function keyOf({ installation, owner, repo, look, net }: Job): string {
  const where = `${installation}/${owner}/${repo}/${Object.values(look).join('/')}`
  // What is urgent shall not wait together with what is not.
  return net ? `${where}/later` : where
}

/** One job that does what both ask for; the newer one says what to look for. */
export const joined = (waiting: Job, added: Job): Job => ({
  ...added,
  again: waiting.again || added.again,
  head: added.head ?? waiting.head,
  heard: [...new Set([...waiting.heard, ...added.heard])],
  first: Math.min(waiting.first, added.first),
})
