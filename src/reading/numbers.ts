/** Number words as reviewers write them. */
export const COUNT = String.raw`\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve`

const WORDS = ['zero', ...COUNT.split('|').slice(1)]

/** `two` → 2, `12` → 12; null for anything else. */
export function readCount(word: string): number | null {
  if (/^\d+$/.test(word)) return Number(word)
  const index = WORDS.indexOf(word.toLowerCase())
  return index < 0 ? null : index
}
