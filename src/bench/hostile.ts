import { monitorEventLoopDelay } from 'node:perf_hooks'
import { READING_LIMITS, startReader } from '../reader/reader.ts'
import { NASTY } from './nasty.ts'
import { isRefusal } from './reading.ts'

/** What became of a text that was made to be slow. */
export interface Withstood {
  readonly name: string
  /** Milliseconds until there was a reading, or word that there is none. */
  readonly ms: number
  /** `read`, or the code of the limit that it met. */
  readonly end: string
  /** The longest time for which nobody else was answered, in milliseconds. */
  readonly blocked: number
}

/** Reads the nastiest texts as the App does, one after the other, in threads that are warm. */
export async function withstandAll(): Promise<readonly Withstood[]> {
  const reader = startReader(READING_LIMITS)
  try {
    for (let sha = 0; sha < 20; sha++) await reader.report('Verdict: approve', String(sha))
    const all: Withstood[] = []
    for (const [name, text] of NASTY) {
      const delay = monitorEventLoopDelay({ resolution: 1 })
      delay.enable()
      const start = performance.now()
      const { diagnostics } = await reader.report(text, name)
      const ms = performance.now() - start
      await new Promise((resolve) => setTimeout(resolve, 20))
      delay.disable()
      const end = diagnostics.find(isRefusal)?.code ?? 'read'
      all.push({ name, ms, end, blocked: delay.max / 1e6 })
    }
    return all
  } finally {
    await reader.close()
  }
}
