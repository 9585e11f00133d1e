import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { hastyConnection } from '../redis/connection.ts'
import { outages } from '../redis/outages.ts'
import { script } from '../redis/script.ts'
import type { InTurn, Store } from './store.ts'
import { turns } from './turns.ts'

export interface RedisStoreOptions {
  /** What the names of all it keeps there begin with; those of one prefix are one store. */
  readonly prefix?: string
  /** After how many milliseconds without a sign of life somebody's turn is over. */
  readonly lock?: number
  /** Told of what goes wrong with Redis, once per outage. */
  readonly told?: (error: Error) => void
}

/** How long somebody waits before asking for a turn again, in ms. */
const PAUSE = { least: 10, most: 50 }

/**
 * The store that any number of processes share. While Redis can't be reached nothing is remembered, and turns are taken
 * in this process only.
 * @param url `redis://…` or `rediss://…`
 */
export function redisStore(url: string, options: RedisStoreOptions = {}): Store {
  const { prefix = 'countersign', lock: lost = 30_000, told } = options
  const met = outages(told)
  const { client, ready } = hastyConnection(url, met)
  const asked = {}
  const begun = ready().catch(() => {})
  const own = turns()

  /** Null when it can't be reached. */
  const ask = async <T>(what: (redis: Redis) => Promise<T>): Promise<T | null> => {
    await begun
    try {
      const answer = await what(client)
      met.over(asked)
      return answer
    } catch (error) {
      met.met(asked, error instanceof Error ? error : new Error(String(error)))
      return null
    }
  }

  const kept = (name: string): string => `${prefix}:kept:${name}`

  /** Resolves to what ends the turn. */
  const takeTurn = async (key: string): Promise<() => Promise<void>> => {
    const lock = `${prefix}:lock:${key}`
    const token = randomUUID()
    const take = () =>
      ask(async (redis) => (await redis.set(lock, token, 'PX', lost, 'NX')) === 'OK')
    let mine = await take()
    while (mine === false) {
      await pause()
      mine = await take()
    }
    if (mine === null) return async () => {}
    const prolonging = setInterval(
      () => void ask((redis) => PROLONG(redis, [lock], [token, lost])),
      lost / 3,
    )
    return async () => {
      clearInterval(prolonging)
      await ask((redis) => RELEASE(redis, [lock], [token]))
    }
  }

  const inTurn: InTurn = (key, work) =>
    own(key, async () => {
      const end = await takeTurn(key)
      try {
        return await work()
      } finally {
        await end()
      }
    })

  return {
    get: (name) => ask((redis) => redis.get(kept(name))),
    getAll: async (names) => {
      if (names.length === 0) return []
      return (await ask((redis) => redis.mget(names.map(kept)))) ?? names.map(() => null)
    },
    set: async (name, value, seconds) =>
      void (await ask((redis) => redis.set(kept(name), value, 'PX', milliseconds(seconds)))),
    claim: async (name, seconds) =>
      (await ask((redis) => redis.set(kept(name), '', 'PX', milliseconds(seconds), 'NX'))) === 'OK',
    forget: async (name) => void (await ask((redis) => redis.del(kept(name)))),
    inTurn,
    close: async () => client.disconnect(),
  }
}

const milliseconds = (seconds: number): number => Math.max(1, Math.round(seconds * 1_000))

const pause = (): Promise<void> =>
  new Promise((resolve) =>
    setTimeout(resolve, PAUSE.least + Math.random() * (PAUSE.most - PAUSE.least)),
  )

/** Keys: lock. Values: token, milliseconds. */
const PROLONG = script(`
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
`)

/** Keys: lock. Values: token. */
const RELEASE = script(`
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
`)
