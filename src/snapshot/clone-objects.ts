import type { Git } from './git.ts'
import { SUBMODULE, SYMBOLIC_LINK } from './git-modes.ts'

/**
 * The texts of these objects, by the names that were asked for: a blob's hash, `<commit>:path`. Null for what is no
 * file with a text of its own.
 */
export async function textsOf(
  git: Git,
  names: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const asked = [...new Set(names)].filter(isAskable)
  const texts = new Map<string, string | null>(names.map((name) => [name, null]))
  if (asked.length === 0) return texts
  const answer = await git.bytes(['cat-file', '--batch'], lines(asked))
  let at = 0
  for (const name of asked) {
    const end = answer.indexOf('\n', at)
    const [, type, size] = answer.toString('utf8', at, end).split(' ')
    at = end + 1
    // "<name> missing", "<name> ambiguous"
    if (size === undefined) continue
    const next = at + Number(size)
    if (type === 'blob') texts.set(name, answer.toString('utf8', at, next))
    at = next + 1
  }
  return texts
}

/** Which of these paths are files at a commit, links and submodules not among them. */
export async function filesIn(
  git: Git,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set()
  const said = await git.text(['ls-tree', '-z', '--full-tree', commit, '--', ...paths])
  return new Set(
    said.split('\0').flatMap((entry) => {
      const [, mode = '', type, path = ''] = /^(\d+) (\w+) [0-9a-f]+\t(.*)$/su.exec(entry) ?? []
      return type === 'blob' && !NO_FILES.includes(Number.parseInt(mode, 8)) ? [path] : []
    }),
  )
}

const NO_FILES = [SYMBOLIC_LINK, SUBMODULE]

/** The commits whose hashes begin so, whole; null where there is none, or more than one. */
export async function commitsNamed(
  git: Git,
  names: readonly string[],
): Promise<readonly (string | null)[]> {
  const asked = names.filter(isAskable)
  if (asked.length === 0) return names.map(() => null)
  const said = await git.text(
    ['cat-file', '--batch-check'],
    lines(asked.map((name) => `${name}^{commit}`)),
  )
  const found = new Map(
    said.split('\n').map((line, index) => {
      const [sha = '', type] = line.split(' ')
      return [asked[index] ?? '', type === 'commit' ? sha : null] as const
    }),
  )
  // A branch may have such a name, too.
  return names.map((name) => (found.get(name)?.startsWith(name) ? (found.get(name) ?? null) : null))
}

const lines = (names: readonly string[]): string => names.map((name) => `${name}\n`).join('')

/** Git reads one name a line. */
const isAskable = (name: string): boolean => !name.includes('\n')
