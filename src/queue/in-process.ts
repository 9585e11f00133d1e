import type { Pace, Queue, Work } from './queue.ts'

interface Lane<Job> {
  waiting: { job: Job; tries: number } | null
  running: boolean
  lastStart: number
  /** We were told not to come before. */
  notBefore: number
  timer: NodeJS.Timeout | null
}

/**
 * The queue of a single process, lost with it; level-triggered work loses nothing by that but time.
 * The first job of a key starts after `settle`; while it runs or rests, all further ones become one.
 */
export function inProcessQueue<Job>(work: Work<Job>, pace: Pace): Queue<Job> {
  const lanes = new Map<string, Lane<Job>>()
  let closed = false
  let whenIdle: (() => void)[] = []

  const tellIdle = () => {
    if ([...lanes.values()].some((lane) => lane.running || lane.waiting !== null)) return
    for (const tell of whenIdle) tell()
    whenIdle = []
  }

  const schedule = (key: string, lane: Lane<Job>, delay: number) => {
    if (lane.running || lane.waiting === null) return
    if (lane.timer !== null) clearTimeout(lane.timer)
    lane.timer = setTimeout(() => void start(key, lane), Math.max(delay, restOf(lane)))
  }

  const restOf = ({ lastStart, notBefore }: Lane<Job>): number =>
    Math.max(0, lastStart + pace.spacing - Date.now(), notBefore - Date.now())

  const start = async (key: string, lane: Lane<Job>) => {
    lane.timer = null
    const current = take(lane)
    if (current === null || closed) return
    lane.running = true
    lane.lastStart = Date.now()
    const tryAgainIn = await attempt(key, lane, current)
    lane.running = false
    if (tryAgainIn !== null && !closed) {
      const added = lane.waiting
      const job = added === null ? current.job : work.merge(current.job, added.job)
      lane.waiting = { job, tries: current.tries + 1 }
    }
    if (lane.waiting === null) forget(key, lane)
    else schedule(key, lane, tryAgainIn ?? pace.settle)
    tellIdle()
  }

  /** How long to wait before the next try, or null when there is none to be made. */
  const attempt = async (
    key: string,
    lane: Lane<Job>,
    { job, tries }: { job: Job; tries: number },
  ): Promise<number | null> => {
    try {
      await work.run(job)
      return null
    } catch (error) {
      const told = work.waitAfter?.(error) ?? 0
      lane.notBefore = Date.now() + told
      const next = pace.retries[tries]
      const tryAgainIn = next === undefined ? null : Math.max(next, told)
      work.failed(key, job, error, tryAgainIn)
      return tryAgainIn
    }
  }

  /** A lane is kept while its spacing lasts, so that a burst stays a burst; then it costs no memory. */
  const forget = (key: string, lane: Lane<Job>) => {
    const timer = setTimeout(() => {
      if (!lane.running && lane.waiting === null && lanes.get(key) === lane) lanes.delete(key)
    }, restOf(lane))
    timer.unref()
  }

  return {
    add: (key, job) => {
      if (closed) return
      const lane = lanes.get(key) ?? newLane<Job>()
      lanes.set(key, lane)
      const before = take(lane)
      lane.waiting = { job: before === null ? job : work.merge(before.job, job), tries: 0 }
      // What waits for its next try need not wait any longer: something has changed.
      if (lane.timer === null || (before?.tries ?? 0) > 0) schedule(key, lane, pace.settle)
    },
    idle: () =>
      new Promise((resolve) => {
        whenIdle.push(resolve)
        tellIdle()
      }),
    close: async () => {
      closed = true
      for (const lane of lanes.values()) {
        if (lane.timer !== null) clearTimeout(lane.timer)
        lane.waiting = null
      }
      await new Promise<void>((resolve) => {
        whenIdle.push(resolve)
        tellIdle()
      })
    },
  }
}

const newLane = <Job>(): Lane<Job> => ({
  waiting: null,
  running: false,
  lastStart: 0,
  notBefore: 0,
  timer: null,
})

function take<Job>(lane: Lane<Job>): Lane<Job>['waiting'] {
  const { waiting } = lane
  lane.waiting = null
  return waiting
}
