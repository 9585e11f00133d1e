import { kindOf, quoted } from './words.ts'

/** What is wrong, and what to do next. */
export interface Words {
  readonly message: string
  readonly next: string
}

type Path = readonly PropertyKey[]

/** A value of another kind than zod expects, or none. */
export function otherKind(expected: string, path: Path, value: unknown): Words {
  const name = nameOf(path)
  if (value === undefined) return { message: `${name} is missing.`, next: 'Add it.' }
  if (value === null) return isEmpty(name)
  const [kind, next] = KINDS[expected] ?? [expected, 'Correct it.']
  return {
    message: `${name} is ${kindOf(value)}, not ${kind}.`,
    next: path.length === 0 ? 'Begin with a key, as in "approvals: 2".' : next,
  }
}

/** What zod expects, how that is called, and how to write it. */
const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  array: ['a list', 'Write each entry on a line of its own, with "- " before it.'],
  object: ['a set of keys', 'Write "key: value" lines below it, indented.'],
  record: ['a set of keys', 'Write "key: value" lines below it, indented.'],
  string: ['text', 'Write a text; a number needs quotes.'],
  number: ['a whole number', 'Write it in digits, without quotes.'],
  int: ['a whole number', 'Write it in digits, without quotes.'],
  command: ['a command', 'Write the command, or "command:" with "by", "outcome" and "on".'],
}

/** A number, a list or a text beyond a limit. */
export function otherSize(how: 'more' | 'less', limit: number, path: Path, value: unknown): Words {
  const name = nameOf(path)
  if (typeof value === 'number') {
    const other = how === 'more' ? 'less' : 'more'
    return {
      message: `${name} is ${value}, ${how} than ${limit}.`,
      next: `Write ${limit} or ${other}.`,
    }
  }
  if (how === 'less') return isEmpty(name)
  const size = Array.isArray(value)
    ? `${value.length} entries`
    : `${String(value).length} characters`
  return { message: `${name} has ${size}, more than ${limit}.`, next: `Keep to ${limit}.` }
}

const isEmpty = (name: string): Words => ({
  message: `${name} is empty.`,
  next: 'Give it a value, or delete it.',
})

/** `"reviewers"`, `Entry 2 of "people"`, `The file`. */
function nameOf(path: Path): string {
  const last = path.at(-1)
  if (last === undefined) return 'The file'
  if (typeof last !== 'number') return quoted(String(last))
  const list = path.findLast((step) => typeof step === 'string')
  return `Entry ${last + 1} of "${String(list)}"`
}
