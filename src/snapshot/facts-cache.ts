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

/** Facts kept in this process: the least recently used leave first, and of large ones fewer are kept. */
export function memoryFacts(entries = 20_000, characters = 100_000_000): FactsCache {
  const kept = new LRUCache<string, Promise<object>>({ max: entries, maxSize: characters })
  return {
    get: <T extends object>(key: string, load: () => Promise<T>): Promise<T> => {
      const known = kept.get(key) as Promise<T> | undefined
      if (known !== undefined) return known
      const asked = load()
      kept.set(key, asked, { size: 1 })
      asked.then(
        (fact) => kept.peek(key) === asked && kept.set(key, asked, { size: sizeOf(fact) }),
        // A failure is no fact: the next one asks again.
        () => kept.peek(key) === asked && kept.delete(key),
      )
      return asked
    },
  }
}

const sizeOf = (fact: object): number =>
  fact instanceof Set
    ? [...fact].reduce<number>((sum, member) => sum + String(member).length, 1)
    : JSON.stringify(fact).length
