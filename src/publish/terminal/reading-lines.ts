import type { Diagnostic, Edit, Line } from '../../reading/types.ts'
import type { Mark } from './reading-marks.ts'
import { folded, paragraph, type Style, shown, visibleLine, widest } from './style.ts'

/** A text with what each line was understood as beside it, and what is doubtful below its line. */
export function readingLines(
  text: string,
  marks: readonly Mark[],
  diagnostics: readonly Diagnostic[],
  style: Style,
): string {
  const lines = text.split(/\r\n|\n|\r/u)
  const at = (line: Line): Line => Math.min(Math.max(1, line), lines.length)
  const marked = grouped(marks, ({ line }) => at(line))
  const doubted = grouped(diagnostics, ({ line }) => at(line))
  const beside = [...marked.values()].flatMap((all) => besideEachOther(all).map(widthOf))
  const gutter: Gutter = { number: `${lines.length}`.length, marks: Math.max(0, ...beside) }
  const rows: string[] = []
  const last = lines.length - (lines.at(-1) === '' ? 1 : 0)
  const doubts = doubtsBelow(style, gutter.number + 2, last)
  let passed: Numbered[] = []
  for (const [index, of] of lines.entries()) {
    const number = index + 1
    const [here, below] = [marked.get(number) ?? [], doubted.get(number) ?? []]
    if (here.length === 0 && below.length === 0) {
      passed.push({ number, of })
      continue
    }
    rows.push(...passedBy(passed, gutter, style), ...lineRows({ number, of }, here, gutter, style))
    rows.push(...below.flatMap(doubts))
    passed = []
  }
  return [...rows, ...passedBy(passed, gutter, style)].join('\n')
}

interface Numbered {
  readonly number: number
  readonly of: string
}

/** Widths in columns. */
interface Gutter {
  readonly number: number
  readonly marks: number
}

const MOST_GUTTER = 18

function grouped<T>(all: readonly T[], lineOf: (one: T) => Line): ReadonlyMap<Line, readonly T[]> {
  const groups = new Map<Line, T[]>()
  for (const one of all) {
    const line = lineOf(one)
    groups.set(line, [...(groups.get(line) ?? []), one])
  }
  return groups
}

/** Lines of which nothing was understood: the heading above what follows, and how many there are. */
function passedBy(passed: readonly Numbered[], gutter: Gutter, style: Style): readonly string[] {
  const written = passed.filter(({ of }) => of.trim() !== '')
  const last = written.at(-1)
  const heading = last !== undefined && /^#{1,6}\s/u.test(last.of) ? [last] : []
  const others = written.slice(0, written.length - heading.length)
  const rows = (all: readonly Numbered[]) => all.flatMap((one) => lineRows(one, [], gutter, style))
  return others.length > 1
    ? [row('', [], `… ${others.length} lines`, gutter, style), ...rows(heading)]
    : rows(written)
}

/** A line beside its marks, on as many rows as they need; what doesn't fit there is cut. */
function lineRows(
  { number, of }: Numbered,
  marks: readonly Mark[],
  gutter: Gutter,
  style: Style,
): readonly string[] {
  const room = Math.max(style.columns - gutter.number - gutter.marks - 5, 20)
  const beside = besideEachOther(marks)
  const rows = folded(visibleLine(of), room, Math.max(1, beside.length))
  return Array.from({ length: Math.max(1, beside.length) }, (_, index) =>
    row(index === 0 ? `${number}` : '', beside[index] ?? [], rows[index] ?? '', gutter, style),
  )
}

/** As many marks on a row as fit, separated by commas. */
function besideEachOther(marks: readonly Mark[]): readonly (readonly Mark[])[] {
  const rows: (readonly Mark[])[] = []
  for (const mark of marks) {
    const last = rows.at(-1)
    if (last !== undefined && widthOf([...last, mark]) <= MOST_GUTTER)
      rows[rows.length - 1] = [...last, mark]
    else rows.push([mark])
  }
  return rows
}

const widthOf = (marks: readonly Mark[]): number => widest([marks.map(textOf).join(', ')])

const textOf = ({ text }: Mark): string => shown(text, MOST_GUTTER)

/** Lines of which nothing was understood are dim. */
function row(
  label: string,
  marks: readonly Mark[],
  text: string,
  gutter: Gutter,
  style: Style,
): string {
  const set = marks.map((mark) =>
    mark.tone === 'plain' ? textOf(mark) : style[mark.tone](textOf(mark)),
  )
  const space = ' '.repeat(Math.max(0, gutter.marks - widthOf(marks)))
  const said = marks.length === 0 ? style.dim(text) : text
  return `${style.dim(label.padStart(gutter.number))}  ${set.join(', ')}${space} ${style.dim('│')} ${said}`.trimEnd()
}

/**
 * The diagnostics of a line, as a compiler sets them; an edit that several share is shown with the first.
 * @param last the last line of the text, where it is known
 */
export function doubtsBelow(style: Style, indent: number, last: Line = Number.POSITIVE_INFINITY) {
  const told = new Set<string>()
  return ({ severity, code, message, next, edit }: Diagnostic): readonly string[] => {
    const key = JSON.stringify(edit)
    const isNew = edit !== null && !told.has(key)
    told.add(key)
    const sign = severity === 'error' ? style.bad('✗') : style.doubtful('!')
    const space = ' '.repeat(indent)
    return [
      paragraph(
        style,
        `${style.bold(shown(message, 1_000))} ${style.dim(code)}`,
        indent + 2,
        `${space}${sign}`,
      ),
      paragraph(style, shown(next, 1_000), indent + 4, `${space}  →`),
      ...(isNew ? editRows(edit, last, indent + 4, style) : []),
    ]
  }
}

/** More lines than this are better looked at in the file. */
const MOST_LINES = 12

function editRows(
  { from, to, text }: Edit,
  last: Line,
  indent: number,
  style: Style,
): readonly string[] {
  const space = ' '.repeat(indent)
  const range = from === to ? `line ${from}` : `lines ${from} to ${to}`
  if (to >= from && text === '') return [style.dim(`${space}leave out ${range}`)]
  const below = from === 1 ? 'first' : from > last ? 'at the end' : `below line ${to}`
  const lines = text.split('\n')
  const more = lines.length - MOST_LINES
  return [
    style.dim(`${space}write ${to >= from ? `instead of ${range}` : below}:`),
    // Not cut, not wrapped: people copy it.
    ...lines
      .slice(0, MOST_LINES)
      .map((line) => `${space}${style.dim('│')} ${style.good(visibleLine(line))}`.trimEnd()),
    ...(more > 0 ? [style.dim(`${space}… ${more} more lines`)] : []),
  ]
}
