import type { Git } from '../snapshot/git.ts'

/** What a working tree has that its commit hasn't. */
export interface Tree {
  readonly head: string
  /** Files that the commit has otherwise, or not at all, or that are gone: all that git follows. */
  readonly changed: readonly string[]
  /** Files that git doesn't know and wasn't told to ignore. */
  readonly unknown: readonly string[]
}

/**
 * How the working tree differs from its commit.
 * @param isOurs files that change nothing about what is run: reports, and the one that is written to
 */
export async function treeOf(
  git: Git,
  isOurs: (path: string) => boolean = () => false,
): Promise<Tree> {
  const [head, status] = await Promise.all([
    git.text(['rev-parse', 'HEAD']),
    git.text(['status', '--porcelain', '-z', '--untracked-files=all', '--no-renames']),
  ])
  const entries = status
    .split('\0')
    .filter((entry) => entry.length > 3)
    .map((entry) => ({ isUnknown: entry.startsWith('??'), path: entry.slice(3) }))
    .filter(({ path }) => !isOurs(path))
  const paths = (unknown: boolean) =>
    entries.filter(({ isUnknown }) => isUnknown === unknown).map(({ path }) => path)
  return { head, changed: paths(false), unknown: paths(true) }
}

/** All in which a tree differs from its commit. */
export const differing = ({ changed, unknown }: Tree): readonly string[] => [...changed, ...unknown]

/** What differs now and didn't before. */
export function newlyDiffering(before: Tree, now: Tree): readonly string[] {
  const known = new Set(differing(before))
  return [
    ...(now.head === before.head ? [] : ['HEAD']),
    ...differing(now).filter((path) => !known.has(path)),
  ]
}

/**
 * Whether what runs in this tree runs on that commit: nothing differed at first, and nothing since but for new files,
 * which are what earlier commands have made.
 */
export const isStill = (first: Tree, now: Tree): boolean =>
  differing(first).length === 0 && now.head === first.head && now.changed.length === 0
