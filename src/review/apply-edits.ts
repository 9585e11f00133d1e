import type { Diagnostic, Edit } from '../reading/types.ts'

/**
 * A text with the edits of its diagnostics made. Of edits that overlap the first is made, and the same one once. Line
 * ends and a byte order mark stay as they are; new lines end as their neighbours do.
 * @param text the one that these diagnostics are about
 */
export function applyEdits(text: string, diagnostics: readonly Pick<Diagnostic, 'edit'>[]): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  const lines = linesOf(text.slice(mark.length))
  const usual = lines[0]?.end || '\n'
  for (const edit of fromTheBottom(diagnostics.flatMap(({ edit }) => edit ?? []))) {
    const at = edit.from - 1
    const end = lines[at]?.end || lines[at - 1]?.end || usual
    const isNone = edit.text === '' && edit.to >= edit.from
    const written = isNone ? [] : edit.text.split(LINE_END).map((text) => ({ text, end }))
    lines.splice(at, edit.to - edit.from + 1, ...written)
  }
  const last = lines.length - 1
  return `${mark}${lines.map(({ text, end }, index) => (index === last ? text : text + (end || usual))).join('')}`
}

const LINE_END = /\r\n|\r|\n/

interface EndedLine {
  readonly text: string
  /** '' behind the last one. */
  readonly end: string
}

function linesOf(text: string): EndedLine[] {
  const parts = text.split(/(\r\n|\r|\n)/)
  return Array.from({ length: (parts.length + 1) / 2 }, (_, index) => ({
    text: parts[2 * index] ?? '',
    end: parts[2 * index + 1] ?? '',
  }))
}

/** Those that don't overlap, the lowest first, so that the lines above keep their numbers. */
function fromTheBottom(edits: readonly Edit[]): readonly Edit[] {
  const made: Edit[] = []
  for (const edit of edits) if (!made.some((other) => overlap(edit, other))) made.push(edit)
  return made.sort((one, other) => other.from - one.from || other.to - one.to)
}

/** What comes in between two lines overlaps what replaces both, and what comes in at the same place. */
const overlap = (one: Edit, other: Edit): boolean =>
  one.from === other.from
    ? isInsertion(one) === isInsertion(other)
    : one.from < other.from
      ? other.from <= one.to
      : one.from <= other.to

const isInsertion = ({ from, to }: Edit): boolean => to < from
