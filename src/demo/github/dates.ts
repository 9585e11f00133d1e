import type { Clock } from './clock.ts'

/** Since when things are there and when they changed, by the story's clock; the emulator knows today's dates only. */
export interface Dates {
  /** Created when it is asked for the first time. */
  readonly of: (thing: string) => { readonly created: string; readonly updated: string }
  readonly touch: (thing: string) => void
}

export function dates(clock: Clock): Dates {
  const known = new Map<string, { readonly created: string; readonly updated: string }>()
  const of: Dates['of'] = (thing) => {
    const found = known.get(thing)
    if (found !== undefined) return found
    const now = clock.moment()
    const born = { created: now, updated: now }
    known.set(thing, born)
    return born
  }
  return {
    of,
    touch: (thing) => {
      known.set(thing, { created: of(thing).created, updated: clock.moment() })
    },
  }
}

/** The name of an issue or pull request here; they share their numbers and their dates. */
export const issueKey = (repository: string, number: unknown): string =>
  `${repository}#${String(number)}`

export const commentKey = (id: unknown): string => `comment ${String(id)}`

export const reviewKey = (id: unknown): string => `review ${String(id)}`

type Fields = Readonly<Record<string, unknown>>

/** An issue or pull request of the emulator's with the story's dates. */
export function datedIssue<T extends Fields>(dates: Dates, repository: string, issue: T): T {
  const key = issueKey(repository, issue.number)
  const { created } = dates.of(key)
  // Each closing has a date of its own at the emulator.
  const closed = issue.closed_at ? dates.of(`${key} closed ${String(issue.closed_at)}`) : null
  const { updated } = dates.of(key)
  return {
    ...issue,
    created_at: created,
    updated_at: closed !== null && closed.created > updated ? closed.created : updated,
    closed_at: closed?.created ?? null,
  }
}
