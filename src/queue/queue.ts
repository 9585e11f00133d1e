/**
 * "Look at this soon": work by key, one at a time per key, coalesced while it waits, tried again when it fails.
 * What the work is, the queue doesn't know. Two engines give the same promises: `inProcessQueue` and `redisQueue`.
 */
export interface Queue<Job> {
  /**
   * Resolves when the job is in the queue. One whose key is waiting already is merged into the one that waits; one
   * whose key is being worked on is done afterwards.
   * @param delay how long it waits at least, in ms; the pace's `settle` when left out
   * @throws when the queue can't be reached: nothing was taken on then
   */
  readonly add: (key: string, job: Job, delay?: number) => Promise<void>
  /** Resolves when nothing waits and nothing runs, on no replica. Jobs that were given up don't count. */
  readonly idle: () => Promise<void>
  readonly counts: () => Promise<Counts>
  /** Jobs that were given up, newest first. */
  readonly given: () => Promise<readonly GivenUp<Job>[]>
  /** Puts all jobs that were given up back into the queue; how many they were. */
  readonly retry: () => Promise<number>
  /** Throws when the queue can't be reached. */
  readonly check: () => Promise<void>
  /**
   * Takes no more, and lets what runs finish for so long as `grace` (ms). What waits, and what isn't finished by then,
   * is handed back: other replicas do it, or the next start does (in one process: by reconciling with GitHub).
   */
  readonly close: (grace?: number) => Promise<void>
}

export interface Counts {
  /** Not begun, among them those that wait for their next try. */
  readonly waiting: number
  readonly running: number
  readonly givenUp: number
}

/** A job whose last try failed. */
export interface GivenUp<Job> {
  readonly key: string
  readonly job: Job
  /** What the last error said, in one line. */
  readonly reason: string
  /** ISO 8601. */
  readonly at: string
  readonly tries: number
}

/** How a queue paces its work; times in milliseconds. */
export interface Pace {
  /** A job waits this long, so that events that come together are one. */
  readonly settle: number
  /** The least time from one start to the next for the same key. */
  readonly spacing: number
  /** How long to wait before each further try, with jitter; when they are used up, the job is given up. */
  readonly retries: readonly number[]
  /** How many jobs run at once in this process. */
  readonly atOnce: number
}

export interface Work<Job> {
  readonly run: (job: Job) => Promise<void>
  readonly merge: (waiting: Job, added: Job) => Job
  /** Whose turn a job takes: lanes take turns, so that a busy one doesn't keep the others waiting. */
  readonly lane: (job: Job) => string
  /** How many milliseconds a failure itself asks to wait. So long the job is put off, and that is no try; 0: it is one. */
  readonly waitAfter?: (error: unknown) => number
  /** Told of every failure; `tryAgainIn` is null when it was the last try. */
  readonly failed: (key: string, job: Job, error: unknown, tryAgainIn: number | null) => void
}
