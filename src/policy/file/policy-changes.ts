import { DEFAULT_POLICY, type Policy, type RequiredRun } from '../policy.ts'
import type { PolicyFile } from './schema.ts'

/** A key whose value a new policy file changes; the values as short texts. */
export interface PolicyChange {
  /** `requirements.fresh`, `rules[0].requirements.fresh`, `corroborate["npm test"]`. */
  readonly key: string
  readonly from: string
  readonly to: string
}

/**
 * What changes from one policy file to another; null: there is none. What a file leaves out is shown as what holds
 * then, `warn (default)`, or as `not set` in a rule. To write out what holds anyway is no change.
 * @param otherwise what holds where the file is silent: `policyBeforeRules` of the files below it
 */
export function fileChanges(
  before: PolicyFile | null,
  after: PolicyFile | null,
  otherwise: Policy = DEFAULT_POLICY,
): readonly PolicyChange[] {
  const [defaults, old, now] = [otherwise, before ?? {}, after ?? {}].map(
    (value) => new Map(leaves(value, '')),
  )
  const keys = new Set([defaults, old, now].flatMap((values) => [...(values?.keys() ?? [])]))
  return [...keys]
    .sort((a, b) => ruleOf(a) - ruleOf(b))
    .flatMap((key) => {
      const fallback = defaults?.get(key)
      const from = old?.get(key) ?? fallback
      const to = now?.get(key) ?? fallback
      if (from === to) return []
      const differ = firstDifference(from ?? '', to ?? '')
      const text = (set: string | undefined): string => {
        if (set !== undefined) return excerpt(set, differ)
        return fallback === undefined ? 'not set' : `${excerpt(fallback, differ)} (default)`
      }
      return [{ key, from: text(old?.get(key)), to: text(now?.get(key)) }]
    })
}

/** Rules come last, one after the other. */
const ruleOf = (key: string): number => Number(/^rules\[(\d+)\]/u.exec(key)?.[1] ?? -1)

type Leaf = readonly [key: string, text: string]

/** Every value that isn't made of keys, by the way to it. Only rules are taken apart, other lists are one value. */
function leaves(value: unknown, key: string): readonly Leaf[] {
  if (Array.isArray(value) && key === 'rules') {
    return value.flatMap((rule, index) => leaves(rule, `${key}[${index}]`))
  }
  if (Array.isArray(value)) return [[key, `[${value.map(entryText).join(', ')}]`]]
  if (typeof value !== 'object' || value === null) return [[key, String(value)]]
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, joined(key, name)))
}

function joined(key: string, name: string): string {
  if (!/^[\w-]+$/u.test(name)) return `${key}[${JSON.stringify(name)}]`
  return key === '' ? name : `${key}.${name}`
}

/** A required run is shown without what is usual; where only its command is left, as that. */
function entryText(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return JSON.stringify(entry)
  const told = Object.entries(entry).filter(([name, value]) => USUAL.get(name) !== value)
  const [[name, value] = [], ...more] = told
  const short = name === 'command' && more.length === 0
  return JSON.stringify(short ? value : Object.fromEntries(told), ['command', ...USUAL.keys()])
}

const USUAL: ReadonlyMap<string, unknown> = new Map<keyof RequiredRun, string>([
  ['by', 'anyone'],
  ['outcome', 'passed'],
  ['on', 'last-code'],
])

const MOST_CHARACTERS = 160
const BEFORE_DIFFERENCE = 60

/** Of a long text the part around the first difference. */
function excerpt(text: string, differ: number): string {
  if (text.length <= MOST_CHARACTERS) return text
  const start = Math.max(0, Math.min(differ - BEFORE_DIFFERENCE, text.length - MOST_CHARACTERS))
  const end = start + MOST_CHARACTERS
  const [before, after] = [start > 0 ? '…' : '', end < text.length ? '…' : '']
  return `${before}${text.slice(start, end)}${after}`
}

function firstDifference(one: string, other: string): number {
  const index = one.split('').findIndex((char, at) => char !== other[at])
  return index < 0 ? one.length : index
}
