import { placeholdersIn } from './placeholder.ts'
import { type Change, lineHolding, type Source } from './source.ts'
import type { Diagnostic, Edit, Line } from './types.ts'

/** A diagnostic with what would set it right, before it is known what else is to change in the same lines. */
export interface Doubt extends Omit<Diagnostic, 'edit'> {
  /** None where only the writer can know. Asked for once, and of the first doubts only. */
  readonly changes: () => readonly Change[]
}

/**
 * The diagnostics with their edits. Those that change the same lines, or neighbours between which others may come, get
 * one edit in common, so that all of them can be applied.
 */
export function withEdits(source: Source, doubts: readonly Doubt[]): readonly Diagnostic[] {
  const asked = new Map<Doubt['changes'], readonly Change[]>()
  const changes = doubts.slice(0, MOST_EDITS).map(({ changes: wanted }) => {
    const known = asked.get(wanted) ?? few(wanted())
    asked.set(wanted, known)
    return known
  })
  const ranges = changes
    .map((of, index) => ({ index, of }))
    .filter(({ of }) => of.length > 0)
    .map(({ index, of }) => ({ indexes: [index], ...linesOf(source, of) }))
    .sort((one, other) => one.first - other.first)
  const groups: Range[] = []
  for (const range of ranges) {
    const last = groups.at(-1)
    if (last === undefined || range.first > last.last + 1) groups.push(range)
    else {
      groups[groups.length - 1] = {
        indexes: [...last.indexes, ...range.indexes],
        first: last.first,
        last: Math.max(last.last, range.last),
      }
    }
  }
  const edits = new Map<number, Edit | null>()
  for (const { indexes } of groups) {
    const inOrder = [...indexes].sort((one, other) => one - other)
    const edit = editOf(source, few(inOrder.flatMap((index) => changes[index] ?? [])))
    const isTooMuch = (edit?.text.length ?? 0) * indexes.length > LONGEST
    for (const index of indexes) edits.set(index, isTooMuch ? null : edit)
  }
  return doubts.map(({ changes: _, ...diagnostic }, index) => ({
    ...diagnostic,
    edit: edits.get(index) ?? null,
  }))
}

/** All these changes as one edit, null where there is none. Of two that overlap, the first is made. */
export function editOf(source: Source, changes: readonly Change[]): Edit | null {
  const made = apart(changes)
  if (made.length === 0) return null
  const { first, last } = linesOf(source, made)
  const from = source.starts[first - 1] ?? 0
  const to = (source.starts[last] ?? source.text.length + 1) - 1
  let text = ''
  let at = from
  for (const change of made) {
    text += source.text.slice(at, change.start) + change.text
    at = change.end
  }
  const before = source.text.slice(from, to).split('\n')
  const after = (text + source.text.slice(at, to)).split('\n')
  return leastOf(before, after, first)
}

interface Range {
  readonly indexes: readonly number[]
  readonly first: Line
  readonly last: Line
}

/** More diagnostics with an edit help nobody, and larger edits neither. */
const MOST_EDITS = 100
const MOST_CHANGES = 500
const LONGEST = 64 * 1024

const few = (changes: readonly Change[]): readonly Change[] =>
  changes.length > MOST_CHANGES ? [] : changes

const linesOf = (source: Source, changes: readonly Change[]) => ({
  first: lineHolding(source, Math.min(...changes.map(({ start }) => start))),
  last: lineHolding(source, Math.max(...changes.map(({ end }) => end))),
})

function apart(changes: readonly Change[]): readonly Change[] {
  const made: Change[] = []
  for (const change of changes) {
    const clashes = made.some(
      (other) =>
        (change.start < other.end && other.start < change.end) ||
        (change.start === other.start && change.end === other.end && change.text === other.text),
    )
    if (!clashes) made.push(change)
  }
  return made.sort((one, other) => one.start - other.start || one.end - other.end)
}

/** Without the lines at both ends that stay as they are; those below first, so that none comes in behind the last. */
function leastOf(before: readonly string[], after: readonly string[], first: Line): Edit | null {
  const most = Math.min(before.length, after.length)
  let end = 0
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++
  let start = 0
  while (start < most - end && before[start] === after[start]) start++
  const text = after.slice(start, after.length - end).join('\n')
  const [from, to] = [first + start, first + before.length - 1 - end]
  if (to < from && after.length === before.length) return null
  return { from, to, text, fills: placeholdersIn(text).length > 0 }
}
