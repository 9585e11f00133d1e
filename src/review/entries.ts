import type { Line } from '../reading/types.ts'
import type { Block, Entry, List } from './blocks.ts'

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
  NONE_FIRST.test(text) ||
  /^[^:\n]{1,30}:\s*0$/.test(text.trim()) ||
  (text.length < 120 &&
    ((NOTHING.test(text.trim()) && !LACK.test(text.trim())) || ALL_DONE.test(text.trim())))

/** "All resolved.", "All blockers are fixed in abc1234." */
const ALL_DONE =
  /^all (?:(?:of them|blockers|are|is|were|now|have|been) )*(?:resolved|fixed|closed|addressed)(?: (?:in|by|with) [0-9a-f`]{7,42})?[.!]?$/i

/** "None. The plan was followed." */
const NONE_FIRST =
  /^\s*(?:none|no (?:blockers?|(?:blocking |critical )?(?:issues?|findings?)))(?:\s*[.;]\s|\s+[—–-]\s)(?![^.]*\b(?:but|except|however)\b)/i

const NOTHING =
  /^(?:[-–—]|无|なし|ninguno|keine|aucune?|nenhum|\(?\d{1,4} (?:[\w-]+ ){0,2}(?:blockers?|issues?|findings?|problems?|vulnerabilities|bugs)\b[^.:]*|\(?\d{1,4}\)?(?: (?:open |new |remaining |total )?(?:blockers?|issues?|findings?|problems?|items?|open|found|resolved))?|(?:there (?:are|is|were) )?(?:none|n\/a|nothing|no|zero)\b(?:(?!\b(?:but|except|however)\b)[^.:])*)[.!]?$/i
/** "No config validation" is something that is missing; "No findings" is nothing. */
const LACK =
  /^(?:there (?:is|are) )?no\b(?! (?:(?!(?:on|in|of|for|to|with|from|at|by)\b)[\w-]+ ){0,3}?(?:blockers?|blocking|issues?|findings?|problems?|concerns?|items?|comments?|notes?|risks?|objections?|defects?|bugs|changes|questions|suggestions|nits|regressions|vulnerabilities|gaps|errors|deviations|critical|high|major|important|medium|minor|low|p\d|further|remarks|fixes|must-fix|action)s?\b).*\S/i
