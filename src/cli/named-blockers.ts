import { distance } from 'fastest-levenshtein'
import type { Blocker } from '../ledger/ledger.ts'
import { shown } from '../publish/terminal/style.ts'

/** The trailer by which a commit says that it fixes a blocker. */
export const fixTrailer = (name: string, because: string | null = null): string =>
  `Fixes-Blocker: ${name}${because === null ? '' : ` because ${because}`}`

/**
 * What to write where a name is no blocker's: the one that was meant, and those that are open.
 * @param say how a name is told
 */
export function otherNames(
  written: string,
  blockers: readonly Blocker[],
  say: (name: string) => string = (name) => name,
): string {
  const open = openOf(blockers)
  const names = open.map(({ name }) => name)
  const list = open.length === 0 ? 'No blocker is open.' : `Open: ${someNames(names, say)}.`
  const near = nearest(
    written,
    [...open, ...blockers].flatMap(({ name, id }) => [name, id]),
  )
  return near === null ? list : `Did you mean ${shown(say(near))}? ${list}`
}

/** Those that wait for a fix. */
export const openOf = (blockers: readonly Blocker[]): readonly Blocker[] =>
  blockers.filter(({ state }) => state === 'open')

/** A few of many. */
export const someNames = (
  names: readonly string[],
  say: (name: string) => string = (name) => name,
): string =>
  names
    .slice(0, MOST)
    .map((name) => shown(say(name)))
    .join(', ') + (names.length > MOST ? ` and ${names.length - MOST} more` : '')

const MOST = 8

/** One slip, or two in a long name; another number is another blocker. */
function nearest(written: string, names: readonly string[]): string | null {
  const [best] = [...new Set(names)]
    .filter((name) => digitsOf(name) === digitsOf(written))
    .map((name) => ({ name, far: distance(name.toUpperCase(), written.toUpperCase()) }))
    .filter(({ name, far }) => far <= (name.length > 4 ? 2 : 1))
    .sort((one, other) => one.far - other.far)
  return best?.name ?? null
}

const digitsOf = (name: string): string => name.replaceAll(/\D/gu, '')
