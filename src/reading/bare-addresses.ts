/** An address that stands in a text as it is, with its place there. */
export interface BareAddress {
  readonly start: number
  readonly end: number
  readonly url: string
}

/**
 * The addresses in plain text that GitHub shows as links. Punctuation behind one is none of it, nor is a bracket that
 * was opened before it.
 * @param from where the text begins in the passage
 */
export const bareAddresses = (text: string, from: number): readonly BareAddress[] =>
  [...text.matchAll(ADDRESS)].map(({ 0: found, index }) => {
    const url = found.slice(0, endOf(found))
    return { start: from + index, end: from + index + url.length, url }
  })

const ADDRESS = /(?<![a-z])https?:\/\/[a-z0-9][^\s<]*/gi

const CLOSING = new Set('?!.,:;*_~\'"”’)]}')
const OPENS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

function endOf(found: string): number {
  const left = new Map<string, number>()
  for (const sign of found) left.set(sign, (left.get(sign) ?? 0) + 1)
  let end = found.length
  for (let sign = found[end - 1]; sign !== undefined && CLOSING.has(sign); sign = found[end - 1]) {
    const open = OPENS[sign]
    const closed = left.get(sign) ?? 0
    if (open !== undefined && closed <= (left.get(open) ?? 0)) break
    left.set(sign, closed - 1)
    end--
  }
  return end
}
