import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Redis } from 'ioredis'
import type { Queue } from '../../src/queue/queue.ts'
import { type RedisOptions, redisQueue } from '../../src/queue/redis.ts'
import { freePort } from '../support/built-app.ts'
import { type RedisServer, startRedis } from '../support/redis.ts'
import {
  gate,
  moment,
  type Names,
  names,
  QUICK,
  redisWorkerQueue,
  until,
  watchedWork,
} from './queues.ts'

const WORKER = fileURLToPath(new URL('../support/queue-worker.js', import.meta.url))

/** So that a worker's death is noticed soon, in ms. */
const SOON = 900

describe('the queue on Redis, when something breaks', () => {
  let server: RedisServer
  let opened: Queue<Names>[] = []
  let children: ChildProcess[] = []

  beforeEach(async () => {
    server = await startRedis({ durable: true })
  })
  afterEach(async () => {
    await Promise.all(opened.map((queue) => queue.close(0)))
    for (const child of children) child.kill('SIGKILL')
    opened = []
    children = []
    await server.stop()
  })

  const options = (more: Partial<RedisOptions> = {}): RedisOptions => ({
    redis: server.url,
    lock: SOON,
    ...more,
  })

  const worker = (...given: Parameters<typeof redisWorkerQueue>) => {
    const made = redisWorkerQueue(...given)
    opened.push(made.queue)
    return made
  }

  const web = (more: Partial<RedisOptions> = {}): Queue<Names> => {
    const { work } = watchedWork(async () => {})
    const queue = redisQueue(options(more), work, QUICK, { works: false })
    opened.push(queue)
    return queue
  }

  /** A worker of its own process, and what it wrote. */
  const child = (manner: 'works' | 'hangs' | 'dies') => {
    const process = spawn('node', [WORKER, server.url, String(SOON), manner])
    children.push(process)
    const seen = { written: '', process, ended: once(process, 'exit') }
    process.stdout.setEncoding('utf8').on('data', (text: string) => {
      seen.written += text
    })
    return seen
  }

  it('gives what a killed worker was doing to another one, and all that came meanwhile', async () => {
    const queue = web()
    const killed = child('hangs')
    await queue.add('1', names('Ada'))
    await until(() => killed.written.includes('began'))
    await queue.add('1', names('Bea'))
    killed.process.kill('SIGKILL')
    await killed.ended
    const { ran } = worker(options())
    await queue.idle()
    expect(ran).toEqual(['Ada Bea'])
  })

  it('gives up what kills every worker that does it, and says so', async () => {
    const queue = web()
    await queue.add('1', names('poison'))
    for (let death = 1; death <= 3; death++) {
      const victim = child('dies')
      await victim.ended
      expect(victim.written).toContain('poison')
    }
    const { ran, failures } = worker(options())
    await queue.add('2', names('Bea'))
    await queue.idle()
    expect(ran).toEqual(['Bea'])
    expect(failures).toEqual([{ key: '1', tryAgainIn: null }])
    const [given] = await queue.given()
    expect(given).toMatchObject({ key: '1', job: names('poison'), tries: 3 })
    expect(given?.reason).toBe('Its process ended 3 times while it ran')
  })

  it('hands back what a worker that ends has not finished: another one does it at once', async () => {
    const { passed, open } = gate()
    // Nobody would find it by its lock, which lasts longer than the test.
    const lasting = options({ lock: 600_000 })
    const ending = worker(lasting, () => passed)
    const queue = web(lasting)
    await queue.add('1', names('Ada'))
    await until(() => ending.under.way === 1)
    const other = worker(lasting)
    await ending.queue.close(50)
    await queue.idle()
    expect(other.ran).toEqual(['Ada'])
    open()
    await moment(100)
    expect(await queue.counts()).toEqual({ waiting: 0, running: 0, givenUp: 0 })
  })

  it('leaves what waits to the other replicas', async () => {
    const { passed, open } = gate()
    const lasting = options({ lock: 600_000 })
    const ending = worker(lasting, () => passed, { ...QUICK, atOnce: 1 })
    const queue = web(lasting)
    for (let key = 1; key <= 20; key++) await queue.add(String(key), names(`n${key}`))
    await until(() => ending.under.way === 1)
    const closed = ending.queue.close(30_000)
    const other = worker(lasting)
    await until(() => other.ran.length === 19)
    open()
    await closed
    await queue.idle()
    expect([...ending.ran, ...other.ran].sort()).toEqual(
      Array.from({ length: 20 }, (_, index) => `n${index + 1}`).sort(),
    )
  })

  it('loses nothing that it took on when Redis is killed under load and comes back', async () => {
    const told: Error[] = []
    const tell = (error: Error) => void told.push(error)
    const pace = { ...QUICK, settle: 5 }
    const first = worker(options(), () => moment(5), pace)
    const second = worker(options(), () => moment(5), pace)
    const queue = web({ told: tell })
    const accepted: string[] = []
    let refused = 0
    let over = false
    const load = Array.from({ length: 5 }, async (_, stream) => {
      for (let event = 1; !over; event++) {
        const name = `s${stream}e${event}`
        try {
          await queue.add(`${event % 7}`, names(name))
          accepted.push(name)
        } catch {
          refused += 1
        }
        await moment(2)
      }
    })
    await until(() => accepted.length > 100)
    await server.kill()
    // An outage that is over before anybody tries to connect is none to tell of.
    await until(() => refused > 0 && told.length > 0)
    await server.restart()
    const soFar = accepted.length
    await until(() => accepted.length > soFar + 100)
    over = true
    await Promise.all(load)
    await queue.idle()
    const done = new Set([...first.ran, ...second.ran].flatMap((text) => text.split(' ')))
    expect(accepted.filter((name) => !done.has(name))).toEqual([])
    expect(told).toHaveLength(1)
  })

  it('outlives Redis in a process of its own', async () => {
    const queue = web()
    const living = child('works')
    await queue.add('1', names('Ada'))
    await until(() => living.written.includes('Ada'))
    await server.restart()
    await until(() =>
      queue.add('1', names('Bea')).then(
        () => true,
        () => false,
      ),
    )
    await until(() => living.written.includes('Bea'))
    expect(living.process.exitCode).toBeNull()
  })

  it('tells of what it can’t read, and does the rest', async () => {
    const told: Error[] = []
    const client = new Redis(server.url)
    await client.rpush('countersign:pending:1', 'no JSON')
    const { queue, ran } = worker(options({ told: (error) => void told.push(error) }))
    await queue.add('1', names('Ada'))
    await queue.add('2', names('Bea'))
    await until(() => ran.includes('Bea') && told.length > 0)
    expect(told[0]?.message).toContain('JSON')
    client.disconnect()
  })

  it('goes on with nothing when Redis forgot everything', async () => {
    const { queue, ran } = worker(options())
    await queue.add('1', names('Ada'))
    await queue.idle()
    await queue.add('2', names('Bea'), 600_000)
    await server.flush()
    expect(await queue.counts()).toEqual({ waiting: 0, running: 0, givenUp: 0 })
    await queue.add('1', names('Cyd'))
    await queue.idle()
    expect(ran).toEqual(['Ada', 'Cyd'])
  })

  it('goes on when Redis forgot what is being done', async () => {
    const { passed, open } = gate()
    const { queue, ran, under } = worker(options(), () => passed)
    await queue.add('1', names('Ada'))
    await until(() => under.way === 1)
    await server.flush()
    open()
    await until(() => under.way === 0)
    await queue.add('1', names('Bea'))
    await queue.idle()
    expect(ran).toEqual(['Ada', 'Bea'])
  })

  it('refuses what it can’t take on, says so once, and works again when Redis is back', async () => {
    const told: Error[] = []
    await server.kill()
    const { queue, ran } = worker(options({ told: (error) => void told.push(error) }))
    await expect(queue.add('1', names('Ada'))).rejects.toThrow('Redis can’t be reached')
    await expect(queue.add('1', names('Bea'))).rejects.toThrow()
    await expect(queue.check()).rejects.toThrow()
    await expect(queue.counts()).rejects.toThrow()
    expect(told).toHaveLength(1)
    await server.restart()
    await until(async () => {
      try {
        await queue.check()
        return true
      } catch {
        return false
      }
    })
    await queue.add('1', names('Cyd'))
    await queue.idle()
    expect(ran).toEqual(['Cyd'])
    expect(told).toHaveLength(1)
  })

  it('refuses what it can’t take on when Redis stands still', async () => {
    const { queue, ran } = worker(options())
    await queue.check()
    server.freeze()
    await expect(queue.add('1', names('Ada'))).rejects.toThrow()
    await expect(queue.check()).rejects.toThrow()
    server.thaw()
    await until(() =>
      queue.check().then(
        () => true,
        () => false,
      ),
    )
    await queue.add('2', names('Bea'))
    await queue.idle()
    expect(ran).toContain('Bea')
  })

  it('ends though Redis is not there', async () => {
    const nobody = `redis://127.0.0.1:${await freePort()}`
    const { queue } = worker({ redis: nobody })
    await moment(100)
    await queue.close(0)
    await expect(queue.add('1', names('Ada'))).rejects.toThrow()
  })

  it('ends though Redis went away while something ran', async () => {
    const { passed, open } = gate()
    const { queue, under } = worker(options(), () => passed)
    await queue.add('1', names('Ada'))
    await until(() => under.way === 1)
    await server.kill()
    await queue.close(50)
    open()
  })

  it('finishes twice what two did at once, and loses nothing that came between', async () => {
    // As when the first one's process stands still for longer than its lock.
    const { passed, open } = gate()
    const first = worker(options(), () => passed)
    const queue = web()
    await queue.add('1', names('Ada'))
    await until(() => first.under.way === 1)
    const client = new Redis(server.url)
    const [lock = ''] = await client.keys('*:lock')
    await client.set(lock, 'of another')
    await client.del(lock)
    const second = worker(options())
    await until(() => second.ran.length === 1)
    await queue.add('2', names('Cyd'))
    await queue.add('1', names('Bea'))
    open()
    await queue.idle()
    const done = [...first.ran, ...second.ran].flatMap((text) => text.split(' '))
    expect([...new Set(done)].sort()).toEqual(['Ada', 'Bea', 'Cyd'])
    client.disconnect()
  })

  it('costs Redis no memory for what is done', async () => {
    const { queue } = worker(options(), async () => {}, { ...QUICK, spacing: 20 })
    for (let key = 1; key <= 50; key++) await queue.add(String(key), names(`n${key}`, `l${key}`))
    await queue.idle()
    await moment(50)
    const client = new Redis(server.url)
    const left = await client.keys('countersign*')
    expect(left.filter((name) => /[:/]\d+$/u.test(name))).toEqual([])
    expect(left.length).toBeLessThan(10)
    client.disconnect()
  })
})
