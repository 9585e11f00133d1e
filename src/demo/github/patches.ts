import { structuredPatch } from 'diff'

export interface Patch {
  readonly additions: number
  readonly deletions: number
  /** Null where GitHub shows none: nothing changed, or too much of it. */
  readonly patch: string | null
}

/** GitHub's limits for the diff of one file ("Repository limits"). */
const MOST_LINES = 20_000
const MOST_CHARACTERS = 500_000
/** Beyond so many edits the whole file counts as rewritten; to find the shortest script would take minutes. */
const MOST_EDITS = 4_000

/** The unified diff of a file as GitHub's API shows it: hunks only, three lines of context. */
export function patchOf(before: string, after: string): Patch {
  const hunks = hunksOf(before, after)
  const count = (sign: string) =>
    hunks.reduce((sum, { lines }) => sum + lines.filter((line) => line.startsWith(sign)).length, 0)
  const old = before.split('\n')
  const text = hunks.map((hunk) => [header(hunk, old), ...hunk.lines].join('\n')).join('\n')
  const lineCount = hunks.reduce((sum, { lines }) => sum + lines.length, 0)
  const isShown = hunks.length > 0 && lineCount <= MOST_LINES && text.length <= MOST_CHARACTERS
  return { additions: count('+'), deletions: count('-'), patch: isShown ? text : null }
}

interface Hunk {
  readonly oldStart: number
  readonly oldLines: number
  readonly newStart: number
  readonly newLines: number
  readonly lines: readonly string[]
}

function hunksOf(before: string, after: string): readonly Hunk[] {
  const options = { context: 3, maxEditLength: MOST_EDITS }
  const found = structuredPatch('', '', before, after, undefined, undefined, options)
  return found?.hunks ?? [rewritten(before, after)]
}

function rewritten(before: string, after: string): Hunk {
  const gone = signed('-', before)
  const come = signed('+', after)
  return {
    oldStart: 1,
    oldLines: gone.filter((line) => line.startsWith('-')).length,
    newStart: 1,
    newLines: come.filter((line) => line.startsWith('+')).length,
    lines: [...gone, ...come],
  }
}

function signed(sign: string, text: string): string[] {
  if (text === '') return []
  const isEnded = text.endsWith('\n')
  const lines = (isEnded ? text.slice(0, -1) : text).split('\n').map((line) => `${sign}${line}`)
  return isEnded ? lines : [...lines, '\\ No newline at end of file']
}

/** `@@ -a,b +c,d @@`, and after it the heading under which the change stands, as Git finds it. */
function header(hunk: Hunk, old: readonly string[]): string {
  const heading = old
    .slice(0, Math.max(0, hunk.oldStart - 1))
    .findLast((line) => HEADING.test(line))
  const from = range(hunk.oldStart, hunk.oldLines)
  const to = range(hunk.newStart, hunk.newLines)
  const line = `@@ -${from} +${to} @@`
  return heading === undefined ? line : `${line} ${heading.slice(0, 80).trimEnd()}`
}

const HEADING = /^[A-Za-z_$]/

/** Git leaves out a count of one; an empty range stands after the line before it. */
const range = (start: number, count: number): string =>
  count === 1 ? `${start}` : `${count === 0 ? start - 1 : start},${count}`
