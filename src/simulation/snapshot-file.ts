import { z } from 'zod'
import type { Snapshot } from '../snapshot/snapshot.ts'

/** Changes whenever an older file would be read as something else. */
const FORMAT = 2

/** What was read from a file: the snapshot, or what is wrong with the file, one sentence for each place. */
export type SnapshotReading =
  | { readonly ok: true; readonly snapshot: Snapshot }
  | { readonly ok: false; readonly problems: readonly string[] }

/** A snapshot as a text that gives the same assessment, on any machine, at any time. It holds whole reports and comments. */
export const writeSnapshot = (snapshot: Snapshot): string =>
  `${JSON.stringify({ countersign: FORMAT, snapshot }, null, 1)}\n`

/** Reads what `writeSnapshot` wrote. */
export function readSnapshot(text: string): SnapshotReading {
  const parsed = json(text)
  if (parsed === undefined) return { ok: false, problems: ['it is not JSON'] }
  const read = SnapshotFile.safeParse(parsed)
  return read.success
    ? { ok: true, snapshot: read.data.snapshot }
    : { ok: false, problems: read.error.issues.map(told).slice(0, MOST_PROBLEMS) }
}

const MOST_PROBLEMS = 20

const told = ({ path, message }: z.core.$ZodIssue): string =>
  `${path.map(String).join('.') || 'the file'}: ${message}`

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const sha = z.string()
const Person = z.strictObject({
  name: z.string(),
  email: z.string(),
  date: z.string(),
  login: z.string().nullable(),
})

const Lines = z.strictObject({
  removed: z.string(),
  added: z.string(),
  onlySpace: z.boolean(),
  edits: z
    .array(z.tuple([z.number(), z.number(), z.number()]))
    .readonly()
    .nullable(),
})

const File = z.strictObject({
  path: z.string(),
  previousPath: z.string().nullable(),
  status: z.enum(['added', 'modified', 'removed', 'renamed']),
  blob: sha.nullable(),
  brought: z.boolean(),
  lines: Lines.nullable(),
})

const CommitFacts = z.strictObject({
  sha,
  tree: sha,
  parents: z.array(sha).readonly(),
  message: z.string(),
  author: Person,
  committer: Person,
  signature: z.strictObject({ verified: z.boolean(), reason: z.string() }),
  files: z.array(File).readonly(),
})

const list = <T extends z.ZodType>(item: T) => z.array(item).readonly()

const Facts: z.ZodType<Snapshot> = z.strictObject({
  pull: z.strictObject({ owner: z.string(), repo: z.string(), number: z.number() }),
  state: z.enum(['open', 'closed']),
  merged: sha.nullable(),
  createdAt: z.string(),
  author: z.string().nullable(),
  title: z.string(),
  webUrl: z.string(),
  isPrivate: z.boolean(),
  base: z.strictObject({ ref: z.string(), sha }),
  head: z.strictObject({ ref: z.string(), sha, repository: z.string().nullable() }),
  policyFiles: list(
    z.strictObject({ name: z.string(), url: z.string(), text: z.string().nullable() }),
  ),
  mergeBase: sha.nullable(),
  reportPatterns: list(z.string()),
  proposedPolicy: z.strictObject({ text: z.string().nullable() }).nullable(),
  commits: list(CommitFacts),
  dropped: list(CommitFacts),
  pushes: list(z.strictObject({ at: z.string(), head: sha })),
  revisions: list(
    z.strictObject({
      path: z.string(),
      previousPath: z.string().nullable(),
      commit: sha,
      blob: sha.nullable(),
      text: z.string().nullable(),
    }),
  ),
  comments: list(
    z.strictObject({
      id: z.string(),
      author: z.string().nullable(),
      isBot: z.boolean(),
      body: z.string(),
      createdAt: z.string(),
      edited: z.boolean(),
      url: z.string(),
      answer: z.enum(['done', 'mistaken']).nullable(),
      seen: z.boolean(),
    }),
  ),
  nodeId: z.string(),
  ours: list(z.strictObject({ id: z.string(), body: z.string() })),
  checks: list(
    z.strictObject({
      name: z.string(),
      conclusion: z.string().nullable(),
      url: z.string().nullable(),
    }),
  ),
  elsewhere: list(
    z.strictObject({
      mention: z.string(),
      where: z.enum(['base', 'repository', 'nowhere']),
      commit: CommitFacts.nullable(),
      within: list(sha),
    }),
  ),
  people: list(z.strictObject({ login: z.string(), role: z.string(), teams: list(z.string()) })),
  issues: list(
    z.strictObject({
      number: z.number(),
      state: z.enum(['open', 'closed', 'missing']),
      isPull: z.boolean(),
      title: z.string(),
    }),
  ),
  places: list(z.strictObject({ commit: sha, path: z.string(), lines: z.number().nullable() })),
  gaps: list(z.string()),
  unseen: list(z.string()),
})

const SnapshotFile = z.strictObject({ countersign: z.literal(FORMAT), snapshot: Facts })
