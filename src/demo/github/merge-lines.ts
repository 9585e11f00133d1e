import { diffArrays } from 'diff'

/** Both changes of a text put together, as Git does it; null where they touch each other. */
export function mergeLines(base: string, ours: string, theirs: string): string | null {
  const lines = linesOf(base)
  const own = editsOf(lines, linesOf(ours))
  const others = editsOf(lines, linesOf(theirs)).filter((edit) => !own.some(isSame(edit)))
  if (others.some((edit) => own.some(touches(edit)))) return null
  const merged = [...lines]
  for (const { start, end, text } of [...own, ...others].sort((a, b) => b.start - a.start)) {
    merged.splice(start, end - start, ...text)
  }
  return merged.join('')
}

/** These lines of the base become that text. */
interface Edit {
  readonly start: number
  readonly end: number
  readonly text: readonly string[]
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

function editsOf(base: string[], side: string[]): readonly Edit[] {
  const edits: Edit[] = []
  let place = 0
  for (const { added, removed, value } of diffArrays(base, side)) {
    if (!added && !removed) {
      place += value.length
      continue
    }
    const last = edits.at(-1)
    const isSamePlace = last !== undefined && last.end === place
    const { start, text } = isSamePlace ? last : { start: place, text: [] }
    if (isSamePlace) edits.pop()
    if (removed) place += value.length
    edits.push({ start, end: place, text: removed ? text : [...text, ...value] })
  }
  return edits
}

const isSame =
  (one: Edit) =>
  (other: Edit): boolean =>
    one.start === other.start && one.end === other.end && one.text.join('') === other.text.join('')

const touches =
  (one: Edit) =>
  (other: Edit): boolean =>
    one.start <= other.end && other.start <= one.end
