/**
 * The facts of one pull request at one head, and nothing but facts: what was written is read later
 * (`review`, `commit`, `command`), what it means is decided later still (`ledger`, `policy`).
 * A snapshot is plain data: written to JSON and read back, it gives the same assessment.
 */
export interface Snapshot {
  readonly pull: PullRef
  readonly state: 'open' | 'closed'
  readonly author: string | null
  /** The web address of the repository, for links. */
  readonly webUrl: string
  readonly base: { readonly ref: string; readonly sha: string }
  /** `repository` is null when the fork was deleted. */
  readonly head: { readonly ref: string; readonly sha: string; readonly repository: string | null }
  readonly mergeBase: string | null
  /** Which paths are review reports, as globs (see `reportPaths`). */
  readonly reportPatterns: readonly string[]
  /** All commits that the head has and the base has not, parents before children. */
  readonly commits: readonly Commit[]
  /** Every revision of every report that this pull request changes, in the order of `commits`. */
  readonly revisions: readonly ReportRevision[]
  /** Commits that a report or message names and that are not among `commits`. */
  readonly elsewhere: readonly Elsewhere[]
  /** Facts that could not be had, each a sentence. While there are any, the check can't be green. */
  readonly gaps: readonly string[]
}

/** Which pull request. */
export interface PullRef {
  readonly owner: string
  readonly repo: string
  readonly number: number
}

/** `date` is ISO 8601, as git has it; anybody can set it. */
export interface Person {
  readonly name: string
  readonly email: string
  readonly date: string
  readonly login: string | null
}

export interface Commit {
  readonly sha: string
  readonly parents: readonly string[]
  readonly message: string
  readonly author: Person
  readonly committer: Person
  /** Against the first parent, as GitHub and `git show` give it. */
  readonly files: readonly FileChange[]
}

export interface FileChange {
  readonly path: string
  readonly previousPath: string | null
  readonly status: 'added' | 'modified' | 'removed' | 'renamed'
  /** The blob after the change, null when the file was removed. */
  readonly blob: string | null
}

/** One report as one commit left it. `text` is null when that commit removed the file. */
export interface ReportRevision {
  readonly path: string
  readonly previousPath: string | null
  readonly commit: string
  readonly blob: string | null
  readonly text: string | null
}

/** A commit named somewhere that this pull request does not contain. */
export interface Elsewhere {
  /** As it was named. */
  readonly mention: string
  readonly where: 'base' | 'repository' | 'nowhere'
  /** Null when it is nowhere. */
  readonly commit: Commit | null
}

/** Where the facts come from. GitHub's REST API is one source; a local clone can be another. */
export interface Source {
  /** The facts of this pull request at its present head, `elsewhere` still empty. */
  readonly snapshot: (pull: PullRef) => Promise<Snapshot>
  /** The same snapshot with `elsewhere` filled for those of `shas` (as written) that `commits` lacks. */
  readonly lookUp: (snapshot: Snapshot, shas: readonly string[]) => Promise<Snapshot>
  /** Which of these paths exist as files at the snapshot's head. */
  readonly filesAtHead: (
    snapshot: Snapshot,
    paths: readonly string[],
  ) => Promise<ReadonlySet<string>>
}
