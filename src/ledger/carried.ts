import type { Commit } from '../snapshot/snapshot.ts'
import { samePerson } from './people.ts'

/** What became of a commit that a rebase or force-push replaced. */
export interface Carried {
  readonly commit: Commit
  /** `patch`: it changes the same. `author`: the same author, date and subject, but it changes something else. */
  readonly how: 'patch' | 'author'
}

/**
 * Finds the commit that another one became: the only one with the same patch, else the only one by the same author,
 * of the same date, with the same subject. Where that could be two, it is neither.
 */
export function carriedInto(commits: readonly Commit[]): (gone: Commit) => Carried | null {
  const byPatch = grouped(commits, patchOf)
  const byAuthor = grouped(commits, nameplate)
  return (gone) => {
    const samePatch = byPatch.get(patchOf(gone) ?? '') ?? []
    const both = samePatch.filter((commit) => nameplate(commit) === nameplate(gone))
    const [moved, ...others] = both.length > 0 ? both : samePatch
    if (moved !== undefined && others.length === 0) return { commit: moved, how: 'patch' }
    const [same, ...more] = (byAuthor.get(nameplate(gone) ?? '') ?? []).filter((commit) =>
      samePerson(commit.author, gone.author),
    )
    return same !== undefined && more.length === 0 ? { commit: same, how: 'author' } : null
  }
}

/**
 * What a commit changes, without context lines: those differ when the base moves. A file whose lines aren't known
 * (a binary, a rename) counts by what it became. Null for a commit that changes nothing.
 */
export function patchOf({ files }: Commit): string | null {
  if (files.length === 0) return null
  return files
    .map(({ path, previousPath, status, blob, lines }) =>
      [status, previousPath, path, lines === null ? blob : `${lines.removed}>${lines.added}`].join(
        '\0',
      ),
    )
    .sort()
    .join('\n')
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
