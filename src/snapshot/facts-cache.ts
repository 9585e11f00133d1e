import { LRUCache } from 'lru-cache'

/**
 * Remembers facts by their content's own name (a commit or blob SHA), so that an entry can never be stale
 * and all of them may be lost at any moment. The key starts with the repository: who may read one
 * repository learns nothing about another.
 */
export interface FactsCache {
  /** The remembered fact, or what `load` gives, asked once however many ask at the same time. */
  readonly get: <T extends object>(key: string, load: () => Promise<T>) => Promise<T>
}

/** Facts kept in this process: the least recently used leave first. */
export function memoryFacts(entries = 20_000): FactsCache {
  const kept = new LRUCache<string, Promise<object>>({ max: entries })
  return {
    get: <T extends object>(key: string, load: () => Promise<T>): Promise<T> => {
      const known = kept.get(key) as Promise<T> | undefined
      if (known !== undefined) return known
      const asked = load()
      kept.set(key, asked)
      // A failure is no fact: the next one asks again.
      asked.catch(() => kept.delete(key))
      return asked
    },
  }
}
