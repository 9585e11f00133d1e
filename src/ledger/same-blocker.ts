import type { Evidence } from '../reading/types.ts'
import type { Wording } from './wording.ts'

/** What is known of a blocker when two mentions of it are compared. */
export interface Mention {
  readonly wording: Wording
  readonly evidence: readonly Evidence[]
}

/** One title holds all words of the other, and that has three in five of its words. */
export const SAME = 0.6

/** Enough for two at the same place of their lists, in this and the next round. */
export const SAME_PLACE = 0.3

/** Enough for two that bear the same id: more than a third of the words, or half of the same lines. */
const RELATED = 0.35
const RELATED_PLACES = 0.5

/**
 * How much of the longer title the shorter one is, where all its words stand in that one; else 0. A word that was
 * exchanged for another may make it another thing: "Missing test for retry", "Missing test for upload".
 */
export function contained(one: Wording, other: Wording): number {
  const [less, more] = one.words.size <= other.words.size ? [one, other] : [other, one]
  if (less.telling.size === 0) return 0
  for (const word of less.words) if (!more.words.has(word)) return 0
  return less.words.size / more.words.size
}

/**
 * How likely two that bear the same id are one: 0 where nothing but the id says so. What stands below the titles
 * doesn't speak: bodies of different findings are often cast in one mould.
 */
export function related(one: Mention, other: Mention): number {
  const places = placesOf(one, other)
  const shared = [...one.wording.telling].some((word) => other.wording.telling.has(word))
  const titles = shared ? overlap(one.wording.words, other.wording.words) : 0
  return titles + Math.min(places, 0) * 0.3 >= RELATED || places >= RELATED_PLACES
    ? titles + 0.3 * places
    : 0
}

/** Whether words were exchanged for others: then it may be another thing that is blocked now. */
export const reworded = (one: Wording, other: Wording): boolean =>
  lacks(one.words, other.words) && lacks(other.words, one.words)

const lacks = (some: ReadonlySet<string>, all: ReadonlySet<string>): boolean => {
  for (const word of some) if (!all.has(word)) return true
  return false
}

/** Whether both cite files, and not one in common. */
export const isElsewhere = (one: Mention, other: Mention): boolean => placesOf(one, other) < 0

/** How near the cited lines are: 1 for the same, less for others of the same file, 0 where nothing can be said. */
export function nearness(one: Mention, other: Mention): number {
  let best = 0
  for (const { path, start } of places(one)) {
    for (const place of places(other)) {
      if (place.path === path) best = Math.max(best, 1 / (1 + Math.abs(place.start - start)))
    }
  }
  return best
}

/** 1 for the same lines, -1 for other files altogether, 0 where one cites nothing or the files are the same. */
function placesOf(one: Mention, other: Mention): number {
  if (one.evidence.length === 0 || other.evidence.length === 0) return 0
  const files = new Set(places(one).map(({ path }) => path))
  if (!places(other).some(({ path }) => files.has(path))) return -1
  return overlap(cited(one), cited(other))
}

/** More places than these tell no more. */
const MOST_PLACES = 20

const places = ({ evidence }: Mention): readonly Evidence[] => evidence.slice(0, MOST_PLACES)

const cited = (mention: Mention): ReadonlySet<string> =>
  new Set(places(mention).map(({ path, start }) => `${path}:${start}`))

/** Shared members against all members (Jaccard), 0 when either is empty. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0
  let shared = 0
  for (const member of one) if (other.has(member)) shared++
  return shared / (one.size + other.size - shared)
}
