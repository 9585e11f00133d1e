// A worker of the queue as a process of its own: tells what it begins, and does it, never ends it, or ends with it.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [, , url, lock, manner] = process.argv
const built = join(process.env.COUNTERSIGN_BUILT ?? '', 'queue', 'redis.js')
const { redisQueue } = await import(pathToFileURL(built).href)

redisQueue(
  { redis: url, lock: Number(lock) },
  {
    run: async (job) => {
      process.stdout.write(`began ${JSON.stringify(job)}\n`)
      if (manner === 'dies') process.kill(process.pid, 'SIGKILL')
      if (manner === 'hangs') await new Promise(() => {})
    },
    merge: (_waiting, added) => added,
    lane: () => 'lane',
    failed: () => {},
  },
  { settle: 1, spacing: 0, retries: [], atOnce: 1 },
  { works: true },
)
process.stdout.write('ready\n')
