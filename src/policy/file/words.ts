import { distance } from 'fastest-levenshtein'

const MOST_CHARACTERS = 60

/** A value as messages show it: on one line, and not too long. */
export function quoted(value: unknown): string {
  if (typeof value !== 'string') return kindOf(value)
  const line = value.replace(/[\s\p{Cc}]+/gu, ' ')
  const short = [...line].slice(0, MOST_CHARACTERS).join('')
  return `"${short}${short === line ? '' : '…'}"`
}

/** "a list", "text", "3": what somebody wrote instead. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty'
  if (typeof value === 'string') return 'text'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'a set of keys' : String(value)
}

/** "Did you mean …?", or all that could be meant. */
export function didYouMean(written: unknown, valid: readonly string[], otherwise: string): string {
  const near = typeof written === 'string' ? nearest(written, valid) : null
  return near === null ? `${otherwise} ${valid.join(', ')}.` : `Did you mean "${near}"?`
}

function nearest(written: string, valid: readonly string[]): string | null {
  if (written.length > MOST_CHARACTERS) return null
  const lower = written.toLowerCase()
  const [best] = valid
    .map((word) => ({ word, far: distance(lower, word) }))
    .sort((a, b) => a.far - b.far)
  // Of seven letters three may differ, so that "warning" is near to "warn"; of three letters one.
  const most = Math.max(1, Math.round(written.length * 0.4))
  return best !== undefined && best.far <= most ? best.word : null
}
