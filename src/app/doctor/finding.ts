/** `error`: the App can't work like this. `warn`: it works, but not as well as it could. `info`: good to know. */
export type Level = 'ok' | 'info' | 'warn' | 'error'

/** What was found when one thing was looked at. */
export interface Finding {
  readonly level: Level
  /** What was looked at, in a word or two. */
  readonly what: string
  readonly found: string
  /** What to do about it; null when there is nothing to do. */
  readonly next: string | null
}

export const ok = (what: string, found: string): Finding => ({
  level: 'ok',
  what,
  found,
  next: null,
})

export const info = (what: string, found: string, next: string | null = null): Finding => ({
  level: 'info',
  what,
  found,
  next,
})

export const warn = (what: string, found: string, next: string): Finding => ({
  level: 'warn',
  what,
  found,
  next,
})

export const wrong = (what: string, found: string, next: string): Finding => ({
  level: 'error',
  what,
  found,
  next,
})

/** What an error says, with the reason that Node hides behind "fetch failed". */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return 'no answer in time'
  const { cause } = error
  const inner = cause instanceof AggregateError ? cause.errors[0] : cause
  return inner instanceof Error && inner.message !== '' ? inner.message : error.message
}
