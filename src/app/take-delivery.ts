import type { Logger } from 'pino'
import { type EventReader, type Notice, noticeOf } from './events/notice.ts'
import { readerOf } from './events/readers.ts'
import type { HeededChecks } from './heeded-checks.ts'
import type { Job } from './jobs.ts'
import type { Memories } from './memories.ts'

/** One webhook, whose signature was right. */
export interface Delivery {
  /** GitHub's id; one that is sent again keeps it. */
  readonly id: string
  /** With its action: `pull_request.opened`. */
  readonly event: string
  readonly payload: object
}

export interface Taking {
  readonly memories: Memories
  readonly heeded: HeededChecks
  readonly log: Logger
  readonly add: (job: Job) => Promise<void>
}

/**
 * Says where to look because of a delivery, and has the queue see to it. One that led to a look already does nothing.
 * @returns a function that resolves when the work is in the queue, and throws when the queue can't be reached
 */
export function deliveryTaker({ memories, heeded, log, add }: Taking) {
  return async ({ id, event, payload }: Delivery) => {
    const told = log.child({ delivery: id, event })
    const reader = readerOf(event)
    const notice = reader === null ? null : read(reader, payload, told)
    const looking = notice === null ? null : await lookOf(heeded, notice)
    if (looking === null) {
      // Else it would be asked for again and again: GitHub goes on listing what failed once.
      if ((await memories.timesAsked(id)) > 0) await memories.took(id)
      return 'nothing-to-do'
    }
    if (await memories.hasTaken(id)) {
      told.info('repeated: it was taken on before')
      return 'repeated'
    }
    const now = Date.now()
    await add({ ...looking, delivery: id, since: now, first: now })
    // Not before: GitHub sends what failed again by the same id.
    await memories.took(id)
    return 'taken'
  }
}

async function lookOf(
  heeded: HeededChecks,
  { look, ...rest }: Notice,
): Promise<Pick<Job, keyof Notice> | null> {
  if (look.at !== 'check') return { ...rest, look }
  // A head has dozens of checks: those that matter come to one look.
  const { sha, branch, name } = look
  return (await heeded.mayConcern(rest, name))
    ? { ...rest, look: { at: 'head', sha, branch } }
    : null
}

function read(reader: EventReader, payload: object, log: Logger): Notice | null {
  try {
    const notice = noticeOf(reader, payload)
    log.info(notice ?? {}, notice === null ? 'nothing to look at' : 'noticed')
    return notice
  } catch (error) {
    log.warn({ err: error }, 'ignored: the payload is not what GitHub documents')
    return null
  }
}
