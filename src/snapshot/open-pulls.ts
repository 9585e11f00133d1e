/** The open pull requests of a repository as a list shows them, with what our check says of each. */
export interface OpenPulls {
  /** Newest change first, 50 at most. */
  readonly pulls: readonly OpenPull[]
  /** How many there are in all. */
  readonly total: number
}

export interface OpenPull {
  readonly owner: string
  readonly repo: string
  readonly number: number
  readonly title: string
  /** A login. */
  readonly author: string | null
  readonly branch: string
  readonly isDraft: boolean
  /** ISO 8601. */
  readonly updatedAt: string
  /** On GitHub. */
  readonly url: string
  /** Our check on its head, null while there is none. */
  readonly check: {
    readonly conclusion: 'success' | 'failure' | 'neutral' | null
    readonly title: string
  } | null
  /** Logins of those who are asked for a review on GitHub. */
  readonly asked: readonly string[]
}
