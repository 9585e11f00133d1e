import { type SectionKind, sectionKind } from '../reading/section-kind.ts'
import type { Line } from '../reading/types.ts'

/** A part of a commit's body under a title: "Test Plan:", or a line that is underlined. */
export interface BodySection {
  readonly title: string
  readonly kind: SectionKind
  readonly line: Line
  readonly paragraphs: readonly BodyParagraph[]
}

/** Running text, or one entry of a list, its lines joined by a line break. */
export interface BodyParagraph {
  /** The number of an entry, `-` for a bullet, null for running text. */
  readonly mark: number | '-' | null
  readonly text: string
  readonly line: Line
}

/** Cuts a body into sections. Commit messages are plain text: their underlines would be code to Markdown. */
export function bodySections(lines: readonly string[], firstLine: Line): readonly BodySection[] {
  const sections: Draft[] = [{ title: '', line: firstLine, rows: [], underlined: false }]
  for (let index = 0; index < lines.length; index++) {
    const text = lines[index] ?? ''
    const last = sections.at(-1)
    const title = { title: text.trim(), line: firstLine + index, rows: [] }
    if (isUnderline(lines[index + 1], text)) {
      sections.push({ ...title, underlined: true })
      index++
    } else if (isTitle(text)) {
      // A title with a colon stays within the section that is underlined.
      sections.push({ ...title, underlined: last?.underlined ?? false })
    } else if (
      last !== undefined &&
      !last.underlined &&
      last.title !== '' &&
      endsSection(lines, index)
    ) {
      sections.push({
        title: '',
        line: firstLine + index,
        rows: [{ text, line: firstLine + index }],
        underlined: false,
      })
    } else {
      last?.rows.push({ text, line: firstLine + index })
    }
  }
  return sections.map(({ title, line, rows }) => ({
    title,
    kind: title === '' ? 'other' : sectionKind(title),
    line,
    paragraphs: paragraphsOf(rows),
  }))
}

interface Row {
  readonly text: string
  readonly line: Line
}

interface Draft {
  readonly title: string
  readonly line: Line
  readonly rows: Row[]
  readonly underlined: boolean
}

const isUnderline = (below: string | undefined, text: string): boolean =>
  text.trim() !== '' && /^(?:~{3,}|={3,}|-{3,})\s*$/.test(below ?? '')

const isTitle = (text: string): boolean =>
  /^(?:\S.{0,80}:|#{1,6} .{1,80})\s*$/.test(text) &&
  sectionKind(text) !== 'other' &&
  !MARK.test(text)

const MARK = /^\s{0,8}(?:(?<number>\d{1,3})[.)]|[-*•])\s+(?=\S)/

/** Running text after a blank line is no part of a list any more. */
const endsSection = (lines: readonly string[], index: number): boolean =>
  /^\S/.test(lines[index] ?? '') &&
  !MARK.test(lines[index] ?? '') &&
  (lines[index - 1] ?? '').trim() === '' &&
  index > 0

function paragraphsOf(rows: readonly Row[]): readonly BodyParagraph[] {
  const paragraphs: (BodyParagraph & { readonly indent: number })[] = []
  let open = false
  for (const { text, line } of rows) {
    if (text.trim() === '') {
      open = false
      continue
    }
    const indent = text.length - text.trimStart().length
    const mark = MARK.exec(text)
    const last = paragraphs.at(-1)
    const isInside = last !== undefined && last.mark !== null && indent > last.indent
    if (last !== undefined && (isInside || (open && mark === null))) {
      paragraphs[paragraphs.length - 1] = { ...last, text: `${last.text}\n${text.trim()}` }
    } else {
      paragraphs.push({
        mark: markOf(mark),
        text: text.slice(mark?.[0].length ?? 0).trim(),
        line,
        indent,
      })
    }
    open = true
  }
  return paragraphs
}

function markOf(mark: RegExpExecArray | null): BodyParagraph['mark'] {
  if (mark === null) return null
  return mark.groups?.number === undefined ? '-' : Number(mark.groups.number)
}
