import { describe, expect, it } from '@jest/globals'
import { inProcessQueue } from '../../src/queue/in-process.ts'
import type { Pace } from '../../src/queue/queue.ts'

const QUICK: Pace = { settle: 1, spacing: 0, retries: [] }

/** A queue of names that records what was run, at most how many at once, and what failed. */
function recorded(pace: Pace, run: (job: string) => Promise<void> = async () => {}) {
  const ran: string[] = []
  const failures: { key: string; tryAgainIn: number | null }[] = []
  const under = { way: 0, most: 0 }
  const queue = inProcessQueue<string>(
    {
      run: async (job) => {
        ran.push(job)
        under.way += 1
        under.most = Math.max(under.most, under.way)
        try {
          await run(job)
        } finally {
          under.way -= 1
        }
      },
      merge: (waiting, added) => `${waiting}+${added}`,
      failed: (key, _job, _error, tryAgainIn) => failures.push({ key, tryAgainIn }),
    },
    pace,
  )
  return { queue, ran, failures, under }
}

const turn = (ms = 5): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

describe('the in-process queue', () => {
  it('runs what is added, and is idle afterwards', async () => {
    const { queue, ran } = recorded(QUICK)
    queue.add('a', 'first')
    await queue.idle()
    expect(ran).toEqual(['first'])
  })

  it('merges jobs of one key that come together', async () => {
    const { queue, ran } = recorded(QUICK)
    for (const job of ['1', '2', '3']) queue.add('a', job)
    await queue.idle()
    expect(ran).toEqual(['1+2+3'])
  })

  it('runs one job of a key at a time, and once more for all that came meanwhile', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const { queue, ran, under } = recorded(QUICK, () => held)
    queue.add('a', '1')
    await turn()
    for (const job of ['2', '3', '4']) queue.add('a', job)
    await turn()
    expect(ran).toEqual(['1'])
    release()
    await queue.idle()
    expect(ran).toEqual(['1', '2+3+4'])
    expect(under.most).toBe(1)
  })

  it('runs different keys side by side', async () => {
    const { queue, under } = recorded(QUICK, () => turn(20))
    queue.add('a', '1')
    queue.add('b', '2')
    await queue.idle()
    expect(under.most).toBe(2)
  })

  it('looks twice at most at twenty events that come within its spacing', async () => {
    const { queue, ran } = recorded({ settle: 1, spacing: 300, retries: [] })
    for (let event = 1; event <= 20; event++) {
      queue.add('a', String(event))
      await turn(2)
    }
    await queue.idle()
    expect(ran.length).toBeLessThanOrEqual(2)
    expect(ran.join('+')).toBe(Array.from({ length: 20 }, (_, index) => index + 1).join('+'))
  })

  it('tries again what failed, as often as its pace says, and tells of each failure', async () => {
    const { queue, ran, failures } = recorded({ settle: 1, spacing: 0, retries: [1, 2] }, () =>
      Promise.reject(new Error('no')),
    )
    queue.add('a', 'x')
    await queue.idle()
    expect(ran).toEqual(['x', 'x', 'x'])
    expect(failures.map(({ tryAgainIn }) => tryAgainIn)).toEqual([1, 2, null])
  })

  it('does not wait for the next try when something new comes', async () => {
    let broken = true
    const { queue, ran } = recorded({ settle: 1, spacing: 0, retries: [60_000] }, async () => {
      if (broken) throw new Error('no')
    })
    queue.add('a', 'old')
    await turn(20)
    broken = false
    queue.add('a', 'new')
    await queue.idle()
    expect(ran).toEqual(['old', 'old+new'])
  })

  it('waits as long as a failure asks, even when something new comes', async () => {
    const told: (number | null)[] = []
    let runs = 0
    const queue = inProcessQueue<string>(
      {
        run: async () => {
          runs += 1
          throw new Error('later')
        },
        merge: (_, added) => added,
        waitAfter: () => 60_000,
        failed: (_key, _job, _error, tryAgainIn) => told.push(tryAgainIn),
      },
      { settle: 1, spacing: 0, retries: [1] },
    )
    queue.add('a', 'old')
    await turn(20)
    queue.add('a', 'new')
    await turn(20)
    await queue.close()
    expect(told).toEqual([60_000])
    expect(runs).toBe(1)
  })

  it('works on after a job that failed for good', async () => {
    const { queue, ran } = recorded(QUICK, async (job) => {
      if (job === 'bad') throw new Error('no')
    })
    queue.add('a', 'bad')
    await queue.idle()
    queue.add('a', 'good')
    await queue.idle()
    expect(ran).toEqual(['bad', 'good'])
  })

  it('finishes what runs when it is closed, and starts nothing more', async () => {
    const { queue, ran, under } = recorded(QUICK, () => turn(30))
    queue.add('a', '1')
    await turn()
    queue.add('a', '2')
    await queue.close()
    expect(under.way).toBe(0)
    queue.add('b', '3')
    await turn(20)
    expect(ran).toEqual(['1'])
  })
})
