import type { ProbotOctokit } from 'probot'
import type { FactsCache } from './facts-cache.ts'

export type Octokit = InstanceType<typeof ProbotOctokit>

/** What every question to GitHub needs: who asks, about which repository, and what is known already. */
export interface Asking {
  readonly octokit: Octokit
  readonly facts: FactsCache
}
