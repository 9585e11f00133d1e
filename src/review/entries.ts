import type { Line } from '../reading/types.ts'
import type { Block, Entry, List } from './outline.ts'

/** One entry of a section's list. `number` is null for bullets. */
export interface NumberedEntry extends Entry {
  readonly number: number | null
}

/**
 * The entries that a section lists. Where there are numbers, only they make entries: what stands between
 * two of them, bullets above all, belongs to the entry before.
 */
export function entriesOf(blocks: readonly Block[]): readonly NumberedEntry[] {
  const lists = blocks.filter((block) => block.type === 'list')
  if (!lists.some(({ start }) => start !== null)) {
    return lists.flatMap(({ items }) => items.map((item) => ({ ...item, number: null })))
  }
  const entries: NumberedEntry[] = []
  blocks.forEach((block, index) => {
    if (block.type === 'list' && block.start !== null) entries.push(...numbered(block))
    else if (belongs(block, blocks.slice(index + 1), entries.at(-1))) extend(entries, block)
  })
  return entries
}

const numbered = ({ start, items }: List): readonly NumberedEntry[] =>
  items.map((item, index) => ({ ...item, number: (start ?? 1) + index }))

/** Bullets right after an entry, or anything before the list goes on with the next number. */
function belongs(block: Block, rest: readonly Block[], before: NumberedEntry | undefined): boolean {
  if (before === undefined) return false
  if (block.type === 'list' || block.type === 'code') return true
  const next = rest.find((other) => other.type === 'list' && other.start !== null)
  return next?.type === 'list' && next.start === (before.number ?? 0) + 1
}

function extend(entries: NumberedEntry[], block: Block): void {
  const last = entries.pop()
  if (last !== undefined) {
    entries.push({
      ...last,
      blocks: [...last.blocks, block],
      endLine: endOf(block) ?? last.endLine,
    })
  }
}

/** The last line of a block, null when it has none. */
export function endOf(block: Block): Line | null {
  switch (block.type) {
    case 'paragraph':
    case 'code':
      return block.endLine
    case 'list':
      return block.items.at(-1)?.endLine ?? null
    case 'table':
      return block.rows.at(-1)?.line ?? null
    default:
      return block.blocks.length === 0 ? null : endOf(block.blocks.at(-1) as Block)
  }
}

/** "None", "No blocking issues found.", "n/a": an entry or paragraph that says there is nothing. */
export const saysNothing = (text: string): boolean =>
  text.length < 120 && (NOTHING.test(text.trim()) || ALL_DONE.test(text.trim()))

/** "All resolved.", "All blockers are fixed in abc1234." */
const ALL_DONE =
  /^all (?:(?:of them|blockers|are|is|were|now|have|been) )*(?:resolved|fixed|closed|addressed)(?: (?:in|by|with) [0-9a-f`]{7,42})?[.!]?$/i

const NOTHING =
  /^(?:[-–—]|(?:there (?:are|is|were) )?(?:none|n\/a|nothing|no)\b(?:(?!\b(?:but|except|however)\b)[^.:])*)[.!]?$/i
