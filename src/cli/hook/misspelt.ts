import { distance } from 'fastest-levenshtein'
import { readBlockerRefs } from '../../commit/blocker-ref.ts'
import type { Line } from '../../reading/types.ts'
import { fixTrailer } from '../named-blockers.ts'

/** A line that was meant to be a trailer, and is read as none. */
export interface Misspelt {
  readonly line: Line
  readonly written: string
  /** What to write in its place. */
  readonly instead: string
}

/** The lines of a message that name a blocker behind something like `Fixes-Blocker:`. */
export const misspeltTrailers = (message: string): readonly Misspelt[] =>
  message.split('\n').flatMap((text, index) => {
    const { key, colon, value = '' } = LINE.exec(text)?.groups ?? {}
    if (key === undefined || (isKnown(key) && colon !== '')) return []
    const { refs, unread, because } = readBlockerRefs(value, 1)
    if (refs.length === 0 || unread.length > 0) return []
    if (
      !isMeant(
        key,
        refs.every(({ label }) => /^B\d+$/u.test(label)),
      )
    )
      return []
    const names = refs.map((ref) => ref.text).join(', ')
    return [{ line: index + 1, written: text.trim(), instead: fixTrailer(names, because) }]
  })

const LINE =
  /^\s*(?:[-*]\s+)?(?<key>[a-z]+(?:[-_ ][a-z]+)?)(?<colon>\s*[:=]|(?=\s))\s*(?<value>\S.{0,500})$/iu

/** Spelt so, with a hyphen or a space, it is the reader who says what is wrong with it. */
const isKnown = (key: string): boolean => /^(?:fixes|resolves|addresses)[- ]blockers?$/iu.test(key)

const KEYS = ['fixes-blocker', 'resolves-blocker', 'addresses-blocker']

const isMeant = (key: string, isPlain: boolean): boolean => {
  const plain = key
    .toLowerCase()
    .replaceAll(/[-_ ]+/gu, '-')
    .replace(/s$/u, '')
  return KEYS.some((one) => distance(one, plain) <= 3) || (isPlain && BARE.test(key))
}

/** `Fixes: B1` fixes an issue, if anything. */
const BARE = /^(?:fix(?:es|ed)?|resolve[sd]?|address(?:es|ed)?|blocker[- ]?(?:fix(?:es|ed)?)?)$/iu
