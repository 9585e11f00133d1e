import { LRUCache } from 'lru-cache'
import type { Command } from '../command/read-commands.ts'
import type { CommitMessage } from '../commit/message.ts'
import type { ReviewReport } from '../review/report.ts'
import { codeVersion } from '../store/code-version.ts'
import type { Store } from '../store/store.ts'
import { type Reading, type ReadingLimits, startThreads } from './threads.ts'

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

/**
 * Starts the threads. A text over a limit gives a reading that says so, and is read anew the next time.
 * @param store where replicas share their readings; null: they are kept in this process only
 */
export function startReader(
  limits: Partial<ReadingLimits> = {},
  store: Store | null = null,
): Reader {
  const threads = startThreads({ ...READING_LIMITS, ...limits })
  const version = store === null ? '' : codeVersion('reading', 'review', 'commit')
  const shared = (kind: string): Shared | null =>
    store && { store, nameOf: (sha) => `reading ${version} ${kind} ${sha}` }
  return {
    report: once(
      (text) => threads.report(text),
      async (reading) => (await unread()).unreadReport(reading),
      shared('report'),
    ),
    message: once(
      (text) => threads.message(text),
      async (reading) => (await unread()).unreadMessage(reading),
      shared('message'),
    ),
    comment: once(
      (text) => threads.comment(text),
      async () => [],
      // Most comments are read once.
      null,
    ),
    close: threads.close,
  }
}

/** Rarely needed, and it brings with it all that reads a text: that is loaded in the threads, and not here. */
const unread = () => import('./unread.ts')

interface Shared {
  readonly store: Store
  readonly nameOf: (sha: string) => string
}

/** Characters of texts whose readings are kept; those take some ten times as much. */
const MOST_CHARACTERS = 4_000_000
const MOST_READINGS = 10_000
/** Replicas forget what nobody asked for in so long. */
const SHARED_S = 7 * 24 * 60 * 60
/** A longer reading is sooner made again than fetched. */
const MOST_SHARED = 1_000_000

function once<T extends object>(
  read: (text: string) => Promise<Reading<T>>,
  unreadAs: (reading: Exclude<Reading<T>, { readonly read: T }>) => Promise<T>,
  shared: Shared | null,
): (text: string, sha: string) => Promise<T> {
  const kept = new LRUCache<string, Promise<T>>({ max: MOST_READINGS, maxSize: MOST_CHARACTERS })
  const readAnew = async (text: string, sha: string): Promise<T> => {
    try {
      const known = shared === null ? null : await shared.store.get(shared.nameOf(sha))
      if (known !== null) return JSON.parse(known) as T
      const reading = await read(text)
      if ('read' in reading) {
        const said = shared === null ? '' : JSON.stringify(reading.read)
        if (said.length < MOST_SHARED) void shared?.store.set(shared.nameOf(sha), said, SHARED_S)
        return reading.read
      }
      kept.delete(sha)
      return await unreadAs(reading)
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
