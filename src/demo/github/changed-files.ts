import type { Client } from './client.ts'
import { blobBytes, filesOf, type TreeEntry } from './git-objects.ts'
import { patchOf } from './patches.ts'
import { type Moved, renamesOf } from './renames.ts'

/** One file of a commit or comparison, as GitHub lists it. */
export interface ChangedFile {
  /** Of the new content; of the old one when the file is gone. */
  readonly sha: string
  readonly filename: string
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed'
  readonly additions: number
  readonly deletions: number
  readonly changes: number
  readonly previous_filename?: string
  readonly patch?: string
}

export interface ChangedFiles {
  /** What was changed from one tree to another; null is the tree before the first commit. */
  readonly between: (
    repository: string,
    before: string | null,
    after: string,
  ) => Promise<readonly ChangedFile[]>
}

/**
 * Compares trees as GitHub does. The emulator knows no renames but exact ones, and writes the ranges of
 * its patches in its own way.
 */
export function changedFiles(client: Client): ChangedFiles {
  const comparisons = new Map<string, Promise<readonly ChangedFile[]>>()
  const trees = new Map<string, Promise<ReadonlyMap<string, TreeEntry>>>()
  const blobs = new Map<string, Promise<Buffer>>()
  // SHAs name contents: whatever was read once stays right, in all repositories.
  const filesAt = (repository: string, tree: string) =>
    remembered(trees, tree, () => filesOf(client, repository, tree))
  const contentOf = (repository: string, { type, sha }: TreeEntry) =>
    type === 'commit'
      ? Promise.resolve(Buffer.from(`Subproject commit ${sha}\n`))
      : remembered(blobs, sha, () => blobBytes(client, repository, sha))

  return {
    between: (repository, before, after) =>
      remembered(comparisons, `${before} ${after}`, async () => {
        const [old, now] = await Promise.all([
          before === null ? NO_FILES : filesAt(repository, before),
          filesAt(repository, after),
        ])
        return compared(old, now, (entry) => contentOf(repository, entry))
      }),
  }
}

type Files = ReadonlyMap<string, TreeEntry>
type Read = (entry: TreeEntry) => Promise<Buffer>

const NO_FILES: Files = new Map()

async function compared(old: Files, now: Files, read: Read): Promise<readonly ChangedFile[]> {
  const paths = [...new Set([...old.keys(), ...now.keys()])].filter((path) => {
    const [before, after] = [old.get(path), now.get(path)]
    return before?.sha !== after?.sha || before?.mode !== after?.mode
  })
  const moved = (from: Files, to: Files) =>
    Promise.all(
      paths.flatMap((path) => {
        const entry = from.get(path)
        return entry === undefined || to.has(path) || entry.type !== 'blob'
          ? []
          : [read(entry).then((content): Moved => ({ path, sha: entry.sha, content }))]
      }),
    )
  const renames = renamesOf(await moved(old, now), await moved(now, old))
  const gone = new Set([...renames.values()].map(({ path }) => path))
  const files = paths
    .filter((path) => !gone.has(path))
    .sort(byBytes)
    .map((path) => {
      const previous = renames.get(path)?.path
      return changed(path, previous, old.get(previous ?? path), now.get(path), read)
    })
  return Promise.all(files)
}

async function changed(
  filename: string,
  previous: string | undefined,
  before: TreeEntry | undefined,
  after: TreeEntry | undefined,
  read: Read,
): Promise<ChangedFile> {
  const texts = await Promise.all([before, after].map((entry) => textOf(entry, read)))
  const [old, now] = texts
  const isBinary = typeof old !== 'string' || typeof now !== 'string'
  const { additions, deletions, patch } = isBinary ? NO_PATCH : patchOf(old, now)
  return {
    sha: (after ?? before)?.sha ?? '',
    filename,
    status: statusOf(previous, before, after),
    additions,
    deletions,
    changes: additions + deletions,
    ...(previous === undefined ? {} : { previous_filename: previous }),
    ...(patch === null ? {} : { patch }),
  }
}

const NO_PATCH = { additions: 0, deletions: 0, patch: null } as const

function statusOf(
  previous: string | undefined,
  before: TreeEntry | undefined,
  after: TreeEntry | undefined,
): ChangedFile['status'] {
  if (previous !== undefined) return 'renamed'
  if (before === undefined) return 'added'
  if (after === undefined) return 'removed'
  return before.sha === after.sha ? 'changed' : 'modified'
}

/** Null for a binary file: one with a zero in its first 8,000 bytes, as Git has it. */
async function textOf(entry: TreeEntry | undefined, read: Read): Promise<string | null> {
  if (entry === undefined) return ''
  const content = await read(entry)
  return content.subarray(0, 8_000).includes(0) ? null : content.toString('utf8')
}

/** Git sorts paths by their bytes. */
const byBytes = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other))

function remembered<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>) {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  known.set(key, made)
  // What failed may work later.
  made.catch(() => known.delete(key))
  return made
}
