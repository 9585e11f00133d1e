import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { Redis } from 'ioredis'
import { memoryStore } from '../../src/store/memory-store.ts'
import { redisStore } from '../../src/store/redis-store.ts'
import type { Store } from '../../src/store/store.ts'
import { gate, moment, until } from '../queue/queues.ts'
import { type RedisServer, startRedis } from '../support/redis.ts'

let server: RedisServer
let opened: Store[] = []
beforeAll(async () => {
  server = await startRedis()
})
afterEach(async () => {
  await Promise.all(opened.map((store) => store.close()))
  opened = []
})
afterAll(() => server.stop())

const kept = <S extends Store>(store: S): S => {
  opened.push(store)
  return store
}

/** Two that share: in memory that is one store, which two use. */
const inMemory = (): readonly [Store, Store] => {
  const store = kept(memoryStore())
  return [store, store]
}

const onRedis = (): readonly [Store, Store] => {
  const prefix = randomUUID()
  return [kept(redisStore(server.url, { prefix })), kept(redisStore(server.url, { prefix }))]
}

describe.each([
  { name: 'in memory', open: inMemory },
  { name: 'on Redis', open: onRedis },
])('the store $name', ({ open }) => {
  it('remembers what another one was told', async () => {
    const [one, other] = open()
    await one.set('colour', 'red', 60)
    await one.set('empty', '', 60)
    expect(await other.get('colour')).toBe('red')
    expect(await other.get('empty')).toBe('')
    expect(await other.get('size')).toBeNull()
    expect(await other.getAll(['size', 'colour', 'empty'])).toEqual([null, 'red', ''])
    expect(await other.getAll([])).toEqual([])
    await one.set('colour', 'blue', 60)
    expect(await other.get('colour')).toBe('blue')
    await other.forget('colour')
    expect(await one.get('colour')).toBeNull()
  })

  it('forgets in time', async () => {
    const [one] = open()
    await one.set('colour', 'red', 0.05)
    await until(async () => (await one.get('colour')) === null)
  })

  it('lets one hold a name, and another one when the time is over or it is given back', async () => {
    const [one, other] = open()
    expect(await one.claim('delivery', 60)).toBe(true)
    expect(await other.claim('delivery', 60)).toBe(false)
    expect(await one.claim('delivery', 60)).toBe(false)
    await one.forget('delivery')
    expect(await other.claim('delivery', 0.05)).toBe(true)
    await until(() => one.claim('delivery', 60))
  })

  it('gives a name to one of many who claim it at once', async () => {
    const [one, other] = open()
    const all = Array.from({ length: 20 }, (_, turn) => (turn % 2 ? one : other))
    const given = await Promise.all(all.map((store) => store.claim('delivery', 60)))
    expect(given.filter(Boolean)).toHaveLength(1)
  })

  it('does the work of one key one after the other, and of others meanwhile', async () => {
    const [one, other] = open()
    const { passed, open: release } = gate()
    let under = 0
    let most = 0
    const work = async () => {
      under += 1
      most = Math.max(most, under)
      await passed
      await moment(2)
      under -= 1
    }
    const all = Array.from({ length: 10 }, (_, turn) => (turn % 2 ? one : other).inTurn('a', work))
    expect(await other.inTurn('b', async () => 'done')).toBe('done')
    release()
    await Promise.all(all)
    expect(most).toBe(1)
  })

  it('keeps the order in which one process asked', async () => {
    const [one] = open()
    const done: number[] = []
    await Promise.all([1, 2, 3].map((turn) => one.inTurn('a', async () => void done.push(turn))))
    expect(done).toEqual([1, 2, 3])
  })

  it('passes on what a turn throws, and takes the next', async () => {
    const [one, other] = open()
    const failing = one.inTurn('a', () => Promise.reject(new Error('no')))
    await expect(failing).rejects.toThrow('no')
    expect(await other.inTurn('a', async () => 'done')).toBe('done')
  })
})

describe('the store in memory', () => {
  it('makes room for what comes', async () => {
    const store = kept(memoryStore())
    const megabyte = 'x'.repeat(1024 * 1024)
    for (let number = 1; number <= 40; number++) await store.set(`n${number}`, megabyte, 60)
    expect(await store.get('n1')).toBeNull()
    expect(await store.get('n40')).toBe(megabyte)
  })
})

describe('the store on Redis, when something breaks', () => {
  it('is empty, says so once, and goes on with turns; then works again', async () => {
    const mortal = await startRedis()
    const told: Error[] = []
    const store = kept(redisStore(mortal.url, { told: (error) => void told.push(error) }))
    await store.set('colour', 'red', 60)
    await mortal.kill()
    expect(await store.get('colour')).toBeNull()
    expect(await store.getAll(['colour', 'size'])).toEqual([null, null])
    await store.set('colour', 'red', 60)
    expect(await store.claim('delivery', 60)).toBe(false)
    await store.forget('colour')
    expect(await store.inTurn('a', async () => 'done')).toBe('done')
    await until(() => told.length > 0)
    expect(told).toHaveLength(1)
    await mortal.restart()
    await until(() => store.claim(randomUUID(), 60))
    await store.set('colour', 'blue', 60)
    expect(await store.get('colour')).toBe('blue')
    await mortal.kill()
    await until(() => told.length > 1)
    await mortal.stop()
  })

  it('answers though Redis was never there', async () => {
    const mortal = await startRedis()
    await mortal.stop()
    const store = kept(redisStore(mortal.url))
    expect(await store.get('colour')).toBeNull()
    expect(await store.inTurn('a', async () => 'done')).toBe('done')
  })

  it('answers though Redis stands still', async () => {
    const mortal = await startRedis()
    const store = kept(redisStore(mortal.url))
    await store.set('colour', 'red', 60)
    mortal.freeze()
    expect(await store.get('colour')).toBeNull()
    mortal.thaw()
    await until(async () => (await store.get('colour')) === 'red')
    await mortal.stop()
  })

  it('does not end a turn that is another’s by now', async () => {
    const [one, other] = onRedis()
    const { passed, open } = gate()
    const first = one.inTurn('a', () => passed)
    const redis = new Redis(server.url)
    // As when the first one's process stood still for longer than its turn lasts.
    await until(async () => (await redis.keys('*:lock:a')).length === 1)
    const [lock = ''] = await redis.keys('*:lock:a')
    await redis.del(lock)
    const { passed: secondPassed, open: openSecond } = gate()
    const second = other.inTurn('a', () => secondPassed)
    await until(async () => (await redis.exists(lock)) === 1)
    open()
    await first
    expect(await redis.exists(lock)).toBe(1)
    openSecond()
    await second
    expect(await redis.exists(lock)).toBe(0)
    redis.disconnect()
  })
})
