import type { Logger } from 'pino'
import type { Addresses } from '../publish/addresses.ts'
import type { Target } from '../publish/post-check-run.ts'
import type { Reader } from '../reader/reader.ts'
import type { Asking } from '../snapshot/asking.ts'
import type { PullRef } from '../snapshot/snapshot.ts'
import type { InTurn } from '../store/store.ts'

/** What an assessment needs besides the pull request. */
export interface Assessing extends Asking {
  readonly reader: Reader
  /** Checks of one commit are written one after the other: each has to know of the others. */
  readonly inTurn: InTurn
  /** Where the pages are, null where there are none. */
  readonly addresses: Addresses | null
  readonly log: Logger
}

/** Where a check about that pull request goes; its details lead to the page. */
export const targetOf = (
  { octokit, ours, inTurn, addresses }: Assessing,
  pull: PullRef,
  about: Target['about'],
  headSha: string,
): Target => ({
  octokit,
  ours,
  inTurn,
  pull,
  about,
  headSha,
  details: addresses?.page(pull) ?? null,
})
