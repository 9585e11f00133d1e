/** The time of the story: it stands still until something happens. */
export interface Clock {
  /** When the next commit is made: the next full minute, so that the same story has the same SHAs. */
  readonly commit: () => string
  /** When anything else happens: a second after whatever happened last. */
  readonly moment: () => string
  /** When the last thing happened. */
  readonly now: () => string
}

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** A clock whose first commit is made at `start`, a full minute. */
export function clock(start: string): Clock {
  let now = Date.parse(start) - MINUTE
  const at = (next: number): string => {
    now = next
    return iso(now)
  }
  return {
    commit: () => at(Math.floor(now / MINUTE) * MINUTE + MINUTE),
    moment: () => at(now + SECOND),
    now: () => iso(now),
  }
}

/** GitHub counts seconds. */
const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z')
