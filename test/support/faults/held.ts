import { pause } from '../../../src/demo/github/deliveries.ts'
import type { EmbeddedGitHub } from '../../../src/demo/github/embedded-github.ts'
import type { Fault } from '../../../src/demo/github/faults.ts'

/** Requests that meet a fault. */
export interface Held {
  /** Resolves when so many have met it. */
  readonly met: (count: number) => Promise<void>
  readonly count: () => number
  /** No further ones meet it. */
  readonly over: () => void
}

/** Longer than any test. */
const NEVER_MS = 600_000

/** Requests like these get no answer, from now on and until that is over. */
export const held = (github: EmbeddedGitHub, where: Fault): Held =>
  faulty(github, { delay: NEVER_MS, ...where })

/** Requests like these meet that fault, from now on and until that is over. */
export function faulty(github: EmbeddedGitHub, fault: Fault): Held {
  let count = 0
  github.failNext({
    times: Number.POSITIVE_INFINITY,
    ...fault,
    met: () => {
      count += 1
    },
  })
  return {
    count: () => count,
    met: (wanted) => until(() => count >= wanted),
    over: github.clearFaults,
  }
}

/** Waits for a state, however long it takes within reason. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 90_000
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('It never came to pass')
    await pause(20)
  }
}
