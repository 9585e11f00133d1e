import { monitorEventLoopDelay } from 'node:perf_hooks'
import { READING_LIMITS, startReader } from '../reader/reader.ts'
import { table } from './figures.ts'
import { NASTY } from './nasty.ts'
import type { Part } from './part.ts'
import { isRefusal } from './reading.ts'

export const hostile: Part = {
  name: 'hostile',
  about: 'texts that were made to be slow, and how reading them ends',
  run: async ({ quick, say }) => {
    const rows = await withstand(quick ? NASTY.slice(0, 4) : NASTY)
    const { ms: most, threads } = READING_LIMITS
    say(`\nTexts of 512 KB that were made to be slow, read by ${threads} threads within ${most} ms`)
    say('  blocked: the longest time for which the App answered nobody else, in ms')
    say(
      table([
        ['', 'answered after ms', 'how it ended', 'blocked'],
        ...rows.map(({ name, ms, end, blocked }) => [name, ms.toFixed(0), end, blocked.toFixed(0)]),
      ]),
    )
    return { rows }
  },
}

/** What became of a text that was made to be slow. */
interface Withstood {
  readonly name: string
  /** Milliseconds until there was a reading, or word that there is none. */
  readonly ms: number
  /** `read`, or the code of the limit that it met. */
  readonly end: string
  /** The longest time for which nobody else was answered, in milliseconds. */
  readonly blocked: number
}

/** Reads these texts as the App does, one after the other, in threads that are warm. */
async function withstand(texts: typeof NASTY): Promise<readonly Withstood[]> {
  const reader = startReader(READING_LIMITS)
  try {
    for (let sha = 0; sha < 20; sha++) await reader.report('Verdict: approve', String(sha))
    const all: Withstood[] = []
    for (const [name, text] of texts) {
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
