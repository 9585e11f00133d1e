/** Which branch of which clone. */
export interface Branch {
  /** The clone, or a folder in it. */
  readonly folder: string
  /** Where the branch is to be merged, by any name that git knows; the remote's default branch, main or master when left out. */
  readonly base?: string | null
  /** What is assessed; HEAD when left out. */
  readonly head?: string | null
}

/** Why a branch can't be assessed, and what to do: no clone, no such branch, not all of its history. */
export interface NotAssessed {
  readonly ok: false
  readonly problem: string
  readonly next: string
}
