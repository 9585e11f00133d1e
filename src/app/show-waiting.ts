import { postCheckRun } from '../publish/post-check-run.ts'
import { waitingRun } from '../publish/waiting-run.ts'
import { pullNow } from '../snapshot/github-pull.ts'
import type { PullRef } from '../snapshot/snapshot.ts'
import { type Assessing, targetOf } from './assessing.ts'

/** A shorter wait needs no words. */
const WORTH_TELLING_MS = 60_000

/**
 * Has the check say until when it waits for GitHub, where nothing is said yet. It is tried only: requests by GraphQL and
 * by REST have quotas of their own, and a part of each is kept back; but there may be none left all the same.
 */
export async function showWaiting(
  assessing: Assessing,
  pull: PullRef,
  until: number,
): Promise<void> {
  if (until - Date.now() < WORTH_TELLING_MS) return
  try {
    const { opened, runs } = await pullNow(assessing, pull)
    if (opened.state !== 'open' || (runs?.length ?? 0) > 0) return
    await postCheckRun(targetOf(assessing, pull, 'pull', opened.head.sha), waitingRun(until))
  } catch (error) {
    assessing.log.warn({ err: error, until }, 'could not show that it waits for GitHub')
  }
}
