import { expect } from '@jest/globals'
import type { Diagnostic } from '../../src/reading/types.ts'

const MARK = '\uFEFF'
const ENDS = /(\r\n|\r|\n)/

/** Fails unless a text differs from what it was only in the lines that edits name. These may be the same one, and not overlap. */
export function linesKept(
  before: string,
  after: string,
  diagnostics: readonly Pick<Diagnostic, 'edit'>[],
): void {
  const byPlace = new Map(
    diagnostics.flatMap(({ edit }) => (edit ? [[`${edit.from}-${edit.to}`, edit]] : [])),
  )
  const edits = [...byPlace.values()].sort(
    (one, other) => one.from - other.from || one.to - other.to,
  )
  expect(after.startsWith(MARK)).toBe(before.startsWith(MARK))
  const was = endedLines(before.replace(MARK, ''))
  const is = endedLines(after.replace(MARK, ''))
  let [old, now] = [0, 0]
  for (const { from, to, text } of edits) {
    const kept = from - 1 - old
    expectSame(was.slice(old, old + kept), is.slice(now, now + kept))
    old += kept + (to - from + 1)
    now += kept + (text === '' && to >= from ? 0 : text.split('\n').length)
  }
  expectSame(was.slice(old), is.slice(now))
}

/** The last line may get an end when others come behind it, or lose it when it becomes the last. */
function expectSame(was: readonly string[], is: readonly string[]): void {
  const bare = (lines: readonly string[]) =>
    lines.map((line, index) => (index === lines.length - 1 ? line.replace(ENDS, '') : line))
  expect(bare(is)).toEqual(bare(was))
}

function endedLines(text: string): readonly string[] {
  const parts = text.split(ENDS)
  return Array.from(
    { length: (parts.length + 1) / 2 },
    (_, index) => `${parts[2 * index] ?? ''}${parts[2 * index + 1] ?? ''}`,
  )
}
