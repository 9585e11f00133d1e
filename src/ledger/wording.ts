import { withoutFormerNames } from './former-names.ts'

/** The words of a title, for comparing it with others. */
export interface Wording {
  /** Equal for titles that differ in nothing but marks, case, endings and small words. */
  readonly key: string
  readonly words: ReadonlySet<string>
  /** Those that any other finding would not have as well: "missing" and "test" tell no two apart. */
  readonly telling: ReadonlySet<string>
}

/** The wording of a title. What it says of former names and the lines that it cites are no part of it. */
export function wordingOf(title: string): Wording {
  const told = withoutFormerNames(title.slice(0, MOST_CHARACTERS))
  const words = wordsIn(told.replaceAll(CITED, ' ') || told)
  const telling = new Set([...words].filter((word) => !GENERAL.has(word)))
  return { key: [...words].join(' '), words, telling }
}

/** The words of any text but the small ones, each without its ending, the first sixty. */
function wordsIn(text: string): ReadonlySet<string> {
  const lower = text.toLowerCase()
  const all = (lower.match(WORD) ?? []).filter((word) => !ID.test(word))
  if (all.length === 0) return new Set(text.trim() === '' ? [] : [text.trim()])
  const weighty = all.filter((word) => !SMALL.has(word))
  return new Set((weighty.length > 0 ? weighty : all).slice(0, MOST_WORDS).map(stem))
}

/** More of one text than this tells no more. */
const MOST_CHARACTERS = 600
const MOST_WORDS = 60

/** `src/a.ts:12-20`: where it is, which may move from round to round. */
const CITED = /[\w./@+-]{1,200}(?::|#)L?\d[\dL,–-]*/gu

const WORD = /[\p{L}\p{N}]+/gu

/** A blocker's own id says nothing about it. */
const ID = /^[bfr]\d{1,4}$/u

/** "Retries" and "retry", "stops" and "stop" are one word. */
function stem(word: string): string {
  if (word.length < 5 || !/^[a-z]+$/.test(word)) return word
  const single = word.replace(/ies$/, 'y').replace(/(?<=[^s])s$/, '')
  return single.replace(/(?<=^.{3,})(?:ing|ed)$/, '').replace(/e$/, '')
}

/** Words that stand in any sentence, or tell how a blocker stands, and not which it is. */
const SMALL = new Set(
  'a an and are as at be been but by for from has have in is it its of on or so that the there this to was were with again now remains still unaddressed unresolved yet'.split(
    ' ',
  ),
)

/** Words that stand in the titles of many findings about different things. */
const GENERAL = new Set(
  'add bug case check code coverage doc docs documentation error fail fails failing failure file fix function handle handling incomplete integration issue lack lacks line method miss missing must need needs never no not problem should test tests unit untested validate validation wrong'
    .split(' ')
    .map(stem),
)
