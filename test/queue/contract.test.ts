import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Pace, Queue } from '../../src/queue/queue.ts'
import { type RedisServer, startRedis } from '../support/redis.ts'
import {
  gate,
  IN_PROCESS,
  Later,
  moment,
  type Names,
  names,
  onRedis,
  QUICK,
  until,
  watchedWork,
} from './queues.ts'

let server: RedisServer
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

describe.each([IN_PROCESS, onRedis(() => server)])('the queue $name', (engine) => {
  let opened: Queue<Names>[] = []
  afterEach(async () => {
    await Promise.all(opened.map((queue) => queue.close(0)))
    opened = []
  })

  /** Two workers and one that only adds, where there can be several; each of them is asked in turn. */
  function start(run: (names: string) => Promise<void>, pace: Partial<Pace> = {}, workers = 2) {
    const { work, ...seen } = watchedWork(run)
    const queues = engine.open(work, { ...QUICK, ...pace }, workers)
    opened.push(...queues)
    let turn = 0
    const queue = (): Queue<Names> => {
      const next = queues[turn % queues.length]
      turn += 1
      if (next === undefined) throw new Error('There is no queue')
      return next
    }
    const add = (key: string, job: Names, delay?: number) => queue().add(key, job, delay)
    return { ...seen, queues, queue, add }
  }

  it('runs what is added, and is idle afterwards', async () => {
    const { queue, add, ran } = start(async () => {})
    await add('1', names('Ada'))
    await queue().idle()
    expect(ran).toEqual(['Ada'])
    expect(await queue().counts()).toEqual({ waiting: 0, running: 0, givenUp: 0 })
    await queue().check()
  })

  it('makes one of what comes together', async () => {
    const { queue, add, ran } = start(async () => {}, { settle: 300 })
    await Promise.all(['Ada', 'Bea', 'Cyd'].map((name) => add('1', names(name))))
    await queue().idle()
    expect(ran).toHaveLength(1)
    expect(ran.join(' ').split(' ').sort()).toEqual(['Ada', 'Bea', 'Cyd'])
  })

  it('keeps the order in which one process added', async () => {
    const { queues, ran } = start(async () => {}, { settle: 300 })
    const [web] = queues
    for (const name of ['Ada', 'Bea', 'Cyd']) await web?.add('1', names(name))
    await web?.idle()
    expect(ran).toEqual(['Ada Bea Cyd'])
  })

  it('runs one of a key at a time, and once more for all that came meanwhile', async () => {
    const { passed, open } = gate()
    const { queue, add, ran, under } = start(() => passed)
    await add('1', names('Ada'))
    await until(() => ran.length === 1)
    for (const name of ['Bea', 'Cyd', 'Dot']) await add('1', names(name))
    await moment(100)
    expect(ran).toEqual(['Ada'])
    open()
    await queue().idle()
    expect(ran).toEqual(['Ada', 'Bea Cyd Dot'])
    expect(under.most).toBe(1)
  })

  it('runs different keys side by side, and so many at once as it may', async () => {
    const { passed, open } = gate()
    const { queue, add, under, queues } = start(() => passed, { atOnce: 3 })
    const places = 3 * Math.max(1, queues.length - 1)
    for (let key = 1; key <= 20; key++) await add(String(key), names(`n${key}`))
    await until(() => under.way === places)
    await moment(100)
    expect(await queue().counts()).toEqual({ waiting: 20 - places, running: places, givenUp: 0 })
    open()
    await queue().idle()
    expect(under.most).toBe(places)
  })

  it('looks twice at most at twenty events that come within its spacing', async () => {
    const { queue, add, ran } = start(async () => {}, { spacing: 2_000 })
    for (let event = 1; event <= 20; event++) {
      await add('1', names(`n${event}`))
      await moment(5)
    }
    await queue().idle()
    expect(ran.length).toBeLessThanOrEqual(2)
    expect(ran.join(' ').split(' ')).toHaveLength(20)
  })

  it('loses nothing, and does nothing twice at once, when events of many keys pour in', async () => {
    const ways = new Map<string, number>()
    const told = new Map<string, Set<string>>()
    let most = 0
    const { queue, add } = start(
      async (text) => {
        const [key = ''] = text.split('-')
        ways.set(key, (ways.get(key) ?? 0) + 1)
        most = Math.max(most, ways.get(key) ?? 0)
        await moment(Math.random() * 10)
        told.set(key, new Set([...(told.get(key) ?? []), ...text.split(' ')]))
        ways.set(key, (ways.get(key) ?? 0) - 1)
      },
      { settle: 5, spacing: 20 },
    )
    await Promise.all(
      Array.from({ length: 400 }, async (_, event) => {
        await moment(Math.random() * 500)
        await add(`${event % 10}`, names(`${event % 10}-${event}`))
      }),
    )
    await queue().idle()
    expect(most).toBe(1)
    expect([...told.values()].map(({ size }) => size)).toEqual(Array(10).fill(40))
  })

  it('tries again what failed, at about the pace it was told, and tells of each failure', async () => {
    const { queue, add, ran, failures } = start(() => Promise.reject(new Error('no')), {
      retries: [20, 100],
    })
    await add('1', names('Ada'))
    await queue().idle()
    expect(ran).toEqual(['Ada', 'Ada', 'Ada'])
    const [first, second, third] = failures.map(({ tryAgainIn }) => tryAgainIn)
    expect(Math.abs((first ?? 0) - 20)).toBeLessThanOrEqual(4)
    expect(Math.abs((second ?? 0) - 100)).toBeLessThanOrEqual(20)
    expect(third).toBeNull()
  })

  it('shows what it gave up, newest first, and does it again when asked', async () => {
    let broken = true
    const { queue, add, ran } = start(async () => {
      if (broken) throw new Error('GitHub is\n  down')
    })
    await add('1', names('Ada'))
    await queue().idle()
    await add('2', names('Bea'))
    await queue().idle()
    const given = await queue().given()
    expect(given).toEqual([
      { key: '2', job: names('Bea'), reason: 'GitHub is down', at: given[0]?.at, tries: 1 },
      { key: '1', job: names('Ada'), reason: 'GitHub is down', at: given[1]?.at, tries: 1 },
    ])
    expect(Number.isNaN(Date.parse(given[0]?.at ?? ''))).toBe(false)
    expect(await queue().counts()).toEqual({ waiting: 0, running: 0, givenUp: 2 })

    broken = false
    expect(await queue().retry()).toBe(2)
    await queue().idle()
    expect(ran.slice(2).sort()).toEqual(['Ada', 'Bea'])
    expect(await queue().given()).toEqual([])
    expect(await queue().retry()).toBe(0)
  })

  it('does what it gave up together with the next that comes of its key', async () => {
    let broken = true
    const { queue, add, ran } = start(async () => {
      if (broken) throw new Error('no')
    })
    await add('1', names('Ada'))
    await queue().idle()
    broken = false
    await add('1', names('Bea'))
    await queue().idle()
    expect(ran).toEqual(['Ada', 'Ada Bea'])
    expect(await queue().given()).toEqual([])
  })

  it('goes on after a job that failed for good', async () => {
    const { queue, add, ran } = start(async (text) => {
      if (text === 'Ada') throw new Error('no')
    })
    await add('1', names('Ada'))
    await add('2', names('Bea'))
    await queue().idle()
    expect(ran.sort()).toEqual(['Ada', 'Bea'])
  })

  it('does not wait for the next try when something new comes', async () => {
    let broken = true
    const { queue, add, ran, failures } = start(
      async () => {
        if (broken) throw new Error('no')
      },
      { retries: [600_000] },
    )
    await add('1', names('Ada'))
    await until(async () => failures.length === 1 && (await queue().counts()).running === 0)
    broken = false
    await add('1', names('Bea'))
    await queue().idle()
    expect(ran).toEqual(['Ada', 'Ada Bea'])
  })

  it('keeps what came while it failed for the next try', async () => {
    const { passed, open } = gate()
    let broken = true
    const { queue, add, ran } = start(
      async () => {
        await passed
        if (broken) throw new Error('no')
      },
      { retries: [200] },
    )
    await add('1', names('Ada'))
    await until(() => ran.length === 1)
    await add('1', names('Bea'))
    open()
    await until(() => ran.length === 1)
    await moment(50)
    broken = false
    await queue().idle()
    expect(ran[1]).toBe('Ada Bea')
  })

  it('puts off what asks for it, which is no try, and goes on with others', async () => {
    let late = 3
    const { queue, add, ran, failures } = start(
      async (text) => {
        if (text === 'Ada' && late-- > 0) throw new Later(100)
      },
      { retries: [] },
    )
    await add('1', names('Ada', 'busy'))
    await until(() => ran.length === 1)
    await add('2', names('Bea', 'busy'))
    await add('3', names('Cyd', 'free'))
    await queue().idle()
    expect(ran.filter((text) => text === 'Ada')).toHaveLength(4)
    expect(ran.slice(0, 4)).toEqual(expect.arrayContaining(['Bea', 'Cyd']))
    expect(failures).toEqual(Array.from({ length: 3 }, () => ({ key: '1', tryAgainIn: 100 })))
    expect(await queue().counts()).toMatchObject({ waiting: 0, givenUp: 0 })
  })

  it('lets lanes take turns: one of a quiet lane is not behind fifty of a busy one', async () => {
    const { passed, open } = gate()
    const { queue, add, ran } = start(() => passed, { atOnce: 1 }, 1)
    for (let key = 1; key <= 50; key++) await add(`busy/${key}`, names(`busy${key}`, 'busy'))
    await until(() => ran.length === 1)
    await add('quiet/1', names('quiet1', 'quiet'))
    await add('quiet/2', names('quiet2', 'quiet'))
    await moment(100)
    open()
    await queue().idle()
    expect(ran).toHaveLength(52)
    expect(ran.indexOf('quiet1')).toBeLessThanOrEqual(3)
    expect(ran.indexOf('quiet2')).toBeLessThanOrEqual(5)
  })

  it('lets lanes take turns with what was put off for long', async () => {
    const { passed, open } = gate()
    const { queue, add, ran } = start(
      async (text) => {
        if (text === 'middle') await passed
      },
      { atOnce: 1 },
      1,
    )
    for (let key = 1; key <= 30; key++) await add(`busy/${key}`, names(`busy${key}`, 'busy'), 4_000)
    // Meanwhile others have had more turns than the busy lane waits for.
    for (let key = 1; key <= 60; key++) await add(`free/${key}`, names(`free${key}`, 'free'))
    await until(() => ran.filter((text) => text.startsWith('free')).length === 60)
    await add('middle', names('middle', 'free'))
    await until(() => ran.includes('middle'))
    await add('quiet', names('quiet', 'quiet'))
    await moment(4_500)
    open()
    await queue().idle()
    expect(ran).toHaveLength(60 + 1 + 1 + 30)
    expect(ran.indexOf('quiet') - ran.indexOf('middle')).toBeLessThanOrEqual(25)
  })

  it('lets something wait that is added for later, until something comes that is due', async () => {
    const { queue, add, ran } = start(async () => {})
    await add('1', names('Ada'), 600_000)
    await moment(100)
    expect(ran).toEqual([])
    expect((await queue().counts()).waiting).toBe(1)
    await add('1', names('Bea'))
    await queue().idle()
    expect(ran).toEqual(['Ada Bea'])
  })

  it('does soon what is due soon, though something for later came after it', async () => {
    const { passed, open } = gate()
    const { queue, add, ran } = start(() => passed)
    await add('1', names('Ada'))
    await until(() => ran.length === 1)
    await add('1', names('Bea'))
    await add('1', names('Cyd'), 600_000)
    open()
    await queue().idle()
    expect(ran).toEqual(['Ada', 'Bea Cyd'])
  })

  it('finishes what runs when it is closed, and starts nothing more', async () => {
    const { passed, open } = gate()
    const { add, ran, under, queues } = start(() => passed)
    await add('1', names('Ada'))
    await until(() => under.way === 1)
    const closed = Promise.all(queues.map((queue) => queue.close(30_000)))
    await moment(100)
    open()
    await closed
    expect(under.way).toBe(0)
    await expect(add('2', names('Bea'))).rejects.toThrow()
    await moment(50)
    expect(ran).toEqual(['Ada'])
  })

  it('does not wait longer for what runs than it is told', async () => {
    const { passed, open } = gate()
    const { add, under, queues } = start(() => passed)
    await add('1', names('Ada'))
    await until(() => under.way === 1)
    await Promise.all(queues.map((queue) => queue.close(50)))
    expect(under.way).toBe(1)
    open()
  })
})
