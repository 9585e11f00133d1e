import { isFormer, labelsIn } from '../../reading/label.ts'
import { SEVERITY_WORD } from '../../reading/severity.ts'

/** A name as it is written, before it is known whom it means. */
export type WrittenName =
  | {
      readonly is: 'label'
      readonly label: string
      /** `B1`, `F3`: a blocker's name even where no finding bears it. */
      readonly isPlain: boolean
      /** "Blocker 2". */
      readonly spelled: boolean
    }
  /** "Critical issue #1". */
  | { readonly is: 'graded'; readonly word: string; readonly number: number }
  /** "3.1.2": a chapter. */
  | { readonly is: 'chapter' }
  /** "Finding 3". */
  | { readonly is: 'counted'; readonly number: number }

/** A place in a text, and the names that stand there: "I1–I4" is four. */
export interface Piece {
  readonly at: number
  readonly end: number
  readonly names: readonly WrittenName[]
}

/** All that may be names of findings, in the order of the text, the first of those that overlap. */
export function piecesIn(text: string): readonly Piece[] {
  const found = [
    ...graded(text),
    ...counted(text),
    ...plainLabels(text),
    ...ids(text),
    ...chapters(text),
  ].sort((one, other) => one.at - other.at || other.end - one.end)
  let end = 0
  return found.filter((piece) => {
    if (piece.at < end || isFormer(text, piece.at)) return false
    end = piece.end
    return true
  })
}

export const PIECE = {
  /** What may stand between two names: "B1, B2 and B3", "B1/B2". */
  joint: /^[\])*]{0,4}\s*(?:[,/&+]|and\b|,\s*and\b)\s*[[(*]{0,4}(?:the )?$/i,
}

const plainLabels = (text: string): readonly Piece[] => {
  const pieces = new Map<number, Piece>()
  for (const { label, at, end } of labelsIn(text)) {
    const spelled = /^blocker/i.test(text.slice(at, at + 7))
    const name: WrittenName = { is: 'label', label, isPlain: true, spelled }
    const same = pieces.get(at)
    pieces.set(at, { at, end, names: [...(same?.names ?? []), name] })
  }
  return [...pieces.values()]
}

/** "3.1.2 is fixed": a chapter, which may hold several findings. */
const chapters = (text: string): readonly Piece[] => {
  const found = /^(?:\d{1,2}\.\d{1,2}\s+)?(?<chapter>\d{1,2}(?:\.\d{1,2}){1,3})(?=\s+[a-z])/.exec(
    text,
  )
  const chapter = found?.groups?.chapter
  if (found === null || chapter === undefined) return []
  const end = found[0].length
  return [{ at: end - chapter.length, end, names: [{ is: 'chapter' }] }]
}

/** "SEC-02", "I1–I4", "BUG-1~9": letters with a number behind them. */
const ids = (text: string): readonly Piece[] =>
  [...text.matchAll(ID)].flatMap(({ index, 0: written, groups }) => {
    const first = (groups?.first ?? '').toUpperCase()
    const names = upTo(first, groups?.last?.toUpperCase()).map(
      (label): WrittenName => ({ is: 'label', label, isPlain: false, spelled: false }),
    )
    return [{ at: index, end: index + written.length, names }]
  })

const ONE_ID = String.raw`(?:[A-Z][A-Z0-9]{0,11}-){0,3}[A-Z]{0,11}\d{1,4}[a-z]?`
const ID = new RegExp(
  String.raw`(?<![\w.#/-]|\w\/)(?=[A-Z])(?<first>${ONE_ID})(?:\s?(?:[–—~〜～-]|\.\.|to|through)\s?(?<last>${ONE_ID}))?(?![\w]|-\w|\.\w|\/\w*[a-z]{3})`,
  'gi',
)

/** "I1" up to "I4" or "4"; no more than anybody would count up. */
function upTo(first: string, last: string | undefined): readonly string[] {
  if (last === undefined) {
    // "I1-I4" is written like "R2-F1", and is none.
    const ends = /^(?<from>[A-Z]{1,12}\d{1,4})-(?<to>[A-Z]{1,12}\d{1,4})$/.exec(first)?.groups
    const isRange = ends?.from?.replace(/\d+$/, '') === ends?.to?.replace(/\d+$/, '')
    return ends !== undefined && isRange ? upTo(ends.from ?? '', ends.to) : [first]
  }
  const [, stem = '', from = ''] = /^(.*?)(\d+)$/.exec(first) ?? []
  const [, ending = '', to = ''] = /^(.*?)(\d+)$/.exec(last) ?? []
  const span = Number(to) - Number(from)
  const isSame = ending === '' || ending === stem || stem.endsWith(`-${ending}`)
  if (from === '' || !isSame || span < 1 || span > 50) return [first, last]
  return Array.from(
    { length: span + 1 },
    (_, index) => `${stem}${String(Number(from) + index).padStart(from.length, '0')}`,
  )
}

const NOUN =
  '(?:issues?|findings?|problems?|items?|bugs?|comments?|concerns?|points?|defects?|holes?)'
const NUMBERS = String.raw`#?(?<numbers>\d{1,3}(?:(?:\s?(?:[,&/–~-]|and|to|through)\s?#?|,\s?and\s#?)\d{1,3}\b(?!\s*(?:of|%)))*)(?![\w%]|\.\d)`

/** "Critical Issue #1", "Important 2", "High-3", "Important issues 1 and 2". */
const graded = (text: string): readonly Piece[] =>
  [...text.matchAll(GRADED)].map(({ index, 0: written, groups }) => ({
    at: index,
    end: index + written.length,
    names: numbersIn(groups?.numbers ?? '').map(
      (number): WrittenName => ({ is: 'graded', word: groups?.word ?? '', number }),
    ),
  }))

const GRADED = new RegExp(
  String.raw`(?<![\w-])(?<word>${SEVERITY_WORD})(?:[ -]${NOUN})?[ -]?${NUMBERS}`,
  'gi',
)

/** "Issue 2", "finding #3", "items 1 and 2". */
const counted = (text: string): readonly Piece[] =>
  [...text.matchAll(COUNTED)].map(({ index, 0: written, groups }) => ({
    at: index,
    end: index + written.length,
    names: numbersIn(groups?.numbers ?? '').map(
      (number): WrittenName => ({ is: 'counted', number }),
    ),
  }))

/** "GitHub issue 2" is no finding. */
const COUNTED = new RegExp(
  String.raw`(?<![\w-])(?<!\b(?:github|gitlab|jira|upstream|tracker|closes|refs?|see|pr)\s)${NOUN}\s${NUMBERS}`,
  'gi',
)

/** "1, 2 and 4", "1–3". */
function numbersIn(written: string): readonly number[] {
  const numbers: number[] = []
  let ranges = false
  for (const [piece] of written.matchAll(/\d{1,3}|[–~-]|to|through/g)) {
    if (!/\d/.test(piece)) {
      ranges = true
      continue
    }
    const last = numbers.at(-1)
    const number = Number(piece)
    if (ranges && last !== undefined && number > last && number - last <= 50) {
      for (let next = last + 1; next < number; next++) numbers.push(next)
    }
    numbers.push(number)
    ranges = false
  }
  return numbers
}
