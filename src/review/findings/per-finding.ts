import type { NumberedEntry } from '../entries.ts'

/** "- Title: …", "- Impact: …", "- Fix: …": entries that tell one thing each are one finding, up to the next title. */
export function perFinding(entries: readonly NumberedEntry[]): readonly NumberedEntry[] {
  const keys = entries.map(({ blocks: [lead] }) =>
    lead?.type === 'paragraph'
      ? TELLING.exec(lead.passage.text)?.groups?.key?.toLowerCase()
      : undefined,
  )
  if (entries.length < 2 || keys[0] === undefined || keys.includes(undefined)) return entries
  const starts = keys.flatMap((key, index) => (key === keys[0] ? [index] : []))
  return starts.flatMap((start, index) => {
    const own = entries.slice(start, starts[index + 1])
    const [first, last] = [own[0], own.at(-1)]
    return first === undefined || last === undefined
      ? []
      : [{ ...first, blocks: own.flatMap(({ blocks }) => blocks), endLine: last.endLine }]
  })
}

const TELLING =
  /^\W*(?<key>title|finding|issue|problem|what|file|location|where|evidence|impact|why|fix|correction|recommendation|severity|description|suggestion|risk|status)\b[^:]{0,20}:/iu
