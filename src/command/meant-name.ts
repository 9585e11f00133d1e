import { distance } from 'fastest-levenshtein'

/**
 * The name that somebody mistyped, null where another bot may be meant: of "/review" or "/hold", which others obey, the
 * length or the first letter tells.
 */
export function meantName(written: string, names: readonly string[]): string | null {
  const near = names
    .filter((name) => name[0] === written[0] && Math.abs(name.length - written.length) <= 1)
    .map((name) => ({ name, far: distance(name, written) }))
    .filter(({ name, far }) => far <= (name.length > 5 ? 2 : 1))
    .sort((a, b) => a.far - b.far)
  return near[0]?.name ?? null
}
