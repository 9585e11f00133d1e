import type { ReportedBlocker } from '../review/report.ts'

/** What a blocker was called before. */
export interface FormerName {
  /** Null where it isn't said. */
  readonly round: number | null
  readonly label: string
}

/**
 * The names that a report says a blocker had before: "(was B3)", "Former B2: …", "B2 (from round 1)", "(B4 in
 * round 1)". Only a note in brackets or at the very start is one: prose speaks of other blockers, too.
 */
export function formerNames({ label, title, body }: ReportedBlocker): readonly FormerName[] {
  const text = body.slice(0, MOST_CHARACTERS)
  const first = LEADING.exec(title)?.groups?.names
  const noted = notesIn(text).flatMap(({ groups }) =>
    namesIn(groups?.names ?? groups?.inRound ?? '', groups?.round),
  )
  const since = label === null ? null : SINCE.exec(title)?.groups?.round
  const own = since === null || since === undefined ? [] : namesIn(label ?? '', since)
  return [...(first === undefined ? [] : namesIn(first, undefined)), ...noted, ...own]
}

/** A title without such notes. */
export const withoutFormerNames = (title: string): string =>
  (hasBrackets(title) ? title.replace(SINCE, ' ').replaceAll(NOTE, ' ') : title).replace(
    LEADING,
    ' ',
  )

const notesIn = (text: string) => (hasBrackets(text) ? [...text.matchAll(NOTE)] : [])

/** Most texts have none, and needn't be searched. */
const hasBrackets = (text: string): boolean => text.includes('(') || text.includes('[')

/** A note stands near the title. */
const MOST_CHARACTERS = 600

const LABEL = String.raw`(?:(?:R\d{1,4}-)?[A-Z]{1,8}-?\d{1,4}|#\d{1,3})`
const LABELS = String.raw`${LABEL}(?:(?:\s*[,&+/]\s*|\s*,?\s+and\s+)${LABEL}){0,5}`
const WAS =
  '(?:was|were|formerly|former|previously|previous|originally|old|same as|carried over (?:as|from)|renumbered from|split from|part of|merged from|merges)'
const ROUND = String.raw`(?:round[ #-]{0,2}|R)(?<round>\d{1,3})`

const NOTE = new RegExp(
  String.raw`[([]${WAS}:?\s+(?:blockers?\s+|issues?\s+|items?\s+)?(?<names>${LABELS})(?![\w-])[^()[\]]{0,100}[)\]]|[([](?<inRound>${LABELS}),?\s+(?:(?:in|from|of)\s+)?${ROUND}[)\]]`,
  'gi',
)
const LEADING = new RegExp(
  String.raw`^(?:former|formerly|previously|previous|old|was)\s+(?<names>${LABELS})(?=\s*[:,–—]|\s+-\s)`,
  'i',
)
const SINCE =
  /^[([](?:(?:from|since|of|in|raised in|open since|still open from|carried over from|unchanged (?:from|since))\s+)(?:round[ #-]{0,2}|R)(?<round>\d{1,3})[)\]]\s*:?/i

/** "R1-B2 and B3", in capitals as ids are written. */
const namesIn = (written: string, round: string | undefined): readonly FormerName[] =>
  [...written.matchAll(ONE)].map(({ groups }) => ({
    round:
      groups?.in === undefined ? (round === undefined ? null : Number(round)) : Number(groups.in),
    label: groups?.label ?? `B${groups?.place}`,
  }))

const ONE =
  /(?<![\w-])(?:(?:R(?<in>\d{1,4})-)?(?<label>[A-Z]{1,8}-?\d{1,4})|#(?<place>\d{1,3}))(?![\w-])/g
