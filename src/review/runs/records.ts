import { readCommandLine } from '../../reading/command-line.ts'
import type { Line, ValidationRun } from '../../reading/types.ts'
import { readEnding } from '../../reading/validation-line.ts'

/**
 * The runs in a record, YAML or JSON: `command: npm test` with an `outcome:` beside it, and lists under a key such as
 * `validation:` or `evidence:`.
 */
export function runsInRecord(text: string, line: Line): readonly ValidationRun[] {
  const runs: ValidationRun[] = []
  let isList = false
  let isOpen = false
  for (const [index, row] of text.split('\n').entries()) {
    const entry = ENTRY.exec(row)?.groups
    const { key, value = '' } = entry ?? {}
    const item = /^\s*-\s+(?<item>\S.{0,1000})$/.exec(row)?.groups?.item
    if (key !== undefined && COMMAND.test(key) && value !== '') {
      const command = unquoted(value)
      const read = readCommandLine(command, true)
      isOpen = read !== null
      if (read !== null) runs.push(run(command, '', line + index))
    } else if (key !== undefined && OUTCOME.test(key) && isOpen) {
      const last = runs.pop()
      const told = /^\d+$/.test(unquoted(value)) ? `exit ${unquoted(value)}` : unquoted(value)
      if (last !== undefined) runs.push({ ...last, ...readEnding(told) })
    } else if (key !== undefined && value === '') {
      isList = LIST.test(key)
      isOpen = false
    } else if (item !== undefined && isList) {
      const read = readCommandLine(unquoted(item).replace(/^`([^`]+)`/, '$1'), false)
      if (read !== null) runs.push(run(read.command, read.rest, line + index))
    }
  }
  return runs
}

/** Whether a text is a record at all. */
export const isRecord = (text: string): boolean => {
  const rows = text.split('\n').filter((row) => row.trim() !== '')
  const isAboutRuns = rows.some((row) => {
    const { key = '', value = '' } = ENTRY.exec(row)?.groups ?? {}
    return COMMAND.test(key) || (value === '' && LIST.test(key))
  })
  return (
    isAboutRuns &&
    !rows.some((row) => OF_WORKFLOW.test(row)) &&
    rows.length > 1 &&
    rows.filter((row) => ENTRY.test(row) || /^\s*[-[\]{}]/.test(row)).length === rows.length
  )
}

const run = (command: string, told: string, line: Line): ValidationRun => ({
  by: 'reviewer',
  command,
  ...readEnding(told),
  line,
})

const ENTRY =
  /^\s*(?:-\s+)?["']?(?<key>[A-Za-z][\w -]{0,40}?)["']?\s*:(?:\s+(?<value>\S.{0,1000}))?\s*$/
const COMMAND = /^(?:command|cmd|run|check|ran)$/i
/** A workflow's steps, or a part of it: what a server would run. */
const OF_WORKFLOW = /^\s*(?:-\s+)?(?:uses|shell|runs-on|steps|jobs|working-directory):/
const OUTCOME = /^(?:outcome|result|status|exit[-_ ]?(?:code|status)?|output|conclusion)$/i
const LIST =
  /\b(?:validation|verification|commands?|checks?|evidence|tests?|runs?|gates?)\b|_(?:run|commands?|checks?)$/i

const unquoted = (value: string): string =>
  value
    .trim()
    .replace(/,$/, '')
    .replace(/^(["'])(.*)\1$/, '$2')
