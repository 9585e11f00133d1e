import { inTurnLanes, later } from './lanes.ts'
import { nextTry, reasonOf } from './next-try.ts'
import type { GivenUp, Pace, Queue, Work } from './queue.ts'
import { within } from './within.ts'

/** What is known of one key; times are of the clock that never jumps. */
interface Entry<Job> {
  waiting: { job: Job; tries: number } | null
  running: boolean
  /** When what waits may start, if its spacing allows. */
  due: number
  lastStart: number
  /** Runs until it is due; null when it is due, or nothing waits. */
  timer: NodeJS.Timeout | null
}

/** Of those that were given up, the newest are kept. */
const GIVEN_UP_KEPT = 1_000

/**
 * The queue of a single process, lost with it; level-triggered work loses nothing by that but time.
 * Once closed it takes no more: `add` throws.
 */
export function inProcessQueue<Job>(work: Work<Job>, pace: Pace): Queue<Job> {
  const entries = new Map<string, Entry<Job>>()
  const givenUp = new Map<string, GivenUp<Job>>()
  const lanes = inTurnLanes()
  let running = 0
  let closed = false
  let whenIdle: (() => void)[] = []

  const waiting = () => [...entries.values()].filter((entry) => entry.waiting !== null).length

  const tellIdle = () => {
    if (whenIdle.length === 0 || running > 0 || waiting() > 0) return
    for (const tell of whenIdle) tell()
    whenIdle = []
  }

  const add = (key: string, job: Job, delay: number) => {
    if (closed) throw new Error('The queue is closed')
    const entry = entries.get(key) ?? newEntry<Job>()
    entries.set(key, entry)
    const before = take(entry) ?? givenUp.get(key) ?? null
    givenUp.delete(key)
    const due = performance.now() + delay
    const sooner = entry.due === 0 || due < entry.due
    if (sooner) entry.due = due
    entry.waiting = { job: before === null ? job : work.merge(before.job, job), tries: 0 }
    if (sooner) schedule(key, entry)
  }

  const schedule = (key: string, entry: Entry<Job>) => {
    if (entry.running) return
    if (entry.timer !== null) clearTimeout(entry.timer)
    const wait = Math.max(entry.due - performance.now(), restOf(entry))
    entry.timer = later(wait, () => {
      entry.timer = null
      if (entry.waiting !== null) lanes.add(work.lane(entry.waiting.job), key)
      startDue()
    })
  }

  const restOf = ({ lastStart }: Entry<Job>): number =>
    Math.max(0, lastStart + pace.spacing - performance.now())

  const startDue = () => {
    while (running < pace.atOnce && !closed) {
      const key = lanes.take()
      if (key === null) return
      const entry = entries.get(key)
      const current = entry === undefined ? null : take(entry)
      if (entry !== undefined && current !== null) void start(key, entry, current)
    }
  }

  const start = async (key: string, entry: Entry<Job>, current: { job: Job; tries: number }) => {
    running += 1
    Object.assign(entry, { running: true, due: 0, lastStart: performance.now() })
    try {
      await work.run(current.job)
    } catch (error) {
      if (!closed) failed(key, entry, current, error)
      else work.failed(key, current.job, error, null)
    }
    entry.running = false
    running -= 1
    if (entry.waiting === null) forget(key, entry)
    else if (!closed) schedule(key, entry)
    startDue()
    tellIdle()
  }

  const failed = (
    key: string,
    entry: Entry<Job>,
    { job, tries }: { job: Job; tries: number },
    error: unknown,
  ) => {
    const asked = work.waitAfter?.(error) ?? 0
    const added = take(entry)
    const merged = added === null ? job : work.merge(job, added.job)
    const tryAgainIn = asked > 0 ? asked : nextTry(pace, tries)
    if (tryAgainIn !== null) {
      entry.waiting = { job: merged, tries: asked > 0 ? tries : tries + 1 }
      entry.due = performance.now() + tryAgainIn
    } else if (added !== null) entry.waiting = { job: merged, tries: 0 }
    else giveUp({ key, job, reason: reasonOf(error), tries: tries + 1 })
    work.failed(key, job, error, tryAgainIn)
  }

  const giveUp = (what: Omit<GivenUp<Job>, 'at'>) => {
    givenUp.set(what.key, { ...what, at: new Date().toISOString() })
    const [oldest] = givenUp.keys()
    if (givenUp.size > GIVEN_UP_KEPT && oldest !== undefined) givenUp.delete(oldest)
  }

  /** An entry is kept while its spacing lasts, so that a burst stays a burst; then it costs no memory. */
  const forget = (key: string, entry: Entry<Job>) => {
    const timer = later(restOf(entry), () => {
      if (!entry.running && entry.waiting === null && entries.get(key) === entry) {
        entries.delete(key)
      }
    })
    timer.unref()
  }

  const idle = (): Promise<void> =>
    new Promise((resolve) => {
      whenIdle.push(resolve)
      tellIdle()
    })

  return {
    add: async (key, job, delay = pace.settle) => add(key, job, delay),
    idle,
    counts: async () => ({ waiting: waiting(), running, givenUp: givenUp.size }),
    given: async () => [...givenUp.values()].reverse(),
    retry: async () => {
      const all = [...givenUp.values()]
      givenUp.clear()
      for (const { key, job } of all) add(key, job, pace.settle)
      return all.length
    },
    check: async () => {
      if (closed) throw new Error('The queue is closed')
    },
    close: async (grace) => {
      closed = true
      for (const entry of entries.values()) {
        if (entry.timer !== null) clearTimeout(entry.timer)
        entry.waiting = null
      }
      await within(grace, idle())
    },
  }
}

const newEntry = <Job>(): Entry<Job> => ({
  waiting: null,
  running: false,
  due: 0,
  lastStart: Number.NEGATIVE_INFINITY,
  timer: null,
})

function take<Job>(entry: Entry<Job>): Entry<Job>['waiting'] {
  const { waiting } = entry
  entry.waiting = null
  return waiting
}
