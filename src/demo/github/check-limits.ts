import { fieldsOf } from './replies.ts'

const MOST_ANNOTATIONS = 50
const MOST_CHARACTERS = 65_535
const MOST_ACTIONS = 3
const ACTION_LENGTHS = { label: 20, description: 40, identifier: 20 } as const
const LEVELS: readonly unknown[] = ['notice', 'warning', 'failure']

/** Why GitHub would refuse this check run with 422; null when it wouldn't. A new one needs a title, too. */
export function checkRunProblem(
  fields: Readonly<Record<string, unknown>>,
  isNew: boolean,
): string | null {
  const output = fieldsOf(fields.output)
  return (
    tooLong(output) ??
    (fields.output === undefined ? null : missingText(output, isNew)) ??
    first(listOf(output.annotations), annotationProblem) ??
    tooMany(listOf(output.annotations), MOST_ANNOTATIONS, 'annotations') ??
    tooMany(listOf(fields.actions), MOST_ACTIONS, 'actions') ??
    first(listOf(fields.actions), actionProblem)
  )
}

/** The elements of a JSON array; none when it is something else. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function tooLong(output: Readonly<Record<string, unknown>>): string | null {
  for (const name of ['title', 'summary', 'text']) {
    const value = output[name]
    if (typeof value === 'string' && value.length > MOST_CHARACTERS) {
      return `output.${name}: only ${MOST_CHARACTERS} characters are allowed; ${value.length} were supplied.`
    }
  }
  return null
}

function missingText(output: Readonly<Record<string, unknown>>, isNew: boolean): string | null {
  const needed = isNew ? ['title', 'summary'] : ['summary']
  const missing = needed.find((name) => typeof output[name] !== 'string')
  return missing === undefined ? null : `output: "${missing}" wasn't supplied.`
}

const tooMany = (list: readonly unknown[], most: number, name: string): string | null =>
  list.length > most
    ? `No more than ${most} ${name} are allowed; ${list.length} were supplied.`
    : null

function annotationProblem(value: unknown): string | null {
  const annotation = fieldsOf(value)
  const { path, start_line: start, end_line: end, annotation_level: level, message } = annotation
  if (typeof path !== 'string' || path === '') return 'annotations: "path" must not be empty.'
  if (!isLine(start) || !isLine(end)) return 'annotations: lines must be numbers from 1 on.'
  if (end < start) return 'annotations: "end_line" must not be before "start_line".'
  if (!LEVELS.includes(level)) return `annotations: "${level}" is not an annotation_level.`
  if (typeof message !== 'string' || message === '') return 'annotations: "message" is missing.'
  return null
}

const isLine = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 1

function actionProblem(value: unknown): string | null {
  const action = fieldsOf(value)
  for (const [name, most] of Object.entries(ACTION_LENGTHS)) {
    const text = action[name]
    if (typeof text !== 'string' || text === '') return `actions: "${name}" wasn't supplied.`
    if (text.length > most) return `actions: "${name}" is longer than ${most} characters.`
  }
  return null
}

function first(
  list: readonly unknown[],
  problem: (value: unknown) => string | null,
): string | null {
  for (const value of list) {
    const found = problem(value)
    if (found !== null) return found
  }
  return null
}
