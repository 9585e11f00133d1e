import { changedLines } from './changed-lines.ts'
import type { Git } from './git.ts'
import type { FileChange } from './snapshot.ts'

/** What a file is after a change, and what it became: git's mode, 0 where it is gone. */
export interface Change extends Omit<FileChange, 'brought'> {
  readonly mode: number
}

/** A commit, and what it is held against: its parent; null for the first one of all. */
export interface Held {
  readonly sha: string
  readonly against: string | null
}

/** What each of these commits changes, in their order. */
export async function changesOf(
  git: Git,
  held: readonly Held[],
): Promise<readonly (readonly Change[])[]> {
  if (held.length === 0) return []
  const said = await git.bytes([...DIFF, '--unified=3', '--patch', '--raw'], asked(held))
  return readChanges(said.toString('utf8'))
}

/** Only which paths differ, former names among them. */
export async function pathsDiffering(
  git: Git,
  held: readonly Held[],
): Promise<readonly ReadonlySet<string>[]> {
  if (held.length === 0) return []
  const said = await git.bytes([...DIFF, '--raw'], asked(held))
  return readChanges(said.toString('utf8')).map(
    (changes) => new Set(changes.flatMap(({ path, previousPath }) => [path, previousPath ?? path])),
  )
}

/** A commit with another one behind it is taken as that one's child. */
const asked = (held: readonly Held[]): string =>
  held.map(({ sha, against }) => `${[sha, against ?? ''].join(' ').trim()}\n`).join('')

const DIFF = [
  'diff-tree',
  '--stdin',
  '--root',
  // Whatever order somebody has set.
  '-O/dev/null',
  '--always',
  '-r',
  '-z',
  '--find-renames=50%',
  '--no-ext-diff',
  '--no-textconv',
  '--full-index',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--submodule=short',
  '--ignore-submodules=none',
]

/**
 * What `git diff-tree -z --raw --patch` prints: for each commit its hash, then `:MODE MODE BLOB BLOB STATUS`, path and
 * new path, each with a NUL behind it, and after one NUL more the patches in the same order.
 */
function readChanges(said: string): readonly (readonly Change[])[] {
  const commits: Change[][] = []
  let at = 0
  const upTo = (mark: string): string => {
    const end = said.indexOf(mark, at)
    const found = said.slice(at, end < 0 ? said.length : end)
    at = end < 0 ? said.length : end + 1
    return found
  }
  while (at < said.length) {
    // The commit's hash; without changes, a line break follows it.
    at += HASH.exec(said.slice(at, at + 80))?.[0].length ?? said.length
    const entries: Entry[] = []
    while (said[at] === ':') entries.push(entry(upTo('\0'), upTo))
    // Where there are no patches, the next commit follows at once.
    if (said[at] !== '\0') {
      commits.push(entries.map((one) => change(one, '')))
      continue
    }
    at++
    commits.push(
      entries.map((one) => {
        let patch = ''
        // What changes from a file into a link is taken away first, and comes then.
        for (let left = one.turns ? 2 : 1; left > 0; left--) patch += hunks()
        return change(one, patch)
      }),
    )
  }
  return commits

  function hunks(): string {
    upTo('\n')
    while (at < said.length && !said.startsWith('@@ ', at) && !isBegun()) upTo('\n')
    const start = at
    while (said.startsWith('@@ ', at)) {
      const [, old = '1', now = '1'] = SIZES.exec(upTo('\n')) ?? []
      let [gone, come] = [Number(old), Number(now)]
      while (gone > 0 || come > 0) {
        const sign = said[at]
        if (sign !== '+' && sign !== '\\') gone--
        if (sign !== '-' && sign !== '\\') come--
        upTo('\n')
      }
      if (said[at] === '\\') upTo('\n')
    }
    return said.slice(start, at)
  }

  /** The next file, or the next commit. */
  function isBegun(): boolean {
    return said.startsWith('diff --git ', at) || HASH.test(said.slice(at, at + 80))
  }
}

const HASH = /^[0-9a-f]{40}(?:[0-9a-f]{24})?[\0\n]/u
const SIZES = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/u

interface Entry {
  readonly mode: number
  readonly blob: string
  readonly status: string
  readonly path: string
  readonly previousPath: string | null
  readonly turns: boolean
}

function entry(facts: string, upTo: (mark: string) => string): Entry {
  const [, after = '', , blob = '', status = ''] = facts.slice(1).split(' ')
  const first = upTo('\0')
  const isRenamed = status.startsWith('R')
  return {
    mode: Number.parseInt(after, 8),
    blob,
    status: status[0] ?? '',
    path: isRenamed ? upTo('\0') : first,
    previousPath: isRenamed ? first : null,
    turns: status.startsWith('T'),
  }
}

function change({ mode, blob, status, path, previousPath }: Entry, patch: string): Change {
  const lines = patch.replace(/\n$/u, '')
  return {
    path,
    previousPath,
    status: STATUS[status] ?? 'modified',
    // GitHub has no blob for a submodule, but calls its commit one all the same.
    blob: status === 'D' ? null : blob,
    lines: lines === '' ? null : changedLines(lines, path),
    mode,
  }
}

const STATUS: Readonly<Record<string, FileChange['status']>> = {
  A: 'added',
  D: 'removed',
  R: 'renamed',
}
