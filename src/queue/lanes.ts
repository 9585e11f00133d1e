/** The keys that are due, by lane, and whose turn it is. */
export interface Lanes {
  readonly add: (lane: string, key: string) => void
  /** Takes the key whose turn it is: the longest due one of the lane that was served least recently. */
  readonly take: () => string | null
}

interface Lane {
  readonly due: Set<string>
  lastServed: number
}

export function inTurnLanes(): Lanes {
  const lanes = new Map<string, Lane>()
  let served = 0

  /** Whose turn it was matters only while somebody waits for one. */
  const forget = () => {
    if ([...lanes.values()].every(({ due }) => due.size === 0)) lanes.clear()
  }

  return {
    add: (name, key) => {
      const lane = lanes.get(name) ?? { due: new Set(), lastServed: 0 }
      lanes.set(name, lane)
      lane.due.add(key)
    },
    take: () => {
      let next: Lane | null = null
      for (const lane of lanes.values()) {
        if (lane.due.size === 0) continue
        if (next === null || lane.lastServed < next.lastServed) next = lane
      }
      const [key] = next?.due ?? []
      if (next === null || key === undefined) return null
      next.due.delete(key)
      served += 1
      next.lastServed = served
      forget()
      return key
    },
  }
}

/** What a timer can wait at most: some 25 days. */
const LONGEST = 2 ** 31 - 1

export const later = (wait: number, what: () => void): NodeJS.Timeout =>
  setTimeout(what, Math.min(wait, LONGEST))
