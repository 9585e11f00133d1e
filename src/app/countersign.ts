import type { Logger } from 'pino'
import type { Probot } from 'probot'
import type { Addresses } from '../publish/addresses.ts'
import { ourCheck } from '../publish/check-run.ts'
import type { Pace, Queue } from '../queue/queue.ts'
import { within } from '../queue/within.ts'
import { startReader } from '../reader/reader.ts'
import type { ReadingLimits } from '../reader/threads.ts'
import { countedFacts, memoryFacts, sharedFacts } from '../snapshot/facts-cache.ts'
import type { Engines } from './engines.ts'
import { heededChecks } from './heeded-checks.ts'
import type { Holds } from './holds.ts'
import { type Job, joined, keyOf } from './jobs.ts'
import { looker } from './look.ts'
import { memories } from './memories.ts'
import type { Metrics, Outcome } from './operation/metrics.ts'
import { waitAfter } from './patient-octokit.ts'
import { PLAN, type Plan, type Reconciler, reconciler } from './reconcile/reconciler.ts'
import { type ShownPulls, shownPulls } from './shown-pulls.ts'
import { type Delivery, deliveryTaker } from './take-delivery.ts'

/**
 * Two events of one push come together; twenty pushes in a second are assessed twice at most; GitHub's short
 * faults pass within half a minute, its longer ones within ten.
 */
export const PACE: Pace = {
  settle: 25,
  spacing: 1_500,
  retries: [5_000, 30_000, 120_000, 600_000],
  atOnce: 8,
}

/** GitHub tells of one push by several events within a second; those that only catch lost ones wait this long (ms). */
const LATER_MS = 2_000

/** What the tests set otherwise. */
export interface Tuning {
  readonly pace?: Pace
  /** How long events wait that only catch lost ones, in ms. */
  readonly later?: number
  readonly reading?: Partial<ReadingLimits>
  /** GitHub's own limit when left out. */
  readonly writesAMinute?: number
  /** How long to wait for an answer of GitHub's, in ms. */
  readonly patience?: number
  /** After how many milliseconds without a sign of life another replica takes what a dead one had. */
  readonly lock?: number
  /** When it is reconciled; null: on demand only. */
  readonly plan?: Plan | null
}

export interface Options extends Tuning {
  readonly appId: number
  /** Whether this process does the work as well, and reconciles; else it only takes it on. */
  readonly works: boolean
  readonly engines: Engines
  readonly holding: Holds
  /** Where the pages are, null where there are none. */
  readonly addresses: Addresses | null
  readonly metrics: Metrics
  readonly log: Logger
}

/** The App while it runs. */
export interface Countersign extends Pick<ShownPulls, 'show'> {
  /** Resolves when what a delivery asks for is in the queue; throws when that can't be reached. */
  readonly take: (delivery: Delivery) => Promise<Outcome>
  readonly queue: Omit<Queue<Job>, 'add' | 'close'>
  readonly reconcile: Reconciler['now']
  /** @param grace how long work under way may take to finish, in ms */
  readonly close: (grace?: number) => Promise<void>
}

/**
 * The App: an event says where to look, the queue sees to it that somebody looks soon, and looking ends in a
 * check run.
 */
export function countersign(probot: Probot, options: Options): Countersign {
  const { appId, works, engines, holding, addresses, metrics, log } = options
  const { pace = PACE, later = LATER_MS, plan = PLAN, lock } = options
  const { store } = engines
  const ours = ourCheck(appId)
  const facts = countedFacts(engines.isShared ? sharedFacts(store) : memoryFacts(), (hit) =>
    metrics.cache('facts', hit),
  )
  const reader = startReader(options.reading, engines.isShared ? store : null)
  const remembered = memories(store)
  const shown = shownPulls({ facts, ours, reader, memories: remembered })
  const heeded = heededChecks(store)

  const look = looker({
    means: async (installation, told) => {
      const octokit = await probot.auth(installation)
      return { octokit, ours, facts, reader, inTurn: store.inTurn, addresses, log: told }
    },
    memories: remembered,
    heeded,
    holding,
    shown,
    metrics,
    log,
    add: (job) => add(job),
  })
  const queue = engines.queue<Job>(
    {
      run: look,
      merge: (waiting, added) => {
        const { delivery, owner, repo } = waiting
        log.info({ delivery, owner, repo, by: added.delivery }, 'answered together with another')
        return joined(waiting, added)
      },
      lane: ({ installation }) => String(installation),
      waitAfter,
      failed: (key, { delivery }, error, tryAgainIn) =>
        log.error({ err: error, delivery, key, tryAgainIn }, 'could not look at it'),
    },
    pace,
  )
  const add = (job: Job) => queue.add(keyOf(job), job, job.net ? later : pace.settle)

  const reconciling = reconciler({
    probot,
    appId,
    store,
    memories: remembered,
    heeded,
    holding,
    metrics,
    log,
    add,
    plan: works ? plan : null,
    ...(lock !== undefined && { lock }),
  })
  return {
    show: shown.show,
    take: deliveryTaker({ memories: remembered, heeded, log, add }),
    queue,
    reconcile: reconciling.now,
    close: async (grace) => {
      await Promise.all([within(grace, reconciling.stop()), queue.close(grace)])
      await reader.close()
    },
  }
}
