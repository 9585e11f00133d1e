import { LRUCache } from 'lru-cache'
import type { Store } from './store.ts'
import { turns } from './turns.ts'

const MOST_ENTRIES = 50_000
const MOST_CHARACTERS = 25 * 1024 * 1024

/** The store of a single process, lost with it. What was asked for least recently makes room for what comes. */
export function memoryStore(): Store {
  const kept = new LRUCache<string, string>({
    max: MOST_ENTRIES,
    maxSize: MOST_CHARACTERS,
    sizeCalculation: (value, name) => name.length + value.length + 1,
  })
  const get = (name: string): string | null => kept.get(name) ?? null
  const set = (name: string, value: string, seconds: number) =>
    void kept.set(name, value, { ttl: seconds * 1_000 })
  return {
    get: async (name) => get(name),
    getAll: async (names) => names.map(get),
    set: async (name, value, seconds) => set(name, value, seconds),
    claim: async (name, seconds) => {
      if (kept.has(name)) return false
      set(name, '', seconds)
      return true
    },
    forget: async (name) => void kept.delete(name),
    inTurn: turns(),
    close: async () => kept.clear(),
  }
}
