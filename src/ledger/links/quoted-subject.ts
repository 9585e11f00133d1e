import { type Checking, type Point, short, subjectOf } from './checking.ts'

/** The words that a quoted subject may be cut off with. */
const CUT = /\s*(?:…|\.\.\.)$/u

/** A subject that is quoted beside a hash is the commit's own: else one of the two is not what was meant. */
export function quotedSubject({ claim: { mention }, commit }: Checking): Point {
  const quoted = mention?.subject ?? null
  if (quoted === null) return null
  const start = plain(quoted.replace(CUT, ''))
  const own = plain(subjectOf(commit))
  if (CUT.test(quoted) ? own.startsWith(start) : own === start) {
    return { holds: 'its subject is as quoted' }
  }
  return {
    code: 'subject-differs',
    message: `"${quoted}" is quoted, but commit ${short(commit)} is "${subjectOf(commit)}"`,
    next: 'Correct the hash, or the subject beside it.',
  }
}

const plain = (text: string): string => text.replaceAll(/[`*_\s]+/g, ' ').trim()
