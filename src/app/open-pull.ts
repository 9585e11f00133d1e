import type { Asking } from '../snapshot/asking.ts'
import { gitHubSource } from '../snapshot/github.ts'
import { type PullNow, pullNow } from '../snapshot/github-pull.ts'
import type { Opened, PullRef, Source } from '../snapshot/snapshot.ts'

/** A pull request as it is now, and where the rest of its facts come from. */
export interface Opening {
  readonly source: Source
  readonly opened: Opened
  readonly now: PullNow
}

/**
 * Opens a pull request.
 * @param toShow even of one that was closed without merging, the policy is read
 * @throws with status 404 when there is none of that number
 */
export const openPull = async (asking: Asking, pull: PullRef, toShow = false): Promise<Opening> =>
  openingOf(asking, await pullNow(asking, pull, toShow))

/** Where the rest of the facts comes from. */
export const openingOf = (asking: Asking, now: PullNow): Opening => ({
  source: gitHubSource(asking, now),
  opened: now.opened,
  now,
})
