import { reasonIn } from '../reading/reason.ts'
import type { Line } from '../reading/types.ts'
import type { BlockerRef } from './message.ts'

/** Blockers that were named, and what is no name of one. */
export interface BlockerRefs {
  readonly refs: readonly BlockerRef[]
  readonly unread: readonly string[]
  /** "Not B1", "part of B1". */
  readonly denied: boolean
  /** "B1 because the loop starts in src/main.ts": why the fix is not where the blocker points. */
  readonly because: string | null
}

/** Reads `B1`, `R2-B1`, `reviews/x.md#B1`, several of them with commas, and the reason behind "because". */
export function readBlockerRefs(value: string, line: Line): BlockerRefs {
  const names = value
    .replace(/\bbecause\b.*$/isu, '')
    .split(/[\s,;&+]+/)
    .map((name) => name.replace(/^[`"'“[(#]+|[`"'”\]).:]+$/g, ''))
    .filter((name) => name !== '' && !/^and$/i.test(name))
  const found = names.map((name) => readRef(name, line))
  // "Not B1", "part of B1" name it and fix nothing.
  const isDenied = names.some((name, index) => found[index] === null && DENIED.test(name))
  const refs = isDenied ? found.map(() => null) : found
  return {
    refs: refs.filter((ref) => ref !== null),
    unread: names.filter((_, index) => refs[index] === null),
    denied: isDenied,
    because: reasonIn(value),
  }
}

const DENIED =
  /^(?:not|no|none|never|without|except|but|partially|partly|part|half|maybe|todo|later|almost)$/i

const REF = /^(?:(?<path>[^#]{1,500})#)?(?:R(?<round>\d{1,4})-)?(?<label>[A-Z]{1,8}\d?-?\d{1,4})$/i

function readRef(text: string, line: Line): BlockerRef | null {
  const found = REF.exec(text)
  if (found?.groups?.label === undefined) return null
  const { path, round, label } = found.groups
  return {
    path: path?.replace(/^\.\//, '') ?? null,
    round: round === undefined ? null : Number(round),
    label: label.toUpperCase(),
    text,
    line,
  }
}
