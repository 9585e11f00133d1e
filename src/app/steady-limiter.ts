import { setTimeout as pause } from 'node:timers/promises'
import { turns } from '../store/turns.ts'

class Unlimited {
  key(): Limiter {
    return { schedule: (_options, job, ...given) => job(...given) }
  }
}

class Emitter {
  private readonly listeners = new Map<string, Listener>()

  constructor(told: { on?: (name: string, listener: Listener) => void }) {
    told.on = (name, listener) => void this.listeners.set(name, listener)
  }

  async trigger(name: string, ...given: readonly unknown[]): Promise<unknown> {
    return this.listeners.get(name)?.(...given)
  }
}

/**
 * In the place of Bottleneck, by which Octokit's throttling goes: that reckons by the clock, and where the clock is set
 * back by five hours, every request waits for five hours. Nothing is held back here but what failed and is to be tried
 * again; how much is done at once, the queue says.
 */
export class SteadyLimiter {
  static readonly Group = Unlimited
  static readonly Events = Emitter

  private failed: Failed = async () => undefined

  on(_name: 'failed', failed: Failed): void {
    this.failed = failed
  }

  /** Does it again for as long as whoever listens says after how many milliseconds. */
  async schedule<Given extends readonly unknown[], T>(
    job: (...given: Given) => Promise<T>,
    ...given: Given
  ): Promise<T> {
    for (;;) {
      try {
        return await job(...given)
      } catch (error) {
        // Whoever listens looks for headers, and fails where there was no answer to have any.
        const wait = await this.failed(error, { args: given }).catch(() => undefined)
        if (wait === undefined) throw error
        await pause(wait)
      }
    }
  }
}

type Listener = (...given: readonly unknown[]) => unknown
type Failed = (
  error: unknown,
  info: { readonly args: readonly unknown[] },
) => Promise<number | undefined>

export interface Limiter {
  readonly schedule: <Given extends readonly unknown[], T>(
    options: object,
    job: (...given: Given) => Promise<T>,
    ...given: Given
  ) => Promise<T>
}

const MINUTE_MS = 60_000

/** Waits until something may be done once more: of each name so often within any minute, by the clock that never jumps. */
export function aMinute(most: number): (name: string) => Promise<void> {
  const done = new Map<string, number[]>()
  const inTurn = turns()
  return (name) =>
    inTurn(name, async () => {
      const times = done.get(name) ?? []
      const since = times.length < most ? undefined : times.shift()
      if (since !== undefined) await pause(Math.max(0, since + MINUTE_MS - performance.now()))
      done.set(name, [...times, performance.now()])
    })
}
