import {
  type CommandLine,
  hasPrompt,
  isTemplate,
  onlyLooks,
  readCommandLine,
} from '../../reading/command-line.ts'
import type { Line, ValidationRun } from '../../reading/types.ts'
import { type Ending, readEnding } from '../../reading/validation-line.ts'
import type { Code } from '../blocks.ts'
import type { Setting } from './setting.ts'

/** The runs in a block of code: each line is a command, or what the command before it printed. */
export function runsInCode({ text, line }: Code, setting: Setting): readonly ValidationRun[] {
  if (setting.trust === 'closed') return []
  const lines = text.split('\n')
  const prompted = lines.some(hasPrompt)
  const runs: { command: CommandLine; line: Line; printed: string[] }[] = []
  for (let index = 0; index < lines.length; index++) {
    const { whole, count } = joined(lines, index)
    const command = commandIn(lines, index, whole, prompted, setting)
    if (command !== null) runs.push({ command, line: line + index, printed: [] })
    else runs.at(-1)?.printed.push(whole.replace(/^.*\becho "?\$\?"?$/, 'exit code'))
    index += count - 1
  }
  if (!prompted && runs.some(({ command, printed }) => startsServer(command, printed))) return []
  const isToldByOutput = runs.some(
    ({ command, printed }) => endingOf(command, printed).outcome !== 'unknown',
  )
  return runs.flatMap(({ command, line: at, printed }) => {
    const ending = endingOf(command, printed)
    const isRun =
      (setting.trust === 'told' &&
        (setting.certain ||
          prompted ||
          ending.outcome !== 'unknown' ||
          !onlyLooks(command.command))) ||
      (prompted && isToldByOutput) ||
      (ending.outcome !== 'unknown' && !onlyLooks(command.command))
    if (
      !isRun ||
      HOPED.test(command.rest) ||
      (ending.outcome === 'unknown' && isTemplate(command.command))
    )
      return []
    const outcome = ending.outcome === 'unknown' ? (setting.outcome ?? 'unknown') : ending.outcome
    return [{ by: setting.by, command: command.command, ...ending, outcome, line: at }]
  })
}

/** What only ends when somebody stops it is a step for the reader to take, as are those beside it. */
const startsServer = (command: CommandLine, printed: readonly string[]): boolean =>
  SERVER.test(command.command) && endingOf(command, printed).outcome === 'unknown'

const SERVER =
  /(?:^|\s)(?:(?:npm|pnpm|yarn|bun)(?: run)? (?:dev|start|serve)|docker[ -]compose(?: -\S+| \S+\.ya?ml){0,4} up|(?:next|vite|nuxt|flask) (?:dev|serve|run))(?:\s+-d)?$/

/** A command that goes on in the next line: behind a backslash, `&&` or a pipe. */
function joined(lines: readonly string[], index: number): { whole: string; count: number } {
  let whole = lines[index] ?? ''
  let count = 1
  while (count < 20 && /(?:\\|&&|\||`)\s*$/.test(whole) && index + count < lines.length) {
    if (/`\s*$/.test(whole) && !/^\s*-/.test(lines[index + count] ?? '')) break
    whole = `${whole.replace(/[\\`]\s*$/, '')} ${(lines[index + count] ?? '').trim()}`
    count++
  }
  return { whole, count }
}

function commandIn(
  lines: readonly string[],
  index: number,
  whole: string,
  prompted: boolean,
  setting: Setting,
): CommandLine | null {
  if (/^\s*(?:\S{0,60}[$>%#]\s+)?(?:echo|cd|pwd|clear|export|exit)\b[^&;]*$/.test(whole))
    return null
  if (hasPrompt(whole)) return readCommandLine(whole, true)
  const isFirst = index === 0 || (lines[index - 1] ?? '').trim() === ''
  const weak = /^\s*[>#%]\s+(?=\S)/.exec(whole)?.[0]
  if (weak !== undefined) {
    const printed = (lines[index + 1] ?? '').trim()
    const hasOutput = printed !== '' && readCommandLine(printed, false) === null
    return isFirst && hasOutput ? readCommandLine(whole.slice(weak.length), false) : null
  }
  if (prompted && !(isFirst && !lines.some((line) => /^\s*\$ /.test(line)))) return null
  if (OUTPUT.test(whole)) return null
  return readCommandLine(whole, setting.certain)
}

/** How it ended: the remark on its own line, what it printed, a comment below. */
function endingOf({ command, rest }: CommandLine, printed: readonly string[]): Ending {
  const remark = readEnding(rest)
  if (printed.length === 0) return remark
  const all = readEnding(`${rest}\n${printed.join('\n')}`)
  if (remark.outcome !== 'unknown' && all.passed === null && all.failed === null) return remark
  return onlyLooks(command) && !/^\s*(?:#|\/\/)/.test(printed[0] ?? '') ? remark : all
}

/** "# Should pass": nobody has run it yet. */
const HOPED = /^(?:this |it |all )?(?:should|must|will|expect(?: |:)|would|to be\b)/i

/** Lines that commands print: results, warnings, continuations. */
const OUTPUT =
  /^\s*(?:$|[+#>|=…─✅❌✓✔✗✘(-]|\d|test result\b|running\b|error\b|warning\b|ok\b|fail\b|pass\b|tests?:)/i
