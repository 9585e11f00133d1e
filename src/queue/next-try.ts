import type { Pace } from './queue.ts'

/**
 * How long to wait before the next try, in ms; null when there is none to be made. What failed together is not tried
 * again together: the pace's wait varies by a fifth.
 * @param tries how many were made before the one that failed now
 */
export function nextTry(pace: Pace, tries: number): number | null {
  const wait = pace.retries[tries]
  return wait === undefined ? null : Math.round(wait * (0.8 + 0.4 * Math.random()))
}

/** What an error says, in one line. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.replaceAll(/\s+/gu, ' ').trim().slice(0, 500)
}
