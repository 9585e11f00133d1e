import type { Clock } from './clock.ts'

/** How a branch moved, in GitHub's words. */
export type ActivityType =
  | 'push'
  | 'force_push'
  | 'branch_creation'
  | 'branch_deletion'
  | 'pr_merge'
  | 'merge_queue_merge'

export interface Activity {
  readonly id: number
  readonly ref: string
  readonly before: string
  readonly after: string
  readonly timestamp: string
  readonly type: ActivityType
  readonly actor: string
}

export interface ActivityLog {
  /** Writes a movement down; what it gives back takes it out again. */
  readonly record: (repository: string, moved: Omit<Activity, 'id' | 'timestamp'>) => () => void
  /** Newest first. */
  readonly list: (repository: string) => readonly Activity[]
}

/** The SHA that stands for no commit. */
export const NO_COMMIT = '0'.repeat(40)

/** Remembers how branches moved, which the emulator doesn't. */
export function activityLog(clock: Clock): ActivityLog {
  const known = new Map<string, readonly Activity[]>()
  let last = 0
  const list: ActivityLog['list'] = (repository) => known.get(repository) ?? []
  return {
    list,
    record: (repository, moved) => {
      const activity: Activity = { ...moved, id: ++last, timestamp: clock.moment() }
      known.set(repository, [activity, ...list(repository)])
      return () => {
        const others = list(repository).filter(({ id }) => id !== activity.id)
        known.set(repository, others)
      }
    },
  }
}
