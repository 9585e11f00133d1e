import { readCommitMentions } from '../reading/commit-mentions.ts'
import { leadingLabel } from '../reading/label.ts'
import { oneLine, type Passage } from '../reading/passage.ts'
import type { Line } from '../reading/types.ts'
import { readClaim } from './claim.ts'
import type { FixStatement } from './fix-statement.ts'
import type { Block } from './outline.ts'

/** The rows of status tables: `| B1 | fixed | abc1234 |`. `byNumber`: "1" is B1 here. */
export const rowsSay = (blocks: readonly Block[], byNumber: boolean): readonly FixStatement[] =>
  blocks.flatMap((block) => {
    if (block.type !== 'table') return []
    const [head, ...body] = block.rows
    return body.flatMap(({ cells, line }) => {
      const label = labelOf(cells, byNumber)
      const said = label === null ? null : statusOf(head?.cells ?? [], cells, line)
      return said === null || label === null ? [] : [{ ...said, labels: [label] }]
    })
  })

function labelOf(cells: readonly Passage[], byNumber: boolean): string | null {
  const labels = cells.slice(0, 2).map(({ text }) => leadingLabel(text.trim())?.label)
  const number = /^#?(\d{1,3})\.?$/.exec(cells[0]?.text.trim() ?? '')?.[1]
  const found = labels.find((label) => label !== undefined)
  return found ?? (byNumber && number !== undefined ? `B${Number(number)}` : null)
}

/** What a row says of its blocker's fix; null when it says nothing. */
export function statusOf(
  head: readonly Passage[],
  cells: readonly Passage[],
  line: Line,
): FixStatement | null {
  const titles = head.map(({ text }) => text.trim().toLowerCase())
  const claims = cells.map((cell, index) => claimOf(cell, titles[index] ?? ''))
  const claim = (['denied', 'unclear', 'yes'] as const).find((one) => claims.includes(one))
  if (claim === undefined) return null
  const told = cells.filter(
    (_, index) => claims[index] !== null || COMMIT_COLUMN.test(titles[index] ?? ''),
  )
  const all = told.flatMap(readCommitMentions)
  const commits = all.length > 0 ? all : cells.slice(1).flatMap(readCommitMentions)
  return {
    labels: [],
    group: null,
    commits: commits.map((commit) => ({ ...commit, line })),
    claim,
    prior: false,
    line,
    text: cells.map(oneLine).join(' | '),
  }
}

const COMMIT_COLUMN = /\b(?:fix|commits?|resolution|resolved|sha|hash)\b/
const STATUS_COLUMN =
  /^(?:(?:current|new|r\d+) )*(?:status|state|result|verdict|outcome|resolution|fix|fixed|resolved)\??$/
const FIXED_COLUMN = /^(?:is )?(?:fixed|resolved|addressed|closed|fix verified)\??$/

/** A cell that begins with a status; a table's other cells may use the same words. */
function claimOf(cell: Passage, title: string): FixStatement['claim'] | null {
  const text = cell.text.trim().replace(/^(?:\p{Extended_Pictographic}|\uFE0F|\s)+/u, '')
  if (FIXED_COLUMN.test(title)) {
    if (/^(?:yes|y|true)\b/i.test(text) || (text === '' && /[✅✔☑]/u.test(cell.text))) return 'yes'
    if (/^(?:no|n|false|not)\b/i.test(text) || /[❌✗✘]/u.test(cell.text)) return 'denied'
  }
  if (/[❌✗✘🔴]/u.test(cell.text) && STATUS_COLUMN.test(title)) return 'denied'
  if (STATUS_COLUMN.test(title) && VERIFIED.test(text)) return 'yes'
  if (!STATUS.test(text)) return null
  if (text.length > MAX_CELL) return 'unclear'
  const claim = readClaim(
    { ...cell, text, codes: [] },
    { inItem: true, aboutFixes: true, goesOn: false },
  )
  return claim === 'none' ? 'unclear' : claim
}

/** A longer cell is no status. */
const MAX_CELL = 2_000

const VERIFIED = /^(?:verified|fix verified|done|confirmed fixed)[.!]?$/i
const STATUS =
  /^(?:(?:status|state):\s*)?(?:(?:not|now|yet|un|partially|partly|claimed|verified|confirmed|fully|still)[\s,:–-]*){0,3}(?:fixed|resolved|addressed|closed|open|unfixed|unresolved|reopened)\b/i
