import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import type { Probot } from 'probot'
import type { Addresses } from '../publish/addresses.ts'
import { turns } from '../publish/turns.ts'
import { inProcessQueue } from '../queue/in-process.ts'
import type { Pace, Queue } from '../queue/queue.ts'
import { startReader } from '../reader/reader.ts'
import type { ReadingLimits } from '../reader/threads.ts'
import { memoryFacts } from '../snapshot/facts-cache.ts'
import type { PullRef } from '../snapshot/snapshot.ts'
import { type Assessed, assessPull } from './assess-pull.ts'
import { assessQueue } from './assess-queue.ts'
import type { Assessing } from './assessing.ts'
import { checkRun } from './events/check-run.ts'
import { checkSuite } from './events/check-suite.ts'
import { issueComment } from './events/issue-comment.ts'
import { mergeGroup } from './events/merge-group.ts'
import { type Look, type Notice, noticeOf } from './events/notice.ts'
import { pullRequest } from './events/pull-request.ts'
import { pullRequestReview } from './events/pull-request-review.ts'
import { push } from './events/push.ts'
import { findPulls, type PullsLook } from './find-pulls.ts'
import { heededChecks } from './heeded-checks.ts'
import { waitAfter } from './patient-octokit.ts'
import { recordMerge } from './record-merge.ts'
import { type ShownPulls, shownPulls } from './shown-pulls.ts'

/** Every event that the App hears of. */
export const READERS = [
  pullRequest,
  push,
  checkRun,
  checkSuite,
  issueComment,
  mergeGroup,
  pullRequestReview,
]

/**
 * Two events of one push come together; twenty pushes in a second are assessed twice at most; GitHub's short
 * faults pass within half a minute, its longer ones within ten.
 */
export const PACE: Pace = { settle: 25, spacing: 1_500, retries: [5_000, 30_000, 120_000, 600_000] }

/** A look that is due, and when the event came that asks for it. */
interface Job extends Notice {
  readonly look: Exclude<Look, { readonly at: 'check' }>
  readonly since: number
}

/** What the tests set otherwise. */
export interface Tuning {
  readonly pace?: Pace
  readonly reading?: Partial<ReadingLimits>
  /** GitHub's own limit when left out. */
  readonly writesAMinute?: number
}

export interface Options extends Tuning {
  readonly appId: number
  /** Where the pages are, null where there are none. */
  readonly addresses: Addresses | null
  readonly log: Logger
}

/** The App while it runs. */
export interface Countersign extends Pick<Queue<Job>, 'idle' | 'close'>, Pick<ShownPulls, 'show'> {}

/**
 * The App: an event says where to look, the queue sees to it that somebody looks soon, and looking ends in a
 * check run.
 */
export default function countersign(probot: Probot, options: Options): Countersign {
  const { appId, addresses, log, pace = PACE } = options
  const facts = memoryFacts()
  const reader = startReader(options.reading)
  const inTurn = turns()
  const shown = shownPulls({ facts, reader })
  const heeded = heededChecks()
  const looksBegan = new LRUCache<string, number>({ max: 10_000 })

  const look = async (job: Job): Promise<void> => {
    const { installation, owner, repo, again, look } = job
    const octokit = await probot.auth(installation)
    const told = log.child({ owner, repo })
    const assessing = { octokit, appId, facts, reader, inTurn, addresses, log: told }
    const findAt = async (where: PullsLook) => {
      for (const number of await findPulls({ octokit, owner, repo }, where)) {
        const found: Job = { ...job, look: { at: 'pull', number } }
        // A look that began after the event sees what the event tells; if it fails, it is tried again.
        if (again || (looksBegan.get(keyOf(found)) ?? 0) <= job.since) add(found)
      }
    }
    switch (look.at) {
      case 'queue':
        return assessQueue(assessing, { owner, repo, ...look }, again)
      case 'merged':
        await recordMerge(assessing, { owner, repo, number: look.number })
        return findAt({ at: 'head', sha: look.sha, branch: null })
      case 'branch':
      case 'head':
        return findAt(look)
      case 'pull':
        looksBegan.set(keyOf(job), Date.now())
        return lookAtPull(job, assessing, { owner, repo, number: look.number })
    }
  }

  const lookAtPull = async (job: Job, assessing: Assessing, pull: PullRef): Promise<void> => {
    const found = await assessPull(assessing, pull, job)
    if (found.judged !== null) shown.keep(pull, found.judged)
    heeded.learn(job, found)
    for (const number of found.lookAgain) {
      add({ ...job, look: { at: 'pull', number }, again: false, head: null, heard: [] })
    }
    const further = furtherLook(job, found)
    if (further !== null) add(further)
  }

  const queue = inProcessQueue<Job>(
    {
      run: look,
      merge: (waiting, added) => ({
        ...added,
        again: waiting.again || added.again,
        head: added.head ?? waiting.head,
        heard: [...new Set([...waiting.heard, ...added.heard])],
      }),
      waitAfter,
      failed: (key, _job, error, tryAgainIn) =>
        log.error({ err: error, key, tryAgainIn }, 'could not look at it'),
    },
    pace,
  )
  const add = (job: Job) => queue.add(keyOf(job), job)

  for (const reader of READERS) {
    for (const event of reader.events) {
      // Probot knows the events by their names' types; ours are checked against GitHub's examples in the tests.
      probot.on(event as Parameters<Probot['on']>[0] & string, ({ id, payload }) => {
        const notice = read(reader, payload, log.child({ delivery: id, event }))
        if (notice === null) return
        const { look, ...rest } = notice
        const since = Date.now()
        if (look.at !== 'check') return add({ ...rest, look, since })
        // A head has dozens of checks: those that matter come to one look.
        const { sha, branch } = look
        if (heeded.mayConcern(rest, look.name)) {
          add({ ...rest, look: { at: 'head', sha, branch }, since })
        }
      })
    }
  }
  return {
    show: shown.show,
    idle: queue.idle,
    close: async () => {
      await queue.close()
      await reader.close()
    },
  }
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

function read(reader: (typeof READERS)[number], payload: unknown, log: Logger): Notice | null {
  try {
    const notice = noticeOf(reader, payload)
    log.info(notice ?? {}, notice === null ? 'nothing to look at' : 'noticed')
    return notice
  } catch (error) {
    log.warn({ err: error }, 'ignored: the payload is not what GitHub documents')
    return null
  }
}

const keyOf = ({ installation, owner, repo, look }: Notice): string =>
  `${installation}/${owner}/${repo}/${Object.values(look).join('/')}`
