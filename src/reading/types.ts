/** A line of the text that was read, counted from 1. */
export type Line = number

/** A place in the code that a report cites: `src/a.ts:12-20`, `src/a.ts:12` (start = end), or a link ending in `#L12-L20`. */
export interface Evidence {
  readonly path: string
  readonly start: Line
  readonly end: Line
  /** Where it is cited. */
  readonly line: Line
}

/** A commit that a text names, as it is written there; `subject` when the text quotes one beside the hash. */
export interface CommitMention {
  /** 7 to 40 lower-case hexadecimal digits. */
  readonly sha: string
  readonly subject: string | null
  readonly line: Line
}

export type Role = 'coder' | 'reviewer' | 'orchestrator' | 'author'

/** `unknown`: the text says that it was run, and not how it ended. Unknown is never passed. */
export type Outcome = 'passed' | 'failed' | 'not-run' | 'unknown'

/** A command that somebody says they ran. A claim, until a check on the head shows it. */
export interface ValidationRun {
  readonly by: Role
  readonly command: string
  readonly outcome: Outcome
  readonly passed: number | null
  readonly failed: number | null
  readonly ignored: number | null
  readonly line: Line
}

/** An announced number of blockers: "the first reviewer found two blockers". */
export interface CountClaim {
  readonly count: number
  readonly line: Line
  readonly text: string
}

/**
 * What the reader could not take as it stands. `error` fails the check (fail closed), `warning` is shown beside it.
 * `message` says what is wrong, `next` what to write instead.
 */
export interface Diagnostic {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly line: Line
  readonly message: string
  readonly next: string
  /** The same as `next`, to be done by a program; null where only the writer knows what belongs there. */
  readonly edit: Edit | null
}

/**
 * Other lines in the place of the lines `from` to `to` of the text that was read. `to` is `from - 1` where they come in
 * between, and `text` is '' where lines are to go. Diagnostics about the same lines share one edit.
 */
export interface Edit {
  readonly from: Line
  readonly to: Line
  /** Without a line end behind its last line. */
  readonly text: string
  /** Whether it holds `{fill in: …}`, which its writer has to replace. */
  readonly fills: boolean
}

/** One entry of a list: a note, a residual risk, a follow-up. */
export interface Item {
  readonly text: string
  readonly line: Line
}
