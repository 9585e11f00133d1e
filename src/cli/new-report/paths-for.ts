import { posix } from 'node:path'

/**
 * Where the report of a round may go, the best first: like the one before it, where that tells its round or lies in a
 * folder, else by the usual names.
 */
export function pathsFor(
  round: number,
  reports: readonly { readonly path: string; readonly round: number }[],
): readonly string[] {
  const last = reports
    .filter((report) => report.round < round)
    .reduce<(typeof reports)[number] | null>(
      (latest, report) => (latest === null || report.round >= latest.round ? report : latest),
      null,
    )
  const usual = round === 1 ? ['REVIEW.md', 'REVIEW-R1.md'] : [`REVIEW-R${round}.md`]
  return [...new Set([...(last === null ? [] : like(last.path, round)), ...usual])]
}

function like(path: string, round: number): readonly string[] {
  const counted = path.replace(ROUND, `$1${round}$2`)
  if (counted !== path) return [counted]
  const { dir, name, ext } = posix.parse(path)
  return dir === '' ? [] : [posix.join(dir, `${name}-R${round}${ext}`)]
}

/** `REVIEW-R1.md`, `reviews/round-1/api.md`: the last such number in a path. */
const ROUND = /^((?:.*[-_. /])?(?:r|round[-_ ]?))[1-9]\d?((?:[-_. ][^/]*|\/[^/]*)?)$/isu
