/** How often something may be done by whoever asks; what isn't used is saved, up to a full allowance. */
export interface Allowance {
  /** Whether there was any left. */
  readonly take: () => boolean
  readonly giveBack: () => void
}

/**
 * @param full how often at once
 * @param aMinute how much comes back in a minute
 */
export function allowance(full: number, aMinute: number): Allowance {
  let left = full
  let since = Date.now()
  return {
    take: () => {
      const now = Date.now()
      // A clock that was set back gives nothing.
      left = Math.min(full, left + (Math.max(0, now - since) / 60_000) * aMinute)
      since = now
      if (left < 1) return false
      left -= 1
      return true
    },
    giveBack: () => {
      left = Math.min(full, left + 1)
    },
  }
}

/** What is thrown when an allowance is used up. */
export const tooBusy = (message: string): Error =>
  Object.assign(new Error(message), { name: 'TooBusy', status: 429 })
