import { reportPaths } from './report-paths.ts'
import { type Commit, type FileChange, POLICY_PATH, type ReportRevision } from './snapshot.ts'

/** The revisions of the reports of some commits. */
export interface Revisions {
  readonly revisions: readonly ReportRevision[]
  /** What could not be had, each a sentence. */
  readonly gaps: readonly string[]
  /** Where these commits leave a link or a submodule in a report's place, each a sentence. */
  readonly misplaced: readonly string[]
}

/** A commit that changes a report. */
export interface ReportChange {
  readonly commit: Commit
  readonly file: FileChange
}

/** What may stand in a report's place, and is none. */
export type Oddity = 'a symbolic link' | 'a submodule'

/**
 * Every change of a report, in the order of these commits. What a merge brings exactly as its other parent has it was
 * written there: in the base's pull request, or in another commit of this one.
 */
export function reportChanges(
  patterns: readonly string[],
  commits: readonly Commit[],
): readonly ReportChange[] {
  const isReport = reportPaths(patterns)
  return commits.flatMap((commit) =>
    commit.files
      .filter((file) => !file.brought)
      .filter((file) => isReport(file.path) || isReport(file.previousPath ?? ''))
      .map((file) => ({ commit, file })),
  )
}

/**
 * The revisions that these changes leave. A report that was added and deleted again is among them: its blockers still
 * count.
 * @param texts by their blobs; null for what can't be had
 */
export function revisionsFrom(
  patterns: readonly string[],
  changes: readonly ReportChange[],
  texts: ReadonlyMap<string, string | null>,
  odd: ReadonlyMap<ReportChange, Oddity>,
): Revisions {
  const isReport = reportPaths(patterns)
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

/** The revision, or a sentence that says why it could not be had (a vanished blob). */
function revision(
  texts: ReadonlyMap<string, string | null>,
  odd: ReadonlyMap<ReportChange, Oddity>,
  change: ReportChange,
): ReportRevision | string {
  const { path, previousPath, blob } = change.file
  const facts = { path, previousPath, commit: change.commit.sha }
  // There is no report any more, as if it had been removed.
  if (blob === null || odd.has(change)) return { ...facts, blob: null, text: null }
  const text = texts.get(blob) ?? null
  return text === null
    ? `${path} at ${facts.commit.slice(0, 7)} is not a file that can be read`
    : { ...facts, blob, text }
}

/** What the last commit that touches the policy file leaves of it: a blob, or nothing; null where none does. */
export function proposedPolicyBlob(
  commits: readonly Commit[],
): { readonly blob: string | null } | null {
  const changes = commits.flatMap(({ files }) =>
    files.filter(
      ({ path, previousPath, brought }) => !brought && [path, previousPath].includes(POLICY_PATH),
    ),
  )
  const last = changes.at(-1)
  if (last === undefined) return null
  return { blob: last.path === POLICY_PATH ? last.blob : null }
}
