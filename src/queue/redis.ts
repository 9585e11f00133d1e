import { Queue as BullQueue } from 'bullmq'
import { z } from 'zod'
import { hastyConnection } from '../redis/connection.ts'
import { outages } from '../redis/outages.ts'
import { foldItems, itemOf } from './items.ts'
import type { Counts, GivenUp, Pace, Queue, Work } from './queue.ts'
import { namesIn, QUEUE } from './redis-names.ts'
import { ACCEPT } from './redis-scripts.ts'
import { redisWorker } from './redis-worker.ts'

export interface RedisOptions {
  /** Its address: `redis://…` or `rediss://…`. */
  readonly redis: string
  /** What the names of all it keeps there begin with; those of one prefix are one queue. */
  readonly prefix?: string
  /**
   * After how many milliseconds without a sign of life a worker's jobs go to another one. If its event loop stands still
   * for longer, two work on the same key until it wakes; nothing is lost by it, and nothing is counted twice.
   */
  readonly lock?: number
  /** Told of what goes wrong with Redis, once per outage. */
  readonly told?: (error: Error) => void
}

/** What is added to BullMQ: it only says that there is something in a key's list. */
export interface Ticket {
  readonly key: string
  readonly lane: string
}

/** How often somebody who waits for an idle queue looks, in ms. */
const LOOK_AGAIN = 50

/**
 * The queue that any number of processes share, by BullMQ. Jobs must be what JSON can say. What a job is to do is in a
 * list of its key's own and leaves it once it is done: a worker that dies loses nothing.
 * @param replica whether this process works, or only adds
 */
export function redisQueue<Job>(
  options: RedisOptions,
  work: Work<Job>,
  pace: Pace,
  replica: { readonly works: boolean },
): Queue<Job> {
  const { redis: url, prefix = 'countersign', lock = 30_000, told = () => {} } = options
  const names = namesIn(prefix)
  const met = outages(told)
  const { client, ready } = hastyConnection(url, met)
  const bull = new BullQueue<Ticket>(QUEUE, {
    connection: client,
    prefix,
    skipVersionCheck: true,
    // Nobody reads BullMQ's events.
    streams: { events: { maxLen: 100 } },
  })
  // The connection tells of its errors itself.
  bull.on('error', () => {})
  const worker = replica.works ? redisWorker({ url, prefix, lock, told, met }, work, pace) : null
  let closed: Promise<void> | null = null

  /** @param item '' when it is on the list already */
  const put = async (key: string, lane: string, item: string, delay: number): Promise<void> => {
    const { prioritized, delayed, wait, active, current, following } = names.bull
    const keys = [names.pending(key), names.turn, names.lanes]
    keys.push(prioritized, delayed, wait, active, current(key), following(key))
    const answer = await ACCEPT(await ready(), keys, [item, lane, Date.now(), delay])
    const [sooner, due, turn] = Accepted.parse(answer)
    await bull.add(
      'look',
      { key, lane },
      {
        deduplication: { id: key, keepLastIfActive: true, replace: sooner === 1 },
        delay: due,
        priority: turn,
        // Whether a job is tried again, its worker says.
        attempts: Number.MAX_SAFE_INTEGER,
        backoff: { type: 'custom' },
        removeOnComplete: true,
        removeOnFail: true,
        stackTraceLimit: 0,
      },
    )
  }

  const counts = async (): Promise<Counts> => {
    const redis = await ready()
    const { active = 0, ...waiting } = await bull.getJobCounts(
      'wait',
      'prioritized',
      'delayed',
      'active',
    )
    return {
      waiting: Object.values(waiting).reduce((sum, count) => sum + count, 0),
      running: active,
      givenUp: await redis.zcard(names.given),
    }
  }

  const isIdle = async (): Promise<boolean> => {
    try {
      const { waiting, running } = await counts()
      return waiting + running === 0
    } catch {
      return false
    }
  }

  const given = async (): Promise<GivenUp<Job>[]> => {
    const redis = await ready()
    const keys = await redis.zrevrange(names.given, 0, -1)
    const found = await Promise.all(
      keys.map(async (key) => {
        const [why, items] = await Promise.all([
          redis.hget(names.why, key),
          redis.lrange(names.pending(key), 0, -1),
        ])
        const job = foldItems(items, work)
        return why === null || job === null ? [] : [{ key, job, ...Why.parse(JSON.parse(why)) }]
      }),
    )
    return found.flat()
  }

  const close = async (grace?: number): Promise<void> => {
    await worker?.close(grace)
    await bull.close()
    client.disconnect()
  }

  return {
    add: (key, job, delay = pace.settle) => put(key, work.lane(job), itemOf(job), delay),
    idle: async () => {
      while (closed === null && !(await isIdle())) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN))
      }
    },
    counts,
    given,
    retry: async () => {
      const all = await given()
      for (const { key, job } of all) {
        await put(key, work.lane(job), '', pace.settle)
        await client.multi().zrem(names.given, key).hdel(names.why, key).exec()
      }
      return all.length
    },
    check: async () => void (await (await ready()).ping()),
    close: (grace) => {
      closed ??= close(grace)
      return closed
    },
  }
}

const Accepted = z.tuple([z.number(), z.number(), z.number()])

const Why = z.object({ reason: z.string(), at: z.string(), tries: z.number() })
