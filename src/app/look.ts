import type { Logger } from 'pino'
import { httpStatus } from '../snapshot/http-status.ts'
import type { PullRef } from '../snapshot/snapshot.ts'
import { type Assessed, assessPull } from './assess-pull.ts'
import { assessQueue } from './assess-queue.ts'
import type { Assessing } from './assessing.ts'
import { findPulls, type PullsLook } from './find-pulls.ts'
import { goneWhy } from './gone.ts'
import type { HeededChecks } from './heeded-checks.ts'
import { type Hold, type Holds, holdAfter, putOff } from './holds.ts'
import type { Job } from './jobs.ts'
import type { Memories } from './memories.ts'
import type { Metrics } from './operation/metrics.ts'
import { recordMerge } from './record-merge.ts'
import { showWaiting } from './show-waiting.ts'
import type { ShownPulls } from './shown-pulls.ts'

export interface Looking {
  /** What an assessment for that installation needs. */
  readonly means: (installation: number, log: Logger) => Promise<Assessing>
  readonly memories: Memories
  readonly heeded: HeededChecks
  readonly holding: Holds
  readonly shown: Pick<ShownPulls, 'keep'>
  readonly metrics: Pick<Metrics, 'looked'>
  readonly log: Logger
  readonly add: (job: Job) => Promise<void>
}

/**
 * Does what a job asks for: finds the pull requests that it is about, or looks at the one that it names. What is gone,
 * or not for us any more, is left with a line in the log. Where GitHub wants to be asked no more for a while, it throws what says until when.
 */
export function looker(looking: Looking): (job: Job) => Promise<void> {
  const { means, memories, holding, log, add } = looking

  const findAt = async (job: Job, { octokit }: Assessing, where: PullsLook): Promise<void> => {
    const { owner, repo, again, since } = job
    for (const number of await findPulls({ octokit, owner, repo }, where)) {
      // A look that began after the event sees what the event tells; if it fails, it is tried again.
      if (again || (await memories.began({ owner, repo, number })) <= since) {
        await add({ ...job, look: { at: 'pull', number }, net: false })
      }
    }
  }

  const lookAt = async (job: Job, assessing: Assessing): Promise<void> => {
    const { owner, repo, again, look } = job
    switch (look.at) {
      case 'queue':
        return assessQueue(assessing, { owner, repo, ...look }, again)
      case 'merged':
        await recordMerge(assessing, { owner, repo, number: look.number })
        return findAt(job, assessing, { at: 'head', sha: look.sha, branch: null })
      case 'branch':
      case 'head':
        return findAt(job, assessing, look)
      case 'pull':
        return lookAtPull(looking, assessing, job, { owner, repo, number: look.number })
    }
  }

  const leave = async (job: Job, why: string, error: unknown): Promise<void> => {
    const { delivery, owner, repo, look, head } = job
    // What an event tells of may not be shown yet, for a moment.
    if (look.at === 'pull' && head !== null && httpStatus(error) === 404) {
      return add({ ...job, head: null, heard: [] })
    }
    log.info({ delivery, owner, repo, look, why }, 'nothing to look at any more')
  }

  return async (job) => {
    const { installation, owner, repo, delivery } = job
    if (job.net && (await isCaught(memories, job))) return
    const assessing = await means(installation, log.child({ delivery, owner, repo }))
    const held = await holding.on(installation)
    if (held !== null) {
      await tellWaiting(assessing, job, held)
      throw putOff(held.until)
    }
    try {
      await lookAt(job, assessing)
    } catch (error) {
      const why = goneWhy(error)
      if (why !== null) return leave(job, why, error)
      const hold = holdAfter(error)
      if (hold !== null) {
        await holding.told(installation, hold)
        await tellWaiting(assessing, job, hold)
      }
      throw error
    }
  }
}

async function tellWaiting(
  assessing: Assessing,
  { owner, repo, look }: Job,
  { until, isTold }: Hold,
): Promise<void> {
  if (look.at === 'pull' && isTold) await showWaiting(assessing, { owner, repo, ...look }, until)
}

async function lookAtPull(
  { memories, heeded, shown, metrics, add }: Looking,
  assessing: Assessing,
  job: Job,
  pull: PullRef,
): Promise<void> {
  const seconds = () => (Date.now() - job.first) / 1_000
  await memories.begins(pull)
  const found = await assessPull(assessing, pull, job).catch((error: unknown) => {
    if (goneWhy(error) === null) metrics.looked('failed', seconds())
    throw error
  })
  metrics.looked(found.judged?.assessment.conclusion ?? 'closed', seconds())
  const at = new Date().toISOString()
  if (found.judged !== null) shown.keep(pull, { ...found.judged, at })
  await memories.ended(pull, at)
  await heeded.learn(job, found)
  for (const number of found.lookAgain) {
    await add({ ...job, look: { at: 'pull', number }, again: false, head: null, heard: [] })
  }
  const further = furtherLook(job, found)
  if (further !== null) return add(further)
  if (found.isOpen) await memories.met(pull, found.headSha)
  await memories.looked(pull, found.updatedAt)
}

/** Whether the event that says more was heard, and what it told of was looked at. */
async function isCaught(memories: Memories, { owner, repo, look, head }: Job): Promise<boolean> {
  const sha = look.at === 'head' ? look.sha : head
  return sha !== null && (await memories.hasMet({ owner, repo }, sha))
}

/** What is left to do when the look did not meet what the event told of. */
function furtherLook(job: Job, { isOpen, headSha, has }: Assessed): Job | null {
  const { head } = job
  if (head === null) return null
  // "Re-run" on a check of a closed pull request: another one may stand at that commit.
  if (!isOpen) {
    const look = { at: 'head', sha: head, branch: null } as const
    return job.again ? { ...job, look, head: null, heard: [] } : null
  }
  // GitHub's answer may be older than its event. An old event costs this one look more, not another.
  return job.again || head === headSha || has(head) ? null : { ...job, head: null, heard: [] }
}
