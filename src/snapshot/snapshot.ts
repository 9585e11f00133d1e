/**
 * The facts of one pull request at one head, and nothing but facts: what was written is read later
 * (`review`, `commit`, `command`), what it means is decided later still (`ledger`, `policy`).
 * A snapshot is plain data: written to JSON and read back, it gives the same assessment.
 */
export interface Snapshot extends Opened {
  readonly mergeBase: string | null
  /** Which paths are review reports, as globs (see `reportPaths`). */
  readonly reportPatterns: readonly string[]
  /** The policy file as this pull request would leave it, null where it doesn't touch it. */
  readonly proposedPolicy: { readonly text: string | null } | null
  /** All commits that the head has and the base has not, parents before children. */
  readonly commits: readonly Commit[]
  /** Commits that an earlier head had and that a force-push took away, parents before children. */
  readonly dropped: readonly Commit[]
  /** When the branch came to which head since the pull request was opened, newest first; GitHub's clock, not git's. */
  readonly pushes: readonly Push[]
  /** Every revision of every report, dropped ones among them, in the order in which they were written. */
  readonly revisions: readonly ReportRevision[]
  /** Comments and bodies of reviews that hold a command, oldest first. */
  readonly comments: readonly Comment[]
  /** GitHub's global node id of the pull request. */
  readonly nodeId: string
  /** What we have said in this conversation, oldest first. */
  readonly ours: readonly OwnComment[]
  /** The check runs of others on the head, asked for only where the policy corroborates with them. */
  readonly checks: readonly Check[]
  /** Commits that a report, message or command names and that are not among `commits`. */
  readonly elsewhere: readonly Elsewhere[]
  /** What those may do whose word counts here. */
  readonly people: readonly Standing[]
  /** Issues to which blockers are deferred. */
  readonly issues: readonly Issue[]
  /** The files that blockers cite, at the commit that was reviewed. */
  readonly places: readonly CitedFile[]
  /** Facts that could not be had, each a sentence. While there are any, the check can't be green. */
  readonly gaps: readonly string[]
  /** What could not be seen and holds nothing up, each a sentence. */
  readonly unseen: readonly string[]
}

/** A pull request before its history is read: enough to know which policy judges it. */
export interface Opened {
  readonly pull: PullRef
  readonly state: 'open' | 'closed'
  /** The commit that merging made, null before. */
  readonly merged: string | null
  readonly createdAt: string
  readonly author: string | null
  readonly title: string
  /** The web address of the repository, for links. */
  readonly webUrl: string
  readonly isPrivate: boolean
  readonly base: { readonly ref: string; readonly sha: string }
  /** `repository` is null when the fork was deleted. */
  readonly head: { readonly ref: string; readonly sha: string; readonly repository: string | null }
  /** The organisation's policy file, then the repository's, at its base: those that are there. */
  readonly policyFiles: readonly PolicyText[]
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
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
  readonly author: Person
  readonly committer: Person
  /** Whether GitHub (or git) found its signature valid; `reason` says why not: `unsigned`, `unknown_key`. */
  readonly signature: { readonly verified: boolean; readonly reason: string }
  /** Against the first parent, as GitHub and `git show` give it. */
  readonly files: readonly FileChange[]
}

export interface FileChange {
  readonly path: string
  readonly previousPath: string | null
  readonly status: 'added' | 'modified' | 'removed' | 'renamed'
  /** The blob after the change, null when the file was removed. */
  readonly blob: string | null
  /** In a merge: exactly as another parent has it, so that the merge adds nothing of its own. */
  readonly brought: boolean
  /** What its lines are, null where there are none to see: a pure rename, a binary, too much. */
  readonly lines: ChangedLines | null
}

/** A change without its text and its context, so that it is the same after a rebase. */
export interface ChangedLines {
  /** Hashes of the lines that are gone and of those that came. */
  readonly removed: string
  readonly added: string
  /** Nothing but white space differs. */
  readonly onlySpace: boolean
  /** Where: line before the change, how many went, how many came. Null where they are too many to follow. */
  readonly edits: readonly Edit[] | null
}

export type Edit = readonly [line: number, removed: number, added: number]

/** A policy file and where it is. */
export interface PolicyText {
  /** `.github/countersign.yml`, with its repository where that is another: `acme/.github/.github/countersign.yml`. */
  readonly name: string
  readonly url: string
  /** Null when GitHub doesn't hand it out: it has more than a megabyte. */
  readonly text: string | null
}

/** A branch that moved. */
export interface Push {
  readonly at: string
  readonly head: string
}

/** A comment, or the body of a review, with a command in it. Only what was written at first counts. */
export interface Comment {
  /** GitHub's global node id. */
  readonly id: string
  readonly author: string | null
  readonly isBot: boolean
  readonly body: string
  readonly createdAt: string
  readonly edited: boolean
  readonly url: string
  /** Our reaction to it: done (a rocket), mistaken (a confused face), or none yet. */
  readonly answer: 'done' | 'mistaken' | null
  /** Whether our eyes are on it. */
  readonly seen: boolean
}

/** A comment of ours. */
export interface OwnComment {
  /** GitHub's global node id. */
  readonly id: string
  readonly body: string
}

/** A check run or workflow job of somebody else, the newest of its name. */
export interface Check {
  /** `CI / test`, or `test` where no workflow is behind it. */
  readonly name: string
  /** GitHub's word, null while it runs. */
  readonly conclusion: string | null
  readonly url: string | null
}

/** What somebody may do in this repository: GitHub's role name (`none` for nobody's), and the teams asked for. */
export interface Standing {
  readonly login: string
  readonly role: string
  readonly teams: readonly string[]
}

export interface Issue {
  readonly number: number
  readonly state: 'open' | 'closed' | 'missing'
  readonly isPull: boolean
  readonly title: string
}

/** A cited file at a commit. `lines` is null when it can't be counted, 0 when the file isn't there. */
export interface CitedFile {
  readonly commit: string
  readonly path: string
  readonly lines: number | null
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
  /** Those of the base's commits on which this pull request stands that have it already. */
  readonly within: readonly string[]
}

/** What is to be looked up once the reports are read. */
export interface Wanted {
  /** Commits, as they are named. */
  readonly commits: readonly string[]
  readonly people: readonly string[]
  /** `acme/security` */
  readonly teams: readonly string[]
  readonly issues: readonly number[]
  readonly files: readonly { readonly commit: string; readonly path: string }[]
}

/** Where the facts of one pull request come from. GitHub's API is one source; a local clone can be another. */
export interface Source {
  /** The facts at the head that was opened; what has to be looked up is still empty. */
  readonly snapshot: (opened: Opened, asked: Asked) => Promise<Snapshot>
  /** The same snapshot with what was wanted. */
  readonly lookUp: (snapshot: Snapshot, wanted: Wanted) => Promise<Snapshot>
  /** Which of these paths exist as files at the snapshot's head. */
  readonly filesAtHead: (
    snapshot: Snapshot,
    paths: readonly string[],
  ) => Promise<ReadonlySet<string>>
}

/** What the policy decides about the facts that are asked for. */
export interface Asked {
  readonly reportPatterns: readonly string[]
  readonly checks: boolean
  /** Whether it matters who signed a commit. */
  readonly signatures: boolean
}

/** Where the rules of a repository stand. */
export const POLICY_PATH = '.github/countersign.yml'
