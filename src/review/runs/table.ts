import { readCommandLine, readCommandSpan } from '../../reading/command-line.ts'
import { oneLine, type Passage } from '../../reading/passage.ts'
import type { ValidationRun } from '../../reading/types.ts'
import { readEnding } from '../../reading/validation-line.ts'
import type { Table } from '../blocks.ts'
import type { Setting } from './setting.ts'
import { runsInText } from './statements.ts'

/** The runs in a table: "| Command | Result |", and sentences in the cells of any other. */
export function runsInTable({ rows }: Table, setting: Setting): readonly ValidationRun[] {
  const [header, ...rest] = rows
  if (header === undefined || setting.trust === 'closed') return []
  const titles = header.cells.map((cell) => oneLine(cell).toLowerCase())
  if (titles.some((title) => OF_FINDINGS.test(title))) return []
  const results = titles.flatMap((title, index) => (RESULT.test(title) ? [index] : []))
  const isOfRuns = results.length > 0 && titles.some((title) => COMMAND.test(title))
  // "0" under "Exit code" is no figure of tests.
  const withExits = (cells: readonly Passage[]): readonly Passage[] =>
    cells.map((cell, index) =>
      /^exit/.test(titles[index] ?? '') && /^\d{1,3}$/.test(cell.text)
        ? { ...cell, text: `exit ${cell.text}` }
        : cell,
    )
  const body = titles.some((title) => COMMAND.test(title) || RESULT.test(title)) ? rest : rows
  const isTold = isOfRuns || setting.trust === 'told'
  const certain = titles.map(
    (title, index) =>
      setting.certain || /\bcommands?\b|命令/.test(title) || isColumnOfCommands(body, index),
  )
  return body.flatMap(
    ({ cells }) =>
      (isTold ? runOfRow(withExits(cells), results, titles, certain, setting) : null) ??
      cells.flatMap((cell) => runsInText(cell, { ...setting, trust: 'open' })),
  )
}

/** Where half of the cells are commands, the others are commands as well, of whatever program. */
function isColumnOfCommands(rows: Table['rows'], index: number): boolean {
  const codes = rows.flatMap(({ cells }) => {
    const { text = '', codes: [first] = [] } = cells[index] ?? {}
    return first === undefined || first.start > 0 ? [] : [text.slice(first.start, first.end)]
  })
  const commands = codes.filter((code) => readCommandSpan(code, false) !== null)
  return commands.length > 0 && 2 * commands.length >= codes.length
}

const OF_FINDINGS = /^(?:findings?|issues?|severity|blockers?|fix|recommendations?)$/

const COMMAND =
  /\b(?:commands?|checks?|gates?|scripts?|runs?|validations?|verifications?|tests?|suites?|steps?|tools?)\b|命令|检查/
const RESULT =
  /\b(?:results?|status|outcomes?|exit(?: code)?|outputs?|pass(?:ed)?|state)\b|^(?:✅|✓|ok)|结果|状态/u

/** A row about one command, or about several that ended in the same way. */
function runOfRow(
  cells: readonly Passage[],
  results: readonly number[],
  titles: readonly string[],
  certain: readonly boolean[],
  setting: Setting,
): readonly ValidationRun[] | null {
  const found = cells.map((cell, index) => commandsOf(cell, certain[index] === true))
  const at = found.findIndex((commands) => commands.length > 0)
  const cell = cells[at]
  // A criterion stands before the command that proves it, and is no run.
  const title = titles[at] ?? ''
  if (cell === undefined || (at > 0 && !COMMAND.test(title) && !RESULT.test(title))) return null
  const others = [...results.filter((index) => index !== at), ...cells.keys()].filter(
    (index, place, all) =>
      (index > 0 || results.includes(index)) && index !== at && all.indexOf(index) === place,
  )
  const told = [
    found[at]?.at(-1)?.rest ?? '',
    ...others.map((index) => oneLine(cells[index] ?? cell)),
  ].join(' ; ')
  const ending = readEnding(told.replace(/^[ ;]+/, ''))
  const outcome = ending.outcome === 'unknown' ? (setting.outcome ?? 'unknown') : ending.outcome
  return (found[at] ?? []).map(({ command }) => ({
    by: setting.by,
    command,
    ...ending,
    outcome,
    line: cell.line,
  }))
}

/** The commands with which a cell begins, or which it names in brackets behind a word for them. */
function commandsOf(cell: Passage, certain: boolean): readonly { command: string; rest: string }[] {
  const { text, codes } = cell
  const first = codes[0]
  if (first !== undefined && isLabel(text.slice(0, first.start), text.slice(first.end))) {
    const commands = codes.map((span) => ({
      span,
      read: readCommandSpan(text.slice(span.start, span.end), certain),
    }))
    const silent = commands.findIndex(({ read }) => read === null)
    const own = silent < 0 ? commands : commands.slice(0, silent)
    const end = own.at(-1)?.span.end ?? 0
    return own.flatMap(({ read }, index) =>
      read === null
        ? []
        : [
            {
              ...read,
              rest: index === own.length - 1 ? `${read.rest} ${text.slice(end)}` : read.rest,
            },
          ],
    )
  }
  const plain = readCommandLine(text, false)
  if (plain !== null) return [plain]
  const bracket = /\(([^()]{3,200})\)\s*$/.exec(text)
  const inside = bracket === null ? null : readCommandLine(bracket[1] ?? '', false)
  if (inside === null) return []
  return [{ command: inside.command, rest: `${inside.rest} ${text.slice(0, bracket?.index)}` }]
}

const isLabel = (before: string, behind: string): boolean =>
  LABEL.test(before) ||
  (NAME.test(before) && !SAYS.test(before) && /^\s*$|^\s+and\b|^\s*\(/.test(behind))

/** "Example `flutter build`": a name, and nothing that says what the command does. */
const NAME = /^(?:[\p{L}\d/.+-]{1,30} ){1,4}$/u
const SAYS =
  /\b(?:uses?|runs?|calls?|has|is|are|in|of|to|via|for|with|the|an?|no|not|adds?|needs?|requires?|documents?|mentions?)\b/i

/** What may stand before a command in its cell. */
const LABEL = /^(?:[\p{L}\p{N} _/&.-]{0,60}[:(—–-]\s*|[✅❌✓✔✗✘🟢🔴\s]*)$/u
