import { readCount } from './numbers.ts'
import { type Change, lineOf, replaceIn, type Source } from './source.ts'
import type { CountClaim } from './types.ts'

/** An announced number as it should be, written as it was; nothing where the line holds it twice or not at all. */
export function recounted(
  { count, line }: CountClaim,
  by: number,
  source: Source,
): readonly Change[] {
  const [number, ...others] = [...lineOf(source, line).matchAll(/[\p{L}\p{N}]+/gu)].filter(
    ([word]) => readCount(word) === count,
  )
  const start = source.starts[line - 1]
  if (number === undefined || others.length > 0 || start === undefined) return []
  const at = start + number.index
  const written = /\d/.test(number[0]) ? `${by}` : inWords(number[0], by)
  return [
    { start: at, end: at + number[0].length, text: written },
    ...(count === 1 ? replaceIn(source, line, ONE, 's') : []),
  ]
}

const ONE = /(?<=\b(?:blocker|finding|issue|problem))\b/i

function inWords(like: string, count: number): string {
  const word = NUMBERS[count] ?? `${count}`
  return /^\p{Lu}/u.test(like) ? word.charAt(0).toUpperCase() + word.slice(1) : word
}

const NUMBERS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
