/** Tells of an outage once, however many connections and commands meet it. */
export interface Outages {
  readonly met: (who: object, error: Error) => void
  readonly over: (who: object) => void
}

export function outages(told: (error: Error) => void = () => {}): Outages {
  const down = new Set<object>()
  return {
    met: (who, error) => {
      if (down.size === 0) told(error)
      down.add(who)
    },
    over: (who) => void down.delete(who),
  }
}
