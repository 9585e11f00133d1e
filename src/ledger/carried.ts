import type { ChangedLines, Commit, Edit } from '../snapshot/snapshot.ts'
import { samePerson } from './people.ts'

/** What became of a commit that a rebase or force-push replaced. */
export interface Carried {
  readonly commit: Commit
  /** `patch`: it changes the same. `author`: the same author, date and subject, but it changes something else. */
  readonly how: 'patch' | 'author'
}

/**
 * Finds the commit that another one became: the only one with the same patch, else the only one by the same author,
 * of the same date, with the same subject. Where that could be two, it is neither; and what was there beside it before
 * is nothing that it became.
 * @param dropped the commits that were replaced
 */
export function carriedInto(
  commits: readonly Commit[],
  dropped: readonly Commit[] = [],
): (gone: Commit) => Carried | null {
  const byPatch = grouped(commits, patchOf)
  const byAuthor = grouped(commits, nameplate)
  const before = grouped(dropped, (commit) => `${patchOf(commit)}\n${nameplate(commit)}`)
  const known = new Map([...dropped, ...commits].map((commit) => [commit.sha, commit]))
  return (gone) => {
    const patch = patchOf(gone)
    const samePatch = byPatch.get(patch ?? '') ?? []
    const alike = (byAuthor.get(nameplate(gone) ?? '') ?? []).filter((commit) =>
      samePerson(commit.author, gone.author),
    )
    if (samePatch.length === 0 && alike.length === 0) return null
    const beside = historyOf(gone, known)
    const isNew = ({ sha }: Commit) => !beside.has(sha)
    // Of two that changed the same, one may be left; by its name it is the other one.
    const isOther = (commit: Commit) => {
      const twins = before.get(`${patch}\n${nameplate(commit)}`) ?? []
      const isTwin = (one: Commit) => beside.has(one.sha) || historyOf(one, known).has(gone.sha)
      return twins.length > MOST_TWINS || twins.some(isTwin)
    }
    const both = samePatch.filter((commit) => nameplate(commit) === nameplate(gone))
    const same = both.length > 0 ? both : samePatch.filter((commit) => !isOther(commit))
    const moved = only(same.filter(isNew))
    if (moved !== null) return { commit: moved, how: 'patch' }
    const changed = only(alike.filter(isNew))
    return changed === null ? null : { commit: changed, how: 'author' }
  }
}

/** More than these aren't told apart. */
const MOST_TWINS = 20

const only = (some: readonly Commit[]): Commit | null =>
  some.length === 1 ? (some[0] ?? null) : null

/** A commit and all that it stands on. */
function historyOf(commit: Commit, known: ReadonlyMap<string, Commit>): ReadonlySet<string> {
  const seen = new Set<string>()
  const open = [commit.sha, ...commit.parents]
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    if (seen.has(sha)) continue
    seen.add(sha)
    open.push(...(known.get(sha)?.parents ?? []))
  }
  return seen
}

/**
 * What a commit changes, without context lines: those differ when the base moves. A file whose lines aren't known
 * (a binary, a rename) counts by what it became. Null for a commit that changes nothing.
 */
export function patchOf({ files }: Commit): string | null {
  if (files.length === 0) return null
  return files
    .map(({ path, previousPath, status, blob, lines }) =>
      [status, previousPath, path, lines === null ? blob : linesOf(lines)].join('\0'),
    )
    .sort()
    .join('\n')
}

/** What goes and what comes, in their order: a line that moves up is no line that moves down. */
const linesOf = ({ removed, added, edits }: ChangedLines): string =>
  `${removed}>${added} ${orderOf(edits ?? [])}`

/** `-1+2`: after one line that goes, two that come. */
export function orderOf(edits: readonly Edit[]): string {
  const runs: (readonly [sign: string, count: number])[] = []
  for (const [, removed, added] of edits) {
    for (const [sign, count] of [['-', removed] as const, ['+', added] as const]) {
      const last = count > 0 && runs.at(-1)?.[0] === sign ? runs.pop()?.[1] : 0
      if (count > 0) runs.push([sign, count + (last ?? 0)])
    }
  }
  return runs.flat().join('')
}

const nameplate = ({ author, message }: Commit): string | null =>
  author.date === '' ? null : `${author.date}\0${message.split('\n', 1)[0]}`

function grouped(
  commits: readonly Commit[],
  keyOf: (commit: Commit) => string | null,
): ReadonlyMap<string, readonly Commit[]> {
  const groups = new Map<string, Commit[]>()
  for (const commit of commits) {
    const key = keyOf(commit)
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), commit])
  }
  return groups
}
