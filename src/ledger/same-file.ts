import type { Commit, FileChange } from '../snapshot/snapshot.ts'

/**
 * Finds the file that a commit changes and that is cited: under any name that it had in this pull request, and also when
 * only the end of its path is cited (`pod.rs:12`), or more than its path (`/work/repo/src/pod.rs:12`).
 */
export function filesCited(
  commits: readonly Commit[],
): (commit: Commit, cited: string) => FileChange | undefined {
  const namesOf = formerNames(commits)
  const indexes = new Map<string, ReadonlyMap<string, readonly Named[]>>()
  return (commit, cited) => {
    const index = indexes.get(commit.sha) ?? indexOf(commit, namesOf)
    indexes.set(commit.sha, index)
    const wanted = cited.replace(/^(?:\.?\/)+/, '')
    return index.get(lastOf(wanted))?.find(({ name }) => isSame(name, wanted))?.file
  }
}

interface Named {
  readonly name: string
  readonly file: FileChange
}

const isSame = (name: string, cited: string): boolean =>
  name === cited ||
  name.endsWith(`/${cited}`) ||
  // `README.md` alone isn't `docs/README.md`.
  (name.includes('/') && cited.endsWith(`/${name}`))

/** The files of a commit under all their names, by the last part of the name: a commit may change thousands. */
function indexOf(
  { files }: Commit,
  namesOf: (path: string) => Iterable<string>,
): ReadonlyMap<string, readonly Named[]> {
  const index = new Map<string, Named[]>()
  for (const file of files) {
    const names = new Set([...namesOf(file.path), ...namesOf(file.previousPath ?? file.path)])
    for (const name of names) {
      const last = lastOf(name)
      const known = index.get(last)
      if (known === undefined) index.set(last, [{ name, file }])
      else known.push({ name, file })
    }
  }
  return index
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** All names of one file, through every rename. */
function formerNames(commits: readonly Commit[]): (path: string) => Iterable<string> {
  const groups = new Map<string, Set<string>>()
  for (const { files } of commits) {
    for (const { path, previousPath } of files) {
      if (previousPath === null) continue
      const one = groups.get(previousPath) ?? new Set([previousPath])
      const other = groups.get(path) ?? new Set([path])
      // The smaller one joins the larger, so that a long row of renames stays cheap.
      const [more, less] = one.size >= other.size ? [one, other] : [other, one]
      for (const name of less) {
        more.add(name)
        groups.set(name, more)
      }
      for (const name of [path, previousPath]) groups.set(name, more)
    }
  }
  return (path) => groups.get(path) ?? [path]
}
