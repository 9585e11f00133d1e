/** Does the work of one key one after the other, in the order in which it came. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>

export function turns(): InTurn {
  const lasts = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const before = lasts.get(key) ?? Promise.resolve()
    const done = before.then(work, work)
    lasts.set(key, done)
    try {
      return await done
    } finally {
      if (lasts.get(key) === done) lasts.delete(key)
    }
  }
}
