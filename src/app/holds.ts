import { LRUCache } from 'lru-cache'
import type { Store } from '../store/store.ts'
import { type Answered, isUsedUp, waitAfter } from './patient-octokit.ts'

/** Until when GitHub is to be asked no more for an installation. */
export interface Holds {
  /** An answer of GitHub's, which tells what is left of a quota. */
  readonly heard: (answered: Answered) => void
  /** GitHub told us to wait. */
  readonly told: (installation: number, hold: Hold) => Promise<void>
  /** Null: go on. */
  readonly on: (installation: number) => Promise<Hold | null>
}

export interface Hold {
  /** In ms of the epoch. */
  readonly until: number
  /**
   * Whether the check may say so: there is a request left for it, by the quota of GraphQL. Whoever sent too many at once,
   * for which GitHub has a limit of its own, had better send none.
   */
  readonly isTold: boolean
}

/**
 * So much of a quota is kept back: with its last requests, checks are told that they have to wait. GitHub gives 5,000 an
 * hour at least, and whoever has used them up can say nothing any more.
 */
const KEPT_BACK = 0.02

const MOST_INSTALLATIONS = 10_000

/** Replicas share what they were told, and find out each for itself what is left: GitHub says so with every answer. */
export function holds(store: Store): Holds {
  const low = new LRUCache<string, number>({ max: MOST_INSTALLATIONS })
  const nameOf = (installation: number) => `hold ${installation}`
  return {
    heard: ({ installation, resource, quota }) => {
      if (installation === null || quota === null) return
      const key = `${installation} ${resource}`
      if (quota.left < quota.of * KEPT_BACK) low.set(key, quota.until)
      else low.delete(key)
    },
    told: (installation, hold) => {
      const seconds = Math.ceil((hold.until - Date.now()) / 1_000)
      return store.set(nameOf(installation), JSON.stringify(hold), Math.max(1, seconds))
    },
    on: async (installation) => {
      const said = await store.get(nameOf(installation))
      const left = ['core', 'graphql'].map(
        (resource) => low.get(`${installation} ${resource}`) ?? 0,
      )
      const found = [
        ...(said === null ? [] : [JSON.parse(said) as Hold]),
        { until: Math.max(...left), isTold: true },
      ].filter(({ until }) => until > Date.now())
      return found.sort((one, other) => other.until - one.until)[0] ?? null
    },
  }
}

/** What a failed request tells us to wait for; null where it tells of no wait. */
export function holdAfter(error: unknown, now = Date.now()): Hold | null {
  const wait = waitAfter(error, now)
  return wait === 0 ? null : { until: now + wait, isTold: isUsedUp(error) }
}

/** What is thrown to have something tried again at a time (ms of the epoch), without a request. */
export const putOff = (until: number): Error =>
  Object.assign(
    new Error(`GitHub is to be asked no more before ${new Date(until).toISOString()}`),
    {
      name: 'PutOff',
      until,
    },
  )
