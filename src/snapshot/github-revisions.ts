import type { Asking } from './asking.ts'
import { modesAt, SUBMODULE, SYMBOLIC_LINK } from './file-modes.ts'
import { blobTexts } from './github-texts.ts'
import { reportPaths } from './report-paths.ts'
import type { Commit, FileChange, PullRef, ReportRevision } from './snapshot.ts'

/** The revisions of the reports of some commits. */
export interface Revisions {
  readonly revisions: readonly ReportRevision[]
  /** What could not be had, each a sentence. */
  readonly gaps: readonly string[]
  /** Where these commits leave a link or a submodule in a report's place, each a sentence. */
  readonly misplaced: readonly string[]
}

/**
 * Every revision of every report that these commits leave, in their order.
 * A report that was added and deleted again is among them: its blockers still count. What a merge brings exactly as
 * its other parent has it was written there: in the base's pull request, or in another commit of this one.
 */
export async function revisionsOf(
  asking: Asking,
  pull: PullRef,
  patterns: readonly string[],
  commits: readonly Commit[],
): Promise<Revisions> {
  const isReport = reportPaths(patterns)
  const changes = commits.flatMap((commit) =>
    commit.files
      .filter((file) => !file.brought)
      .filter((file) => isReport(file.path) || isReport(file.previousPath ?? ''))
      .map((file) => ({ commit, file })),
  )
  const blobs = changes.flatMap(({ file }) => file.blob ?? [])
  const texts = await blobTexts(asking, pull, blobs)
  const odd = await oddities(asking, pull, changes, texts)
  const read = changes.map((change) => revision(texts, odd, change))
  const last = new Map(changes.map((change) => [change.file.path, change]))
  const left = [...last.values()].filter((change) => odd.has(change) && isReport(change.file.path))
  return {
    revisions: read.flatMap((entry) => (typeof entry === 'string' ? [] : [entry])),
    gaps: read.flatMap((entry) => (typeof entry === 'string' ? [entry] : [])),
    misplaced: left.map(
      (change) =>
        `${change.file.path} is ${odd.get(change)}, which is not read: put the report itself there`,
    ),
  }
}

interface Change {
  readonly commit: Commit
  readonly file: FileChange
}

type Texts = ReadonlyMap<string, string | null>

/**
 * Changes that leave no file: GitHub's list of them doesn't say so. A link is a text of one line without an end (where
 * it leads to), and of a submodule there is no blob; only what looks like that is asked about.
 */
async function oddities(
  asking: Asking,
  pull: PullRef,
  changes: readonly Change[],
  texts: Texts,
): Promise<ReadonlyMap<Change, string>> {
  const suspects = changes.filter(
    ({ file: { blob } }) => blob !== null && texts.get(blob)?.includes('\n') !== true,
  )
  const places = suspects.map(({ commit, file }) => ({ commit: commit.sha, path: file.path }))
  const modes = await modesAt(asking, pull, places)
  return new Map(
    suspects.flatMap((change, index) => {
      const kind = KINDS.get(modes[index] ?? 0)
      return kind === undefined ? [] : [[change, kind] as const]
    }),
  )
}

const KINDS: ReadonlyMap<number, string> = new Map([
  [SYMBOLIC_LINK, 'a symbolic link'],
  [SUBMODULE, 'a submodule'],
])

/** The revision, or a sentence that says why it could not be had (a vanished blob). */
function revision(
  texts: Texts,
  odd: ReadonlyMap<Change, string>,
  change: Change,
): ReportRevision | string {
  const { path, previousPath, blob } = change.file
  const facts = { path, previousPath, commit: change.commit.sha }
  // There is no report any more, as if it had been removed.
  if (blob === null || odd.has(change)) return { ...facts, blob: null, text: null }
  const text = texts.get(blob) ?? null
  return text === null
    ? `${path} at ${facts.commit.slice(0, 7)} is not a file that GitHub serves`
    : { ...facts, blob, text }
}
