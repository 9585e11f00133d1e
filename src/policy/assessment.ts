import type { Ledger } from '../ledger/ledger.ts'
import type { JudgedApproval } from './approvals.ts'
import type { Discrepancy } from './discrepancies.ts'
import type { RequirementName } from './policy.ts'
import type { Ruling } from './ruling.ts'
import type { JudgedRun } from './runs.ts'

/** One rule with its answer, and the answer's reasons, so that nobody has to ask "why is this red?". */
export interface Requirement extends Answer {
  readonly name: 'policy-readable' | 'facts-complete' | RequirementName
  /** An unmet `error` fails the check, an unmet `warn` is shown. What is `off` isn't looked at. */
  readonly level: 'error' | 'warn'
}

/** What a rule found. */
export interface Answer {
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
  readonly approvals: readonly JudgedApproval[]
  readonly runs: readonly JudgedRun[]
  /** Two figures for one command on the same code. */
  readonly discrepancies: readonly Discrepancy[]
  readonly ruling: Ruling
  readonly ledger: Ledger
}
