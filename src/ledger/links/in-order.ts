import type { Facts } from '../facts.ts'
import type { Place } from '../ledger.ts'
import { type Checking, type Claim, type Point, short } from './checking.ts'

/** A fix comes after the revision of the report that raised the blocker. */
export function afterReview({ facts, blocker, claim, commit }: Checking): Point {
  // A finding that only its fix names, or a report that tells review and fix together: nothing was raised before.
  if (blocker.origin === 'commit' || (blocker.bornFixed && claim.origin === 'report')) return null
  const review = blocker.raised.commit
  if (!facts.wasBefore(commit, review)) return { holds: `after the review ${review.slice(0, 7)}` }
  const next = 'Fix it in a commit after the review, and name that.'
  if (commit.sha !== review) {
    return {
      code: 'too-early',
      message: `commit ${short(commit)} was there before the review that raised it (${review.slice(0, 7)})`,
      next,
    }
  }
  // After a squash the review and its fix are one commit; who says so later has seen both.
  if (claim.origin === 'report' && claim.said.commit !== review) return null
  return {
    code: 'too-early',
    message: `commit ${short(commit)} brings the review itself; a fix comes after it`,
    next,
  }
}

/** A report that lists it as open again, after the fix, was not content with it. */
export function notReopened({ facts, blocker, claim, commit }: Checking): Point {
  const again = blocker.reopened
  if (again === null || !facts.wasBefore(commit, again.commit)) return null
  if (isSaidAfter(facts, claim, again) && (claim.round ?? 0) >= again.round) return null
  return {
    code: 'reopened',
    message: `${again.path}:${again.line} lists it as open again after commit ${short(commit)}`,
    next: NEWER,
  }
}

/** Whoever reviewed the fix and lists the blocker as open has not found it fixed. */
export function notSeenOpen({ facts, blocker, claim, commit }: Checking): Point {
  const seen = blocker.seenOpen
  if (seen === null || (blocker.bornFixed && claim.origin === 'report')) return null
  const reviewed = facts.find(seen.reviewed)
  if (reviewed.where !== 'pull' || !facts.wasBefore(commit, reviewed.commit.sha)) return null
  if (isSaidAfter(facts, claim, seen)) return null
  const which = reviewed.commit === commit ? '' : `, which has commit ${short(commit)}`
  return {
    code: 'reopened',
    message: `${seen.path}:${seen.line} lists it as open, having reviewed commit ${short(reviewed.commit)}${which}`,
    next: NEWER,
  }
}

const NEWER = 'Fix it in a newer commit, or let the next report say in which commit it is fixed.'

/** A report or comment that says so after all takes back what was said before. */
const isSaidAfter = ({ wasBefore }: Facts, { origin, said }: Claim, place: Place): boolean =>
  origin === 'command' ||
  (origin === 'report' && said.commit !== place.commit && wasBefore(place.commit, said.commit))
