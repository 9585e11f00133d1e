import { LRUCache } from 'lru-cache'
import type { Command } from '../command/read-commands.ts'
import type { CommitMessage } from '../commit/message.ts'
import type { ReviewReport } from '../review/report.ts'
import { type Reading, type ReadingLimits, startThreads } from './threads.ts'
import { unreadMessage, unreadReport } from './unread.ts'

/** Reads what people wrote: in threads of its own, each text once, within limits of time and memory. */
export interface Reader {
  /** `sha`: of its blob, by which its reading is remembered. */
  readonly report: (text: string, sha: string) => Promise<ReviewReport>
  /** `sha`: of its commit. */
  readonly message: (text: string, sha: string) => Promise<CommitMessage>
  /** `key`: of the comment as it stands. */
  readonly comment: (text: string, key: string) => Promise<readonly Command[]>
  /** Resolves when every thread has ended. */
  readonly close: () => Promise<void>
}

/** An ordinary review of 20 KB takes 30 ms. With two threads, one slow text doesn't hold up all others. */
export const READING_LIMITS: ReadingLimits = { ms: 2_000, megabytes: 256, threads: 2 }

/** Starts the threads. A text over a limit gives a reading that says so, and is read anew the next time. */
export function startReader(limits: Partial<ReadingLimits> = {}): Reader {
  const threads = startThreads({ ...READING_LIMITS, ...limits })
  return {
    report: once((text) => threads.report(text), unreadReport),
    message: once((text) => threads.message(text), unreadMessage),
    comment: once(
      (text) => threads.comment(text),
      () => [],
    ),
    close: threads.close,
  }
}

/** Characters of texts whose readings are kept; those take some ten times as much. */
const MOST_CHARACTERS = 20_000_000
const MOST_READINGS = 10_000

function once<T extends object>(
  read: (text: string) => Promise<Reading<T>>,
  unread: (reading: Exclude<Reading<T>, { readonly read: T }>) => T,
): (text: string, sha: string) => Promise<T> {
  const kept = new LRUCache<string, Promise<T>>({ max: MOST_READINGS, maxSize: MOST_CHARACTERS })
  const readAnew = async (text: string, sha: string): Promise<T> => {
    try {
      const reading = await read(text)
      if ('read' in reading) return reading.read
      kept.delete(sha)
      return unread(reading)
    } catch (cause) {
      kept.delete(sha)
      throw new Error(`The text ${sha} could not be read`, { cause })
    }
  }
  return (text, sha) => {
    const known = kept.get(sha)
    if (known !== undefined) return known
    const reading = readAnew(text, sha)
    kept.set(sha, reading, { size: text.length + 1 })
    return reading
  }
}
