import { randomBytes } from 'node:crypto'
import { isSameSecret } from '../same-secret.ts'
import type { Wanted } from './manifest.ts'

/** What was sent to GitHub and hasn't come back, each known by its state. */
export interface Pending {
  /** A state that nobody can guess. */
  readonly begin: (wanted: Wanted) => string
  /** What was begun with that state, once; null when nothing was, or longer than an hour ago. */
  readonly take: (state: string) => Wanted | null
  /** It came to nothing, and may be tried with the same state again. */
  readonly putBack: (state: string, wanted: Wanted) => void
}

/** After an hour GitHub's code is good for nothing ("Registering a GitHub App from a manifest"). */
const MOST_MS = 3_600_000
/** Somebody may go back and begin again; those before are forgotten. */
const MOST = 20

/** @param now the time in ms */
export function pending(now: () => number = Date.now): Pending {
  let begun: readonly { state: string; wanted: Wanted; at: number }[] = []
  const put = (state: string, wanted: Wanted) => {
    begun = [...begun, { state, wanted, at: now() }].slice(-MOST)
  }
  return {
    begin: (wanted) => {
      const state = randomBytes(24).toString('base64url')
      put(state, wanted)
      return state
    },
    take: (state) => {
      begun = begun.filter(({ at }) => at > now() - MOST_MS)
      const found = begun.filter((one) => isSameSecret(state, one.state))
      begun = begun.filter((one) => !found.includes(one))
      return found[0]?.wanted ?? null
    },
    putBack: put,
  }
}
