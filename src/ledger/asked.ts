import type { Snapshot } from '../snapshot/snapshot.ts'
import { cameAfter } from './came-after.ts'
import type { Facts } from './facts.ts'
import type { Blocker, Heard, ReviewAsked, StandingReport } from './ledger.ts'
import { nameOf } from './people.ts'

/**
 * Who was asked for the next round: by the last `/rereview` that counts, if every blocker was settled by then, and until
 * a report is written or changed after it.
 */
export function reviewAsked(
  { author, revisions }: Snapshot,
  facts: Facts,
  heard: readonly Heard[],
  blockers: readonly Blocker[],
  reports: readonly StandingReport[],
): ReviewAsked | null {
  const last = heard.findLast(
    ({ name, blockers: named, problems }) =>
      name === 'rereview' && named.length === 0 && problems.length === 0,
  )
  if (last === undefined || !blockers.every((one) => wasSettled(one, last.at, facts))) return null
  const standing = reports.filter(({ removed }) => !removed)
  const isAnswered = revisions.some(({ commit }) => cameAfter(commit, last.at, facts))
  if (standing.length === 0 || isAnswered) return null
  const writers = standing.flatMap(({ commit }) => facts.commit(commit)?.author ?? [])
  const others = writers.filter(({ login }) => login === null || login !== author)
  return {
    by: last.by,
    at: last.at,
    url: last.url,
    of: [...new Set(others.map(nameOf))],
    logins: [...new Set(others.flatMap(({ login }) => login ?? []))],
  }
}

/** Whoever asks before the fixes are in has nothing to ask for. */
function wasSettled({ state, links, decisions }: Blocker, time: string, facts: Facts): boolean {
  if (state === 'open') return false
  const fixes = links.filter(({ problems }) => problems.length === 0)
  const isEarly = (at: string | undefined) => at === undefined || Date.parse(at) <= Date.parse(time)
  return fixes.length === 0
    ? decisions.every(({ at }) => isEarly(at))
    : fixes.some(
        ({ commit, comment }) =>
          isEarly(comment?.at) && (commit === null || !cameAfter(commit, time, facts)),
      )
}
