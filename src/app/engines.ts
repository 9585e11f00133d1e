import type { Logger } from 'pino'
import { inProcessQueue } from '../queue/in-process.ts'
import type { Pace, Queue, Work } from '../queue/queue.ts'
import { redisQueue } from '../queue/redis.ts'
import { memoryStore } from '../store/memory-store.ts'
import { redisStore } from '../store/redis-store.ts'
import type { Store } from '../store/store.ts'

/** What replicas share. */
export interface Engines {
  /** Whether there may be others. */
  readonly isShared: boolean
  readonly store: Store
  readonly queue: <Job>(work: Work<Job>, pace: Pace) => Queue<Job>
}

export interface EnginesOptions {
  /** Null: this process is the only one. */
  readonly redisUrl: string | null
  /** Several Apps may share a Redis. */
  readonly appId: number
  /** Whether this process does the work as well, or only takes it on. */
  readonly works: boolean
  /** After how many milliseconds without a sign of life a replica counts as dead. */
  readonly lock?: number
  readonly log: Logger
}

/** Long enough for a process that is merely busy. */
export const LOCK_MS = 30_000

/** The queue and the store: in Redis where there is one, else in this process. */
export function startEngines(options: EnginesOptions): Engines {
  const { redisUrl: redis, appId, works, lock = LOCK_MS, log } = options
  if (redis === null) return { isShared: false, store: memoryStore(), queue: inProcessQueue }
  const prefix = `countersign:${appId}`
  const told = (error: Error) => log.error({ err: error }, 'Redis fails')
  return {
    isShared: true,
    store: redisStore(redis, { prefix, lock, told }),
    queue: (work, pace) => redisQueue({ redis, prefix, lock, told }, work, pace, { works }),
  }
}
