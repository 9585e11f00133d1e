import type { Outline, Section } from '../outline.ts'

/**
 * Which part of a report each section belongs to, where several rounds stand below each other in one file: 0 for the
 * first, more for what was added later. Where rounds are numbered and stand in another order, the numbers count.
 */
export function partsOf(outline: Outline): readonly number[] {
  const parts: number[] = []
  let current = 0
  let titles = 0
  const numbers = new Map<number, number>()
  for (const section of outline) {
    const title = section.title?.text ?? ''
    // A second title is that of a second report.
    const isTitle = section.depth === 1 && section.title !== null
    if ((beginsPart(section) && parts.length > 0) || (isTitle && titles > 0)) current++
    if (isTitle) titles++
    const round = ROUND.exec(title)?.groups
    const number = round?.number ?? round?.other ?? NUMBERED.exec(title)?.groups?.number
    if (section.depth <= 6 && number !== undefined) numbers.set(current, Number(number))
    parts.push(current)
  }
  return parts.map((part) => rankOf(part, numbers))
}

/** "Round 2", "Re-review of Friday": what follows was written later than what stands above. */
export const beginsPart = ({ title, depth }: Section): boolean =>
  title !== null &&
  depth <= 6 &&
  (BEGINS.test(title.text) || ROUND.test(title.text) || (depth <= 2 && NUMBERED.test(title.text)))

/** Round 2 above round 1 is the later one all the same. */
const rankOf = (part: number, numbers: ReadonlyMap<number, number>): number => {
  const number = numbers.get(part)
  return number === undefined ? part : 1_000 * number
}

const ROUND =
  /^(?:\W*)(?:(?:re-?)?(?:review|validation|check)\s+)?(?:round|pass|cycle|iteration|revision|run|attempt)\s*#?(?<number>\d{1,3})\b|^\W*R(?<other>\d{1,3})\b(?!-)/iu
const NUMBERED = /\breview\b.*\b(?:round|cycle|pass|iteration)\s*#?(?<number>\d{1,3})\b/i
const BEGINS =
  /\b(?:re-?review|re-?validation|re-?check|re-?verification|re-?audit|delta review|follow-?up review|second (?:pass|review|round)|third (?:pass|review|round)|addendum|update|post-?fix|after (?:the )?fix(?:es)?|fix(?:es)? (?:applied|verification)|remediation|resolution)\b/i

/** A section that tells what was said before. */
export const isPast = (section: Section): boolean =>
  [section, ...section.around].some(({ title, depth }) =>
    // In the title of a whole report these words are about its subject.
    (depth === 1 ? PAST_FIRST : PAST).test(title?.text ?? ''),
  )

const PAST =
  /\b(?:previous|prior|earlier|history|superseded|original|invalidated|archived|outdated)\b/i
const PAST_FIRST = /^(?:previous|prior|earlier|superseded|archived|outdated)\b/i
