import type { Evidence } from '../reading/types.ts'

/** What is known of a blocker when two mentions of it are compared. */
export interface Likeness {
  readonly title: string
  readonly evidence: readonly Evidence[]
}

/**
 * Whether two mentions are one blocker, by wording and cited places: 0 (nothing in common) and up,
 * one blocker from `SAME` on. A place in the list does not speak: inserting an item moves all that follow.
 */
export function likeness(one: Likeness, other: Likeness): number {
  const titles = overlap(words(one.title), words(other.title))
  const places = overlap(citedPlaces(one), citedPlaces(other))
  return titles + 0.3 * places
}

/** Three words in five are shared, or fewer when the same lines are cited. */
export const SAME = 0.6

const words = (text: string): ReadonlySet<string> =>
  new Set(text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [])

const citedPlaces = (mention: Likeness): ReadonlySet<string> =>
  new Set(mention.evidence.map((place) => `${place.path}:${place.start}`))

/** Shared members against all members (Jaccard), 0 when either is empty. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0
  const shared = [...one].filter((member) => other.has(member)).length
  return shared / (one.size + other.size - shared)
}
