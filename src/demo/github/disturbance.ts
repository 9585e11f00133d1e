/** How webhooks get lost, come twice and overtake each other. */
export interface Disturbance {
  /** The share that never leaves, from 0 to 1; the delivery log doesn't know of it either. */
  readonly drop?: number
  /** The share that is sent twice with the same id. */
  readonly double?: number
  /** Each waits for up to 300 ms of its own. */
  readonly shuffle?: boolean
  /** The same seed makes the same choices in the same order. */
  readonly seed: number
}

/** How many it has hit so far. */
export interface Disturbed {
  readonly dropped: number
  readonly doubled: number
  readonly sent: number
}

const LONGEST_DELAY_MS = 300

/** What becomes of one webhook after the other: the milliseconds after which it is sent, once for each time. */
export function disturbing({ drop = 0, double = 0, shuffle = false, seed }: Disturbance): {
  readonly next: () => readonly number[]
  readonly counts: Disturbed
} {
  const random = randomFrom(seed)
  const counts = { dropped: 0, doubled: 0, sent: 0 }
  return {
    counts,
    next: () => {
      // Always as many numbers, so that one choice doesn't change those after it.
      const [isDropped, isDoubled] = [random() < drop, random() < double]
      const delays = [random(), random()].map((part) => (shuffle ? part * LONGEST_DELAY_MS : 0))
      counts.dropped += isDropped ? 1 : 0
      counts.doubled += !isDropped && isDoubled ? 1 : 0
      const times = isDropped ? 0 : isDoubled ? 2 : 1
      counts.sent += times
      return delays.slice(0, times)
    },
  }
}

/** Mulberry32: small, and the same on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
