import { type CommandLine, readCommandLine } from '../reading/command-line.ts'
import { oneLine, type Passage, part, sentencesIn } from '../reading/passage.ts'
import { readRole } from '../reading/role.ts'
import type { Line, Outcome, Role, ValidationRun } from '../reading/types.ts'
import { readEnding, readEndingOfAll } from '../reading/validation-line.ts'
import {
  type Block,
  type Code,
  type Entry,
  type Outline,
  passagesIn,
  plainText,
  type Section,
} from './outline.ts'

/**
 * The commands that a report says were run, by whom and how they ended. They stand in a section of their own, in
 * lists or code; elsewhere only `command → 482 passed` in code counts.
 */
export const readValidation = (outline: Outline): readonly ValidationRun[] => {
  const inSections = outline.filter(isValidation).flatMap(runsIn)
  const elsewhere = outline.filter((section) => !isValidation(section)).flatMap(attested)
  return [...inSections, ...elsewhere]
}

const isValidation = ({ kind, within }: Section): boolean =>
  kind === 'validation' ||
  (kind === 'other' && within.find((outer) => outer !== 'other') === 'validation')

/** Whom the text names as the one who ran what follows, and whether it calls that commands. */
interface Reporter {
  readonly by: Role
  readonly certain: boolean
}

function runsIn(section: Section): readonly ValidationRun[] {
  let reporter = introduced(section.title?.text ?? '', { by: 'reviewer', certain: false })
  let since = 0
  const runs: ValidationRun[] = []
  for (const block of section.blocks) {
    if (block.type !== 'paragraph') {
      runs.push(...runsOfBlock(block, reporter))
      continue
    }
    const ended = endingOfAll(block.passage)
    if (ended !== null) runs.push(...runs.splice(since).map((run) => withEnding(run, ended)))
    if (!block.passage.text.trimEnd().endsWith(':')) continue
    reporter = introduced(block.passage.text, reporter)
    since = runs.length
  }
  return runs
}

const endingOfAll = (passage: Passage): Outcome | null =>
  sentencesIn(passage)
    .map(({ text }) => readEndingOfAll(text))
    .find((outcome) => outcome !== null) ?? null

const withEnding = (run: ValidationRun, outcome: Outcome): ValidationRun =>
  run.outcome === 'unknown' ? { ...run, outcome } : run

const introduced = (text: string, before: Reporter): Reporter => ({
  by: readRole(text) ?? before.by,
  certain: /\b(?:commands?|ran|re-?ran|run|executed|reported)\b/i.test(text),
})

function runsOfBlock(block: Block, reporter: Reporter): readonly ValidationRun[] {
  switch (block.type) {
    case 'list':
      return block.items.flatMap((entry) => runsOfEntry(entry, reporter))
    case 'code':
      return runsOfCode(block, reporter)
    case 'table':
      return block.rows.flatMap(({ cells, line }) => runOfRow(cells, line, reporter))
    default:
      return []
  }
}

const runOf = ({ command, rest }: CommandLine, by: Role, line: Line): ValidationRun => ({
  by,
  command,
  ...readEnding(rest),
  line,
})

/** "`cargo test` — 12 passed": an entry that begins with a command. */
function runsOfEntry(entry: Entry, reporter: Reporter): readonly ValidationRun[] {
  const lead = entry.blocks[0]
  if (lead?.type === 'code') return runsOfCode(lead, reporter)
  if (lead?.type !== 'paragraph') return []
  const run = leadingRun(lead.passage, plainText(entry.blocks.slice(1)), reporter)
  const code = entry.blocks.flatMap((block) =>
    block.type === 'code' ? runsOfCode(block, reporter) : [],
  )
  if (run !== null) return [run]
  const nested = entry.blocks.flatMap((block) =>
    block.type === 'list' ? block.items.flatMap((item) => runsOfEntry(item, reporter)) : [],
  )
  return [...code, ...nested]
}

function leadingRun(passage: Passage, more: string, reporter: Reporter): ValidationRun | null {
  const before =
    /^(?:[✅❌✓✔✗✘🟢🔴\s]|\[[x ]\]|(?:I |we )?(?:re-?)?(?:ran|run|executed)\s)*/iu.exec(
      passage.text,
    )?.[0] ?? ''
  const told = part(passage, before.length)
  const code = told.codes.find((span) => span.start === 0)
  if (code !== undefined) {
    const command = readCommandLine(told.text.slice(0, code.end), reporter.certain)
    if (command === null) return null
    const rest = `${before} ${command.rest} ${told.text.slice(code.end)} ${more}`
    return runOf({ ...command, rest }, reporter.by, told.line)
  }
  const command = readCommandLine(oneLine(told), false)
  return command === null
    ? null
    : runOf({ ...command, rest: `${before} ${command.rest} ${more}` }, reporter.by, told.line)
}

/** A block of code: each line a command, or what the command before printed. */
function runsOfCode({ text, line }: Code, reporter: Reporter): readonly ValidationRun[] {
  const lines = text.split('\n')
  const prompted = lines.some((one) => /^\s*\$ /.test(one))
  const runs: { command: CommandLine; line: Line; rest: string }[] = []
  for (const [index, one] of lines.entries()) {
    const isCandidate = prompted ? /^\s*\$ /.test(one) : !OUTPUT.test(one)
    const command = isCandidate
      ? readCommandLine(one.replace(/\s+\\$/, ''), prompted || reporter.certain)
      : null
    const last = runs.at(-1)
    if (command !== null) runs.push({ command, line: line + index, rest: command.rest })
    else if (last !== undefined) last.rest += `\n${one}`
  }
  return runs.map(({ command, line: at, rest }) => runOf({ ...command, rest }, reporter.by, at))
}

/** Lines that commands print: results, warnings, continuations. */
const OUTPUT =
  /^\s*(?:$|[+#>|=…─✅❌✓✔✗-]|\d|test result\b|running\b|error\b|warning\b|ok\b|fail\b|pass\b|tests?:)/i

/** `| cargo test | ✅ 550 passed |` */
function runOfRow(
  cells: readonly Passage[],
  line: Line,
  reporter: Reporter,
): readonly ValidationRun[] {
  const at = cells.findIndex(
    (cell) => readCommandLine(cell.text, cell.codes[0]?.start === 0) !== null,
  )
  const command = readCommandLine(cells[at]?.text ?? '', true)
  if (at < 0 || command === null) return []
  const rest = cells
    .slice(at + 1)
    .map(oneLine)
    .join(' ')
  return [runOf({ ...command, rest }, reporter.by, line)]
}

/** "HANDBACK attests `cargo test → 482 passed`": a run with its end, quoted in running text. */
const attested = (section: Section): readonly ValidationRun[] =>
  passagesIn(section.blocks)
    .flatMap(sentencesIn)
    .flatMap((sentence) =>
      sentence.codes.flatMap(({ start, end }) => {
        const code = sentence.text.slice(start, end)
        const arrow = /\s(?:→|->|=>)\s/.exec(code)
        const command = arrow === null ? null : readCommandLine(code.slice(0, arrow.index), false)
        if (arrow === null || command === null) return []
        const ending = readEnding(code.slice(arrow.index))
        if (ending.outcome === 'unknown') return []
        const by = readRole(sentence.text.slice(0, start)) ?? 'reviewer'
        return [{ by, command: command.command, ...ending, line: part(sentence, start).line }]
      }),
    )
