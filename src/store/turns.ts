import type { InTurn } from './store.ts'

/** Turns among the work of this process. */
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
