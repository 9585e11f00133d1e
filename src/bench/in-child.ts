import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What the bench asks of the processes that it starts, and what they answer. */
export interface Answers {
  /** When all work is done, on all replicas. */
  readonly idle: null
  /** Milliseconds of processor time so far. */
  readonly processor: number
  /** Bytes, after everything that nobody needs was thrown away. */
  readonly memory: { readonly resident: number; readonly heap: number }
}

export type Question = keyof Answers

/** Tells the bench where this process listens, answers it, and ends with it. */
export function serveBench(url: string, idle: () => Promise<void>): void {
  const answers: { readonly [Asked in Question]: () => Promise<Answers[Asked]> } = {
    idle: async () => {
      await idle()
      return null
    },
    processor: async () => {
      const { user, system } = process.cpuUsage()
      return (user + system) / 1_000
    },
    memory: async () => {
      collectGarbage()
      const { rss: resident, heapUsed: heap } = process.memoryUsage()
      return { resident, heap }
    },
  }
  process.on('message', (message) => {
    const { id, question } = message as { readonly id: number; readonly question: Question }
    answers[question]().then((answer) => process.send?.({ to: id, answer }))
  })
  process.once('disconnect', () => process.exit())
  if (!process.connected) process.exit()
  process.send?.(url)
}

/** Node offers it by a flag only, with which nobody starts the App. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
}
