import type { Doubt } from '../reading/edits.ts'
import { placeholder, placeholdersIn } from '../reading/placeholder.ts'
import { type Change, lineOf, type Source } from '../reading/source.ts'
import type { Line } from '../reading/types.ts'
import { readBlockerRefs } from './blocker-ref.ts'
import type { Trailer } from './message.ts'
import { fixesBlockers, type TrailerBlock } from './trailers.ts'

/** What is wrong with the trailers of a message that name blockers, and with lines that were meant for such. */
export function trailerDoubts(source: Source, block: TrailerBlock): readonly Doubt[] {
  const strays = misplacedIn(source, block.start)
  const [first] = strays
  // All are moved at once: each on its own would begin a paragraph of its own.
  const moved = first === undefined ? null : () => [allMoved(source, block, first.line)]
  return [
    ...block.trailers
      .filter(({ key }) => fixesBlockers(key))
      .flatMap((trailer) => unreadable(trailer, moved ?? (() => mendedIn(source, trailer)))),
    ...strays.map(({ line, text }) => misplaced(line, text, moved ?? (() => []))),
  ]
}

interface Stray {
  readonly line: Line
  readonly text: string
  readonly value: string
}

/** Lines that were meant for trailers, and are none to git. */
const misplacedIn = (source: Source, start: number): readonly Stray[] =>
  source.lines.slice(1, start).flatMap((text, index) => {
    const value = MEANT.exec(text)?.[1]
    return value === undefined ? [] : [{ line: index + 2, text, value: value.trim() }]
  })

const MEANT = /^\s*(?:[-*]\s+)?(?:fixes|resolves|addresses)[- ]blockers?\s*:\s*(\S.*)/i

const misplaced = (line: Line, text: string, changes: Doubt['changes']): Doubt => ({
  code: 'misplaced-trailer',
  severity: 'warning',
  line,
  message: `"${text.trim().slice(0, 100)}" is no trailer: those stand together in the last paragraph.`,
  next: 'Move it into the last paragraph, as "Fixes-Blocker: B1", with no other text than trailers there.',
  changes,
})

function unreadable({ key, value, line }: Trailer, changes: Doubt['changes']): readonly Doubt[] {
  const { refs, unread } = readBlockerRefs(value, line)
  if ((unread.length === 0 && refs.length > 0) || placeholdersIn(value).length > 0) return []
  return [
    {
      code: 'unreadable-blocker',
      severity: 'warning',
      line,
      message:
        unread.length === 0
          ? `The trailer ${key} names no blocker.`
          : `"${unread.join('", "')}" in the trailer ${key} is no blocker's name.`,
      next: 'Write "Fixes-Blocker: B1", with its round or report where that is needed: "R2-B1", "reviews/x.md#B1".',
      changes,
    },
  ]
}

function mendedIn(source: Source, { value, line }: Trailer): readonly Change[] {
  const start = source.starts[line - 1] ?? 0
  const end = (source.starts[behind(source, line) - 1] ?? source.text.length + 1) - 1
  return [{ start, end, text: mended(value) }]
}

/** The names that can be read, and a place for those that can't; "not B1" names it and fixes nothing. */
function mended(value: string): string {
  const { refs, unread, denied } = readBlockerRefs(value, 1)
  if (denied) return `Refs: ${value}`
  if ((unread.length === 0 && refs.length > 0) || placeholdersIn(value).length > 0) {
    return `Fixes-Blocker: ${value}`
  }
  const names = [...refs.map(({ text }) => text), placeholder('the id of the blocker, as B1')]
  const because = /\s\bbecause\b.*$/isu.exec(` ${value}`)?.[0] ?? ''
  return `Fixes-Blocker: ${names.join(', ')}${because}`
}

/** The line behind a trailer and what continues it. */
function behind(source: Source, line: Line): Line {
  let next = line + 1
  while (/^\s+\S/.test(lineOf(source, next))) next++
  return next
}

/** The message from its first misplaced line on, with all of them at its end, and the trailers there mended. */
function allMoved(source: Source, { trailers, start }: TrailerBlock, from: Line): Change {
  const strays = new Map(misplacedIn(source, start).map((stray) => [stray.line, stray]))
  const unread = new Map(
    trailers
      .filter((trailer) => unreadable(trailer, () => []).length > 0 && fixesBlockers(trailer.key))
      .map((trailer) => [trailer.line, trailer]),
  )
  const kept: string[] = []
  const moved: string[] = []
  const isLastBlank = () => (kept.at(-1) ?? lineOf(source, from - 1)).trim() === ''
  for (let line = from; line <= source.lines.length; ) {
    const stray = strays.get(line)
    const end = stray !== undefined || unread.has(line) ? behind(source, line) : line + 1
    const more = source.lines.slice(line, end - 1).map((text) => text.trim())
    if (stray !== undefined) moved.push(mended([stray.value, ...more].join(' ')))
    else if (unread.has(line)) kept.push(mended(unread.get(line)?.value ?? ''))
    // What stood around a paragraph that is gone, stands once.
    else if (!(isLastBlank() && lineOf(source, line).trim() === '')) kept.push(lineOf(source, line))
    line = end
  }
  const isEnded = kept.at(-1) === '' || (kept.length === 0 && source.text.endsWith('\n'))
  while (kept.at(-1)?.trim() === '') kept.pop()
  const needsBlank = trailers.length === 0 && !(kept.length === 0 && isLastBlank())
  const text = [...kept, ...(needsBlank ? [''] : []), ...moved, ...(isEnded ? [''] : [])].join('\n')
  return { start: source.starts[from - 1] ?? 0, end: source.text.length, text }
}
