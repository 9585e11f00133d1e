import { placeholder } from '../reading/placeholder.ts'
import { type Change, insertParagraph, isBlank, lineOf, type Source } from '../reading/source.ts'
import type { Line } from '../reading/types.ts'
import type { Outline, Section } from './outline.ts'

/** What a verdict has to be chosen from. */
export const VERDICT_WANTED = placeholder('approve or blocking')

/** A blocker that somebody has yet to describe. */
export const BLOCKER_WANTED = [
  `**${placeholder('what must change')}**`,
  `\`${placeholder('path:line')}\``,
  placeholder('why'),
].join(' ')

/** "Verdict: …" as a paragraph of its own under the title, or above all else where there is none. */
export function insertVerdict(source: Source, outline: Outline): Change {
  const [first] = outline
  const isTitle = first !== undefined && first.title !== null && first.kind === 'other'
  const at = isTitle && first.depth === 1 ? behindTitle(source, first) : source.body
  return insertParagraph(source, at, [`Verdict: ${VERDICT_WANTED}`])
}

/** The first line below the title of a section, which may be underlined. */
export function behindTitle(source: Source, { line }: Pick<Section, 'line'>): Line {
  const isUnderlined =
    !/^\s*(?:#|[-*+>|])/.test(lineOf(source, line)) &&
    /^ {0,3}(?:=+|-+)[ \t]*$/.test(lineOf(source, line + 1))
  return line + (isUnderlined ? 2 : 1)
}

/** The line behind the text of a section, without the sections inside it and the blank lines below. */
export function behindSection(source: Source, outline: Outline, section: Section): Line {
  const next = outline[outline.indexOf(section) + 1]?.line ?? source.lines.length + 1
  let line = next
  while (line > behindTitle(source, section) && isBlank(source, line - 1)) line--
  return line
}

/** The section in which a line stands. */
export const sectionAt = (outline: Outline, line: Line): Section | undefined =>
  outline.findLast((section) => section.line <= line) ?? outline[0]

/** `count` numbered blockers to describe, the first with that number. */
export const blockersWanted = (count: number, first = 1): readonly string[] =>
  Array.from(
    { length: Math.min(count, MOST_WANTED) },
    (_, index) => `${first + index}. ${BLOCKER_WANTED}`,
  )

const MOST_WANTED = 20
