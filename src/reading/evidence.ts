import { eachOnce } from './each-once.ts'
import { lineAt, type Passage } from './passage.ts'
import type { Evidence } from './types.ts'
import { writtenPlaces } from './written-places.ts'

/**
 * The places in the code that a passage cites, each once, in its order: `src/a.ts:12`, `src/a.ts:12-20`,
 * `src/a.ts#L12-L20`, and links whose address ends in `#L12-L20`.
 */
export function readEvidence(passage: Passage): readonly Evidence[] {
  const linked = passage.links.flatMap(({ start, end, url }) => {
    const place = placeInUrl(url)
    return place === null ? [] : [{ ...place, at: start, end }]
  })
  const insideLink = (at: number) => linked.some((link) => link.at <= at && at < link.end)
  const written = writtenPlaces(passage.text).flatMap((found) => {
    const path = cleanPath(found.path)
    if (path === null || insideLink(found.at)) return []
    return rangesOf(found.lines).map((range) => ({ path, ...range, at: found.at }))
  })
  const cited = [
    ...linked.map(({ path, first, last, at }) => ({ path, first, last, at })),
    ...written,
  ].sort((a, b) => a.at - b.at)
  return placesOnce(
    cited.map(({ path, first, last, at }) => ({
      path,
      start: first,
      end: last,
      line: lineAt(passage, at),
    })),
  )
}

/** The same list without repetitions of a place. */
export const placesOnce = (evidence: readonly Evidence[]): readonly Evidence[] =>
  eachOnce(evidence, ({ path, start, end }) => `${path}:${start}-${end}`)

interface Range {
  readonly first: number
  readonly last: number
}

const rangesOf = (lines: string): Range[] =>
  lines.split(',').map((range) => {
    const [first = 1, last = first] = range.split(/[-–]/).map((end) => Number(end.replace('L', '')))
    return { first, last: Math.max(first, last) }
  })

/** What looks like `name.extension:number` and is a host with its port. */
const HOST = /^[\w.-]+\.(?:com|org|net|io|dev|local|localhost|internal|test|example)$/i

function cleanPath(written: string): string | null {
  const path = unbracketed(written).replace(/^\.\//, '')
  return HOST.test(path) || path.split('/').includes('..') || path === '' ? null : path
}

/** A bracket that opens before the path and closes behind its lines is none of its characters. */
const unbracketed = (path: string): string => {
  const [open, close] = path.startsWith('(') ? ['(', ')'] : ['[', ']']
  const more = path.startsWith(open) && path.split(open).length > path.split(close).length
  return more ? unbracketed(path.slice(1)) : path
}

function placeInUrl(url: string): (Range & { readonly path: string }) | null {
  const found =
    /^(?<address>[^?#]*)(?:\?[^#]*)?#L(?<first>\d{1,7})(?:C\d+)?(?:-L?(?<last>\d{1,7}))?/.exec(url)
  if (found?.groups === undefined) return null
  const { address = '', first = '1', last = first } = found.groups
  // A permalink on GitHub: /OWNER/REPO/blob/REF/PATH, with a REF of one segment.
  const remote = /^https?:\/\/[^/]+\/[^/]+\/[^/]+\/blob\/[^/]+\/(.+)$/.exec(address)
  if (remote === null && /^[a-z]+:|^\/\//i.test(address)) return null
  const path = cleanPath(decoded(remote?.[1] ?? address).replace(/^\//, ''))
  if (path === null || path === '') return null
  return { path, first: Number(first), last: Math.max(Number(first), Number(last)) }
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
