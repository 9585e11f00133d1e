/** Counts the work that one ledger takes, in steps of about ten nanoseconds: whoever compares has to end somewhere. */
export interface Effort {
  readonly spend: (steps: number) => void
  readonly isOver: () => boolean
}

/** About 20 ms' work, twice that in a process that has just begun: what people write takes a hundredth of it. */
const MOST_STEPS = 2_000_000

export function newEffort(most = MOST_STEPS): Effort {
  let spent = 0
  return {
    spend: (steps) => {
      spent += steps
    },
    isOver: () => spent > most,
  }
}
