import type { Ledger } from '../ledger/ledger.ts'

/** One rule with its answer, and the answer's reasons, so that nobody has to ask "why is this red?". */
export interface Requirement {
  readonly name: 'facts-complete' | 'reports-readable' | 'blockers-fixed'
  readonly met: boolean
  /** What was looked at. */
  readonly looked: string
  /** What was found there. */
  readonly found: string
  /** What would make it pass, null when it does. */
  readonly next: string | null
}

/** The answer about one pull request at one head. `conclusion` is GitHub's word. */
export interface Assessment {
  readonly conclusion: 'success' | 'failure' | 'neutral'
  /** The state in one line. */
  readonly title: string
  readonly requirements: readonly Requirement[]
  readonly ledger: Ledger
}
