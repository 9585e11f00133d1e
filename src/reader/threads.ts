import { MessageChannel } from 'node:worker_threads'
import { Tinypool } from 'tinypool'
import type { Command } from '../command/read-commands.ts'
import type { CommitMessage } from '../commit/message.ts'
import type { ReviewReport } from '../review/report.ts'
import type { Task } from './read-in-thread.ts'
import { THREAD_SCRIPT } from './thread-script.ts'

export interface ReadingLimits {
  /** For one text, from the moment at which a thread begins to read it. */
  readonly ms: number
  /** Of a thread's heap. */
  readonly megabytes: number
  readonly threads: number
}

/** What reading a text gave, or the limit that it met. */
export type Reading<T> =
  | { readonly read: T }
  | { readonly stopped: 'ms' | 'megabytes'; readonly limit: number }

export interface Threads {
  readonly report: (text: string) => Promise<Reading<ReviewReport>>
  readonly message: (text: string) => Promise<Reading<CommitMessage>>
  readonly comment: (text: string) => Promise<Reading<readonly Command[]>>
  readonly close: () => Promise<void>
}

/** By itself V8 takes three times 16 MB for what is soon thrown away, and keeps it. */
const YOUNG_MB = 8

/** Threads that read one text each at a time. One that meets a limit is ended, and another takes its place. */
export function startThreads({ ms, megabytes, threads }: ReadingLimits): Threads {
  const pool = new Tinypool({
    filename: THREAD_SCRIPT.href,
    minThreads: threads,
    maxThreads: threads,
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: YOUNG_MB },
    // Whoever takes over a thread by a text finds no secrets in its environment.
    env: {},
  })

  const run = async <T>(name: keyof Omit<Threads, 'close'>, text: string): Promise<Reading<T>> => {
    const { port1: ours, port2: begun } = new MessageChannel()
    const stop = new AbortController()
    let timer: NodeJS.Timeout | undefined
    // A thread may have to start first, or to wait for a processor: that is not the text's fault.
    ours.once('message', () => {
      // Had this thread no time for so long, the reading may be here already.
      timer = setTimeout(() => setImmediate(() => stop.abort()), ms)
    })
    try {
      const task: Task = { text, begun }
      const options = { name, signal: stop.signal, transferList: [begun] }
      return { read: (await pool.run(task, options)) as T }
    } catch (error) {
      if (stop.signal.aborted) return { stopped: 'ms', limit: ms }
      if (isOutOfMemory(error)) return { stopped: 'megabytes', limit: megabytes }
      throw error
    } finally {
      clearTimeout(timer)
      ours.close()
    }
  }

  return {
    report: (text) => run('report', text),
    message: (text) => run('message', text),
    comment: (text) => run('comment', text),
    close: () => pool.destroy(),
  }
}

const isOutOfMemory = (error: unknown): boolean =>
  (error as { readonly code?: unknown } | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY'
