import type { RunGit } from './git-as-github.ts'

/** One file of a commit or comparison, as GitHub's REST API lists it. */
interface ChangedFile {
  readonly sha: string
  readonly filename: string
  readonly status: string
  readonly previous_filename?: string
  readonly patch?: string
}

/** What differs between two commits or trees, as git tells it: renames from 50 % on, three lines of context. */
export function changedFilesOf(run: RunGit, before: string, after: string): readonly ChangedFile[] {
  const diff = ['diff-tree', '-r', '--find-renames=50%', '--full-index', before, after]
  const patches = patchesIn(run(...diff, '--patch', '--unified=3').toString('utf8'))
  let next = 0
  return entriesIn(run(...diff, '--raw', '-z').toString('utf8')).map((entry) => {
    // Where a file becomes a link, git tells that one goes and another comes.
    const count = entry.letter === 'T' ? 2 : 1
    const own = patches.slice(next, next + count).filter((patch) => patch !== null)
    const patch = own.length === 0 ? null : own.join('\n')
    next += count
    return {
      sha: entry.letter === 'D' ? entry.old : entry.now,
      filename: entry.path,
      status:
        entry.letter === 'M' && entry.old === entry.now ? 'changed' : (STATUS[entry.letter] ?? ''),
      ...(entry.previous === null ? {} : { previous_filename: entry.previous }),
      ...(patch === null ? {} : { patch }),
    }
  })
}

const STATUS: Readonly<Record<string, string>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  T: 'changed',
}

interface Entry {
  readonly old: string
  readonly now: string
  readonly letter: string
  readonly path: string
  readonly previous: string | null
}

/** `:100644 100644 bcd1234 0123456 R086`, then the paths, with zeros between. */
function entriesIn(raw: string): readonly Entry[] {
  const words = raw.split('\0').slice(0, -1)
  const entries: Entry[] = []
  for (let at = 0; at < words.length; ) {
    const [, , old = '', now = '', status = ''] = words[at]?.split(' ') ?? []
    const isMoved = status.startsWith('R')
    const [one = '', other = ''] = words.slice(at + 1)
    entries.push({
      old,
      now,
      letter: status.slice(0, 1),
      path: isMoved ? other : one,
      previous: isMoved ? one : null,
    })
    at += isMoved ? 3 : 2
  }
  return entries
}

/** The hunks of each file, in git's order; null for a file without any, as a binary one. */
const patchesIn = (text: string): readonly (string | null)[] =>
  text
    .split(/^diff --git .*\n/mu)
    .slice(1)
    .map((file) => {
      const start = /^@@ /mu.exec(file)?.index
      return start === undefined ? null : file.slice(start).replace(/\n$/, '')
    })
