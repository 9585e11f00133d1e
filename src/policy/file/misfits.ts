import type { z } from 'zod'
import { knownKeys } from './known-keys.ts'
import { otherKind, otherSize, type Words } from './misfit-words.ts'
import { didYouMean, quoted } from './words.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** What is wrong at a place in the file. */
export interface Misfit extends Words {
  readonly path: Path
}

/** What zod says of a value that is no policy, in words for those who wrote it. */
export function misfitsOf(issue: Issue, file: unknown, above: Path = []): readonly Misfit[] {
  const path = [...above, ...issue.path]
  const value = valueAt(file, path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], ...unknownKey(key, path) }))
    case 'invalid_key':
      return issue.issues.map((inner) => ({ path, ...said(inner, path, path.at(-1)) }))
    case 'invalid_union': {
      // A branch that takes another kind of value altogether isn't the one that was meant.
      const meant = issue.errors.find((branch) => !branch.some(isOfTheWhole))
      return (
        meant?.flatMap((inner) => misfitsOf(inner, file, path)) ?? [
          { path, ...otherKind('command', path, value) },
        ]
      )
    }
    default:
      return [{ path, ...said(issue, path, value) }]
  }
}

export function valueAt(file: unknown, path: Path): unknown {
  const [step, ...rest] = path
  if (step === undefined) return file
  if (typeof file !== 'object' || file === null || !Object.hasOwn(file, step)) return undefined
  return valueAt(Reflect.get(file, step), rest)
}

const isOfTheWhole = ({ code, path }: Issue): boolean =>
  code === 'invalid_type' && path.length === 0

function said(issue: Issue, path: Path, value: unknown): Words {
  switch (issue.code) {
    case 'custom': {
      const next: unknown = issue.params?.next
      return { message: issue.message, next: String(next) }
    }
    case 'invalid_type':
      return otherKind(issue.expected, path, value)
    case 'invalid_value':
      return value === null ? otherKind('', path, value) : noneOf(issue.values.map(String), value)
    case 'too_big':
      return otherSize('more', Number(issue.maximum), path, value)
    case 'too_small':
      return otherSize('less', Number(issue.minimum), path, value)
    default:
      return { message: `${quoted(value)} can’t stand here.`, next: 'Correct it.' }
  }
}

const noneOf = (values: readonly string[], value: unknown): Words => ({
  message: `${quoted(value)} is none of ${values.join(', ')}.`,
  next: didYouMean(value, values, 'Write one of'),
})

/** Requirements that aren't for a policy to configure. */
const ALWAYS_ERRORS = ['facts-complete', 'policy-readable']

function unknownKey(key: string, path: Path): Words {
  const under = path.findLast((step) => typeof step === 'string')
  if (under === 'requirements' && ALWAYS_ERRORS.includes(key)) {
    return { message: `${quoted(key)} is always an error.`, next: 'Delete this line.' }
  }
  if (under === 'rules' && key === 'reports') {
    return {
      message: '"reports" can’t stand in a rule.',
      next: 'Move it to the top of the file: which files are reports must be known before the changed files are.',
    }
  }
  const known = knownKeys(path)
  return under === 'requirements'
    ? {
        message: `${quoted(key)} is no requirement.`,
        next: didYouMean(key, known, 'The requirements are'),
      }
    : {
        message: `${quoted(key)} is no key of ${levelName(under)}.`,
        next: didYouMean(key, known, 'The keys are'),
      }
}

function levelName(under: PropertyKey | undefined): string {
  if (under === undefined) return 'a policy'
  return under === 'rules' ? 'a rule' : `"${String(under)}"`
}
