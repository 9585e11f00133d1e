import type { ProbotOctokit } from 'probot'
import type { FactsCache } from './facts-cache.ts'

export type Octokit = InstanceType<typeof ProbotOctokit>

/** What every question to GitHub needs: who asks, about which repository, and what is known already. */
export interface Asking {
  readonly octokit: Octokit
  readonly facts: FactsCache
  readonly ours: OurCheck
}

/** By what our check is known: others may have one of the same name, and two pull requests may share a head. */
export interface OurCheck {
  readonly appId: number
  readonly name: string
  /** Which pull request a run is about, by its external id. */
  readonly pullOf: (externalId: string | null) => number | null
}
