/** A path as it is written, with the lines behind it: `src/a.ts:12-20`. */
export interface WrittenPlace {
  readonly at: number
  readonly path: string
  readonly lines: string
}

/**
 * Every path with lines in a text, leftmost and longest first. Lines are looked for first and the path backwards
 * from there: most text has none, and what looks like a path from the left may go on for long.
 */
export function writtenPlaces(text: string): readonly WrittenPlace[] {
  const places: WrittenPlace[] = []
  let from = 0
  for (const { index } of text.matchAll(MARK)) {
    if (index < from || !isIn(SEGMENT, text, index - 1)) continue
    LINES.lastIndex = index
    const lines = LINES.exec(text)?.groups?.lines
    if (lines === undefined) continue
    const at = inFolders(text, from, index) ?? named(text, from, index)
    if (at === null) continue
    places.push({ at, path: text.slice(at, index), lines })
    from = LINES.lastIndex
  }
  return places
}

const MARK = /:L?\d|#L\d/g
const LINES =
  /(?::L?|#L)(?<lines>\d{1,7}(?:[-–]L?\d{1,7})?(?:,L?\d{1,7}(?:[-–]L?\d{1,7})?)*)(?![\w/]|[-–]\w)/y

const MOST_SEGMENTS = 40
const LONGEST_SEGMENT = 100
const LONGEST_NAME = 200
const LONGEST_EXTENSION = 10

/** Where a path with a folder begins that ends before `end`: as far left as it can. */
function inFolders(text: string, from: number, end: number): number | null {
  const name = back(text, from, end, LONGEST_NAME, LAST)
  let first: number | null = null
  let slash = name - 1
  for (let count = 0; count <= MOST_SEGMENTS; count++) {
    if (slash < from || text[slash] !== '/' || slash + 1 === end) return first
    const start = back(text, from, slash, LONGEST_SEGMENT, SEGMENT)
    // "./" and "../" may stand before all of them.
    const least = count < MOST_SEGMENTS ? start : Math.max(start, dotsBefore(text, slash))
    first = firstStart(text, least, slash) ?? first
    if (start === slash) return first
    slash = start - 1
  }
  return first
}

const dotsBefore = (text: string, slash: number): number =>
  slash - (/\.{0,2}$/.exec(text.slice(Math.max(0, slash - 2), slash))?.[0].length ?? 0)

/** Where a name without a folder begins: one with an extension, or one that is well known. */
function named(text: string, from: number, end: number): number | null {
  const known = WELL_KNOWN.find((name) => text.endsWith(name, end) && end - name.length >= from)
  if (known !== undefined && isStart(text, end - known.length)) return end - known.length
  const dot = back(text, from, end, LONGEST_EXTENSION, WORD) - 1
  if (text[dot] !== '.' || dot < from || !/[A-Za-z]/.test(text[dot + 1] ?? '')) return null
  const start = back(text, from, dot, LONGEST_NAME + 1, PLAIN)
  for (let at = start; at < dot; at++) if (text[at] !== '.' && isStart(text, at)) return at
  return null
}

const WELL_KNOWN = ['Dockerfile', 'Makefile', 'Justfile', 'Rakefile', 'Gemfile']

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_'
const WORD: ReadonlySet<string> = new Set(LETTERS)
const PLAIN: ReadonlySet<string> = new Set(`${LETTERS}.@+-`)
const LAST: ReadonlySet<string> = new Set(`${LETTERS}.@+[]-`)
const SEGMENT: ReadonlySet<string> = new Set(`${LETTERS}.@+~()[]-`)
/** Behind one of these a path goes on, and doesn't begin. */
const WITHIN: ReadonlySet<string> = new Set(`${LETTERS}@/:.~-`)

const isIn = (characters: ReadonlySet<string>, text: string, at: number): boolean =>
  characters.has(text[at] ?? '')

const isStart = (text: string, at: number): boolean => !isIn(WITHIN, text, at - 1)

/** How far back from `end` such characters reach. */
function back(
  text: string,
  from: number,
  end: number,
  most: number,
  characters: ReadonlySet<string>,
): number {
  const least = Math.max(from, end - most)
  let at = end
  while (at > least && isIn(characters, text, at - 1)) at--
  return at
}

function firstStart(text: string, start: number, end: number): number | null {
  for (let at = start; at < end; at++) if (isStart(text, at)) return at
  return null
}
