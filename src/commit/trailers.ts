import type { Trailer } from './message.ts'

export interface TrailerBlock {
  readonly trailers: readonly Trailer[]
  /** The index of its first line; the number of lines when there is none. */
  readonly start: number
}

/**
 * The trailers of a commit message by git's own grammar: the last paragraph, never the first one, when all its
 * lines are trailers, or a quarter of them with one that git itself writes.
 * @see https://git-scm.com/docs/git-interpret-trailers
 */
export function readTrailers(lines: readonly string[]): TrailerBlock {
  const end = lines.findLastIndex((line) => line.trim() !== '') + 1
  const start = lines.slice(0, end).findLastIndex((line) => line.trim() === '') + 1
  const none = { trailers: [], start: lines.length }
  // The first paragraph is the title, whatever it looks like.
  if (start === 0) return none
  const block = lines.slice(start, end)
  if (!isBlock(block)) return none
  return { trailers: unfolded(block, start), start }
}

/** `Fixes-Blocker:` and what means the same. */
export const fixesBlockers = (key: string): boolean => FIXES.test(key)

const FIXES = /^(?:fixes|resolves|addresses)-blockers?$/i

const KEY = /^([A-Za-z0-9-]+)[ \t]*:/
const BY_GIT = /^(?:Signed-off-by: |\(cherry picked from commit )/

function isBlock(block: readonly string[]): boolean {
  const isKnown = block.some((line) => BY_GIT.test(line))
  let [trailers, others, last] = [0, 0, false]
  for (const line of block) {
    if (line.startsWith('#')) continue
    // A continuation belongs to whatever stands before it.
    if (/^\s/.test(line)) {
      if (!last) others++
      continue
    }
    last = BY_GIT.test(line) || KEY.test(line)
    if (last) trailers++
    else others++
  }
  return isKnown ? trailers * 3 >= others : trailers > 0 && others === 0
}

function unfolded(block: readonly string[], start: number): readonly Trailer[] {
  const trailers: { key: string; value: string; line: number }[] = []
  let open = false
  for (const [index, line] of block.entries()) {
    const last = trailers.at(-1)
    if (/^\s/.test(line)) {
      if (open && last !== undefined) last.value = `${last.value} ${line.trim()}`.trim()
      continue
    }
    const key = KEY.exec(line)
    open = key !== null
    if (key !== null) {
      trailers.push({
        key: key[1] ?? '',
        value: line.slice(key[0].length).trim(),
        line: start + index + 1,
      })
    }
  }
  return trailers
}
