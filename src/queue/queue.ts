/**
 * "Look at this soon": work by key, one at a time per key, coalesced while it waits, tried again when it fails.
 * What the work is, the queue doesn't know.
 */
export interface Queue<Job> {
  /** Returns at once. A job whose key is waiting already is merged into the one that waits. */
  readonly add: (key: string, job: Job) => void
  /** Resolves when nothing waits and nothing runs. */
  readonly idle: () => Promise<void>
  /** Takes no more, lets what runs finish, and drops what waits; the facts stay on GitHub. */
  readonly close: () => Promise<void>
}

/** How a queue paces its work; times in milliseconds. */
export interface Pace {
  /** A job waits this long, so that events that come together are one. */
  readonly settle: number
  /** The least time from one start to the next for the same key. */
  readonly spacing: number
  /** How long to wait before each further try; when they are used up, the job is given up. */
  readonly retries: readonly number[]
}

export interface Work<Job> {
  readonly run: (job: Job) => Promise<void>
  readonly merge: (waiting: Job, added: Job) => Job
  /** How many milliseconds a failure itself asks us to wait; until then nothing of its key is tried, 0 for any other. */
  readonly waitAfter?: (error: unknown) => number
  /** Told of every failure; `tryAgainIn` is null when it was the last try. */
  readonly failed: (key: string, job: Job, error: unknown, tryAgainIn: number | null) => void
}
