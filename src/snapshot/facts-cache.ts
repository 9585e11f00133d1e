import { LRUCache } from 'lru-cache'
import { codeVersion } from '../store/code-version.ts'
import type { Store } from '../store/store.ts'
import type { PullRef } from './snapshot.ts'

/**
 * Remembers facts by their content's own name (a commit or blob SHA), so that an entry can never be stale
 * and all of them may be lost at any moment. The key starts with the repository: who may read one
 * repository learns nothing about another. Facts are plain data.
 */
export interface FactsCache {
  /** The remembered fact, or what `load` gives, asked once however many ask at the same time. */
  readonly get: <T extends object>(key: string, load: () => Promise<T>) => Promise<T>
  /** The remembered fact, null when there is none. */
  readonly known: <T extends object>(key: string) => Promise<T | null>
  /** Remembers a fact that came with others. */
  readonly keep: (key: string, fact: object) => void
}

/** By what the text of a blob is remembered. */
export const blobKey = ({ owner, repo }: PullRef, blob: string): string =>
  `${owner}/${repo} blob ${blob}`

/** Facts kept in this process: the least recently used leave first, and of large ones fewer are kept. */
export function memoryFacts(entries = 20_000, characters = 40_000_000): FactsCache {
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
    known: async <T extends object>(key: string) =>
      ((await kept.get(key)) as T | undefined) ?? null,
    keep: (key, fact) => {
      kept.set(key, Promise.resolve(fact), { size: sizeOf(fact) })
    },
  }
}

/** Replicas forget what nobody asked for in so long. */
const SHARED_S = 7 * 24 * 60 * 60
/** A larger fact costs Redis more than it saves. */
const MOST_SHARED = 1_000_000

/** Facts that replicas share, with those of this process before them. */
export function sharedFacts(store: Store, near: FactsCache = memoryFacts()): FactsCache {
  const version = codeVersion('snapshot')
  const nameOf = (key: string): string => `fact ${version} ${key}`
  const share = async (key: string, fact: object): Promise<void> => {
    const text = JSON.stringify(fact)
    if (text.length <= MOST_SHARED) await store.set(nameOf(key), text, SHARED_S)
  }
  const shared = async <T extends object>(key: string): Promise<T | null> => {
    const text = await store.get(nameOf(key))
    return text === null ? null : (JSON.parse(text) as T)
  }
  return {
    get: <T extends object>(key: string, load: () => Promise<T>) =>
      near.get(key, async () => {
        const known = await shared<T>(key)
        if (known !== null) return known
        const fact = await load()
        await share(key, fact)
        return fact
      }),
    known: async <T extends object>(key: string) => {
      const known = (await near.known<T>(key)) ?? (await shared<T>(key))
      if (known !== null) near.keep(key, known)
      return known
    },
    keep: (key, fact) => {
      near.keep(key, fact)
      void share(key, fact)
    },
  }
}

/** Told of every question whether the fact was there. */
export const countedFacts = (facts: FactsCache, told: (hit: boolean) => void): FactsCache => ({
  ...facts,
  get: async (key, load) => {
    let hit = true
    const fact = await facts.get(key, () => {
      hit = false
      return load()
    })
    told(hit)
    return fact
  },
  known: async (key) => {
    const fact = await facts.known<never>(key)
    told(fact !== null)
    return fact
  },
})

const sizeOf = (fact: object): number => JSON.stringify(fact).length
