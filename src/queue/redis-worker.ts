import { type Job as BullJob, DelayedError, UnrecoverableError, Worker } from 'bullmq'
import { z } from 'zod'
import { patientConnection } from '../redis/connection.ts'
import type { Outages } from '../redis/outages.ts'
import { foldItems } from './items.ts'
import { nextTry, reasonOf } from './next-try.ts'
import type { Pace, Work } from './queue.ts'
import type { Ticket } from './redis.ts'
import { namesIn, QUEUE } from './redis-names.ts'
import { BEGIN, FINISH, GIVE_UP } from './redis-scripts.ts'
import { within } from './within.ts'

export interface RedisWorker {
  readonly close: (grace?: number) => Promise<void>
}

interface Settings {
  readonly url: string
  readonly prefix: string
  readonly lock: number
  readonly told: (error: Error) => void
  readonly met: Outages
}

interface Taken {
  readonly job: BullJob<Ticket>
  readonly token: string
}

/** A job that takes so many workers with it is not given to another one. */
const MOST_DEATHS = 3

/** Of those that were given up, so many are kept, for so long. */
const GIVEN_UP_KEPT = { count: 1_000, milliseconds: 14 * 24 * 60 * 60 * 1_000 }

/** The one who takes from BullMQ what `redisQueue` added, and does it. */
export function redisWorker<Job>(settings: Settings, work: Work<Job>, pace: Pace): RedisWorker {
  const { url, prefix, lock, told, met } = settings
  const names = namesIn(prefix)
  const client = patientConnection(url, met)
  const running = new Map<Taken, Promise<void>>()
  const keysHere = new Set<string>()
  let closing = false

  const perform = async (taken: Taken): Promise<void> => {
    const { job } = taken
    const { key, lane } = job.data
    if (closing) return postpone(taken, 0)
    if (keysHere.has(key)) return postpone(taken, STILL_AT_IT)
    if (job.stalledCounter >= MOST_DEATHS) return died(job)
    const { given, why, turn, lanes, bull } = names
    const keys = [names.pending(key), names.started(key)]
    keys.push(given, why, turn, lanes, bull.prioritized)
    const answer = await BEGIN(client, keys, [key, lane, pace.spacing, job.priority])
    const [wait, later, items] = Begun.parse(answer)
    if (wait > 0) return postpone(taken, wait)
    if (later > 0) {
      await job.changePriority({ priority: later })
      return postpone(taken, 0)
    }
    const merged = foldItems(items, work)
    if (merged === null) return
    try {
      keysHere.add(key)
      await work.run(merged)
    } catch (error) {
      return failed(taken, merged, error)
    } finally {
      keysHere.delete(key)
    }
    await FINISH(client, [names.pending(key)], items)
  }

  /** Puts it back; that is no try. */
  const postpone = async ({ job, token }: Taken, wait: number): Promise<never> => {
    await job.moveToDelayed(Date.now() + wait, token)
    throw new DelayedError()
  }

  const failed = async (taken: Taken, merged: Job, error: unknown): Promise<never> => {
    const { job } = taken
    const { key } = job.data
    const asked = Math.ceil(work.waitAfter?.(error) ?? 0)
    const tryAgainIn = asked > 0 ? asked : nextTry(pace, job.attemptsMade)
    work.failed(key, merged, error, tryAgainIn)
    if (asked > 0) return postpone(taken, asked)
    const reason = reasonOf(error)
    if (tryAgainIn !== null) throw Object.assign(new Error(reason), { tryAgainIn })
    return giveUp(key, reason, job.attemptsMade + 1)
  }

  const died = async (job: BullJob<Ticket>): Promise<void> => {
    const { key } = job.data
    const items = await client.lrange(names.pending(key), 0, -1)
    const merged = foldItems(items, work)
    if (merged === null) return
    const error = new Error(`Its process ended ${MOST_DEATHS} times while it ran`)
    work.failed(key, merged, error, null)
    await giveUp(key, error.message, job.attemptsMade + MOST_DEATHS)
  }

  const giveUp = async (key: string, reason: string, tries: number): Promise<never> => {
    const now = new Date()
    const why = JSON.stringify({ reason, at: now.toISOString(), tries })
    const { count, milliseconds } = GIVEN_UP_KEPT
    const keys = [names.pending(key), names.given, names.why]
    await GIVE_UP(client, keys, [key, now.getTime(), why, count, milliseconds])
    throw new UnrecoverableError(reason)
  }

  const worker = new Worker<Ticket>(
    QUEUE,
    async (job, token = '') => {
      const taken = { job, token }
      const done = perform(taken)
      running.set(taken, done)
      try {
        await done
      } finally {
        running.delete(taken)
      }
    },
    {
      connection: client,
      prefix,
      concurrency: pace.atOnce,
      lockDuration: lock,
      stalledInterval: Math.ceil(lock / 3),
      // How often is too often, we say.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      // An idle worker looks by itself so often (s), should a call have gone astray.
      drainDelay: 1,
      runRetryDelay: 1_000,
      settings: {
        backoffStrategy: (tries, _type, error) => waitOf(error) ?? 1_000 * Math.min(tries, 600),
      },
    },
  )
  worker.on('failed', (_job, error) => {
    if (waitOf(error) === null && !(error instanceof UnrecoverableError)) told(error)
  })
  worker.on('error', (error) => {
    if (!closing && client.status === 'ready') told(error)
  })

  /** A call that comes now is for others. */
  const stopListening = () =>
    worker
      .getBackend()
      .disconnectBlocking(true)
      .catch(() => {})

  const handBack = async ({ job, token }: Taken): Promise<void> => {
    try {
      await job.moveToDelayed(Date.now(), token)
    } catch (error) {
      told(error instanceof Error ? error : new Error(String(error)))
    }
  }

  return {
    close: async (grace) => {
      closing = true
      await worker.pause(true)
      if (client.status === 'ready') await within(STOPPING, stopListening())
      await within(grace, Promise.allSettled(running.values()))
      if (client.status === 'ready') {
        await within(STOPPING, Promise.all([...running.keys()].map(handBack)))
      }
      await worker.close(true)
      client.disconnect()
    },
  }
}

/** How long a worker that ends waits for Redis, in ms; what it could not hand back, its locks must run out for. */
const STOPPING = 2_000

/** How long a job waits whose key is still being worked on here by the one that lost its lock, in ms. */
const STILL_AT_IT = 1_000

const Begun = z.tuple([z.number(), z.number(), z.array(z.string())])

/** Null for what failed without the work failing: for what is not as we have written it. */
const waitOf = (error: unknown): number | null =>
  WithTryAgainIn.safeParse(error).data?.tryAgainIn ?? null

const WithTryAgainIn = z.object({ tryAgainIn: z.number() })
