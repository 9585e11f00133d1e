/**
 * A test for "does one of these globs match this path?": `*` and `?` within a name, `**` across names, `[a-z]`, `[!a]`,
 * `{a,b}`, and a backslash before what is meant as it stands. Case counts.
 *
 * A glob is written by somebody who can write to one repository and is run by a server for all of them. As a regular
 * expression, ten stars take hours on a long name; here a glob takes at most its own length times the path's.
 */
export function anyGlob(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs
    .flatMap(alternatives)
    // What is in a folder, and not the folder's own name.
    .map((glob) => glob.replace(/^(?:.*\/)?\*\*$/su, '$&/*'))
    .map((glob) => glob.split('/').map(segment))
  return (path) => {
    const names = path.split('/').map((name) => [...name])
    return patterns.some((pattern) => fits(pattern, names, nameFits))
  }
}

/** What a glob means isn't clear: brackets or braces that don't close, or that hold each other or nothing. */
export const isUnclear = (glob: string): boolean =>
  alternatives(glob).some((each) =>
    each.split('/').some((name) => tokens(name).some((token) => /^[[{}\\]$/u.test(token))),
  )

/** How many globs without braces it stands for; without making them. */
export const countAlternatives = (glob: string): number =>
  [...glob.matchAll(/\{[^{}]*\}/gu)].reduce((all, [group]) => all * group.split(',').length, 1)

/** `a.{ts,js}` → `a.ts`, `a.js`. */
function alternatives(glob: string): readonly string[] {
  const [, head = '', group, tail = ''] =
    /^((?:\\.|[^\\{])*)\{([^{}]*,[^{}]*)\}(.*)$/su.exec(glob) ?? []
  if (group === undefined) return [glob]
  const tails = alternatives(tail)
  return group.split(',').flatMap((each) => tails.map((rest) => `${head}${each}${rest}`))
}

/** Any number of items. */
const STAR = Symbol('*')
type Pattern<P> = readonly (P | typeof STAR)[]
type CharTest = (char: string) => boolean

const segment = (text: string): Pattern<CharTest> | typeof STAR =>
  text === '**' ? STAR : tokens(text).map((token) => (token === '*' ? STAR : charTest(token)))

const tokens = (text: string): readonly string[] => text.match(/\\.|\[[^\]]+\]|./gsu) ?? []

function charTest(token: string): CharTest {
  if (token === '?') return () => true
  const [, not, inside] = /^\[([!^]?)(.+)\]$/su.exec(token) ?? []
  if (inside === undefined) {
    const wanted = token.length > 1 && token.startsWith('\\') ? token.slice(1) : token
    return (char) => char === wanted
  }
  const ranges = [...inside.matchAll(/(.)-(.)|./gsu)].map(([one, from = one, to = one]) => ({
    from,
    to,
  }))
  return (char) => ranges.some(({ from, to }) => from <= char && char <= to) === (not === '')
}

const nameFits = (pattern: Pattern<CharTest>, name: readonly string[]): boolean =>
  fits(pattern, name, (test, char) => test(char))

/**
 * Only the last star that was met is ever made longer: whatever an earlier one could take instead, the last one can
 * take as well.
 */
function fits<P, T>(
  pattern: Pattern<P>,
  items: readonly T[],
  one: (wanted: P, item: T) => boolean,
): boolean {
  let at = 0
  let last: { readonly pattern: number; item: number } | null = null
  for (let item = 0; item < items.length; ) {
    const wanted = pattern[at]
    const given = items[item]
    if (wanted === STAR) {
      at += 1
      last = { pattern: at, item }
    } else if (wanted !== undefined && given !== undefined && one(wanted, given)) {
      at += 1
      item += 1
    } else if (last !== null) {
      last.item += 1
      item = last.item
      at = last.pattern
    } else return false
  }
  return pattern.slice(at).every((rest) => rest === STAR)
}
