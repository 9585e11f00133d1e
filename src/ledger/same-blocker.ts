import type { Evidence } from '../reading/types.ts'

/** What is known of a blocker when two mentions of it are compared. */
export interface Mention {
  readonly title: string
  readonly body: string
  readonly evidence: readonly Evidence[]
}

/** Compares mentions of blockers, and counts how often: whoever compares all with all has to end somewhere. */
export interface Comparison {
  /** Whether two mentions are one blocker: 0 (nothing in common) and up, one blocker from `SAME` on. */
  readonly likeness: (one: Mention, other: Mention) => number
  /** Whether words were exchanged for others: then it may be another thing that is blocked now. */
  readonly reworded: (one: Mention, other: Mention) => boolean
  /** Equal for titles that differ in nothing but marks, case and small words. */
  readonly wording: (mention: Mention) => string
  readonly made: () => number
}

/** Three words in five are shared, or fewer when the same lines are cited. */
export const SAME = 0.6

/** Enough for two that bear the same id: one word in five, or some of the same lines. */
export const RELATED = 0.2

/**
 * A comparison by wording and cited places. A place in the list does not speak: inserting an item moves all
 * that follow. Two that cite files, and not one file in common, have to be the more alike in words.
 */
export function comparison(): Comparison {
  const known = new Map<string, ReadonlySet<string>>()
  let made = 0
  const words = (text: string): ReadonlySet<string> => {
    const before = known.get(text)
    if (before !== undefined) return before
    const read = wordsOf(text)
    known.set(text, read)
    return read
  }
  return {
    likeness: (one, other) => {
      made++
      const titles = overlap(words(one.title), words(other.title))
      const bodies = overlap(words(one.body), words(other.body))
      return Math.max(titles, bodies) + 0.3 * ofPlaces(one, other)
    },
    reworded: (one, other) => {
      const [before, after] = [words(one.title), words(other.title)]
      const lacks = (some: ReadonlySet<string>, all: ReadonlySet<string>) =>
        [...some].some((word) => !all.has(word))
      return lacks(before, after) && lacks(after, before)
    },
    wording: ({ title }) => [...words(title)].join(' '),
    made: () => made,
  }
}

/** More words of one text than these tell no more. */
const MOST_WORDS = 60

/** Words that stand in any sentence, and tell no two of them apart. */
const SMALL = new Set(
  'a an and are as at be been but by for from has have in is it its of on or so that the there this to was were with'.split(
    ' ',
  ),
)

/** A blocker's own id says nothing about it. */
const ID = /^[bfr]\d{1,4}$/u

function wordsOf(text: string): ReadonlySet<string> {
  const all = (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !ID.test(word))
  const telling = all.filter((word) => !SMALL.has(word))
  if (all.length === 0) return new Set(text.trim() === '' ? [] : [text.trim()])
  return new Set((telling.length > 0 ? telling : all).slice(0, MOST_WORDS))
}

/** 1 for the same lines, -1 for other files altogether, 0 where one cites nothing or the files are the same. */
function ofPlaces(one: Mention, other: Mention): number {
  if (one.evidence.length === 0 || other.evidence.length === 0) return 0
  const files = new Set(one.evidence.map(({ path }) => path))
  if (!other.evidence.some(({ path }) => files.has(path))) return -1
  const [here, there] = [cited(one), cited(other)]
  return overlap(here, there)
}

/** More places than these tell no more. */
const MOST_PLACES = 30

const cited = ({ evidence }: Mention): ReadonlySet<string> =>
  new Set(evidence.slice(0, MOST_PLACES).map(({ path, start }) => `${path}:${start}`))

/** Shared members against all members (Jaccard), 0 when either is empty. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0
  let shared = 0
  for (const member of one) if (other.has(member)) shared++
  return shared / (one.size + other.size - shared)
}
