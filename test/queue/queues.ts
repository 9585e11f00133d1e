import { randomUUID } from 'node:crypto'
import { inProcessQueue } from '../../src/queue/in-process.ts'
import type { Pace, Queue, Work } from '../../src/queue/queue.ts'
import { type RedisOptions, redisQueue } from '../../src/queue/redis.ts'
import type { RedisServer } from '../support/redis.ts'

/** A job of the tests: names that are to be read out, and whose turn it takes. */
export interface Names {
  readonly lane: string
  readonly names: readonly string[]
}

export const names = (text: string, lane = 'a'): Names => ({ lane, names: text.split(' ') })

export const QUICK: Pace = { settle: 1, spacing: 0, retries: [], atOnce: 10 }

/** What a failure says when it asks to be left alone for so long (ms). */
export class Later extends Error {
  readonly wait: number
  constructor(wait: number) {
    super('later')
    this.wait = wait
  }
}

/** What was seen of the work, by whomever it was done. */
export interface Seen {
  /** What was run, in its order, as text. */
  readonly ran: string[]
  readonly failures: { readonly key: string; readonly tryAgainIn: number | null }[]
  readonly under: { way: number; most: number }
}

export function watchedWork(run: (names: string) => Promise<void>): Seen & { work: Work<Names> } {
  const seen: Seen = { ran: [], failures: [], under: { way: 0, most: 0 } }
  const { ran, failures, under } = seen
  const work: Work<Names> = {
    run: async ({ names }) => {
      ran.push(names.join(' '))
      under.way += 1
      under.most = Math.max(under.most, under.way)
      try {
        await run(names.join(' '))
      } finally {
        under.way -= 1
      }
    },
    merge: (waiting, added) => ({
      lane: added.lane,
      names: [...new Set([...waiting.names, ...added.names])],
    }),
    lane: ({ lane }) => lane,
    waitAfter: (error) => (error instanceof Later ? error.wait : 0),
    failed: (key, _job, _error, tryAgainIn) => failures.push({ key, tryAgainIn }),
  }
  return { ...seen, work }
}

/** Makes the queues of several replicas that do the same work; the first is a web process where there are several. */
export interface Engine {
  readonly name: string
  readonly open: (work: Work<Names>, pace: Pace, workers: number) => readonly Queue<Names>[]
}

/** One process has one queue. */
export const IN_PROCESS: Engine = {
  name: 'in process',
  open: (work, pace) => [inProcessQueue(work, pace)],
}

export const onRedis = (server: () => RedisServer): Engine => ({
  name: 'on Redis',
  open: (work, pace, workers) => {
    const options = { redis: server().url, prefix: randomUUID() }
    const replicas = Array.from({ length: workers }, () => ({ works: true }))
    return [{ works: false }, ...replicas].map((replica) =>
      redisQueue(options, work, pace, replica),
    )
  },
})

/** A queue of one worker on this Redis. */
export const redisWorkerQueue = (
  options: RedisOptions,
  run: (names: string) => Promise<void> = async () => {},
  pace: Pace = QUICK,
) => {
  const watched = watchedWork(run)
  return { ...watched, queue: redisQueue(options, watched.work, pace, { works: true }) }
}

/** Waits for a state, however long it takes within reason. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 40_000
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('It never came to pass')
    await moment(10)
  }
}

export const moment = (ms = 5): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Something to wait for until it is opened. */
export function gate(): { readonly passed: Promise<void>; readonly open: () => void } {
  let open = () => {}
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { passed, open }
}
