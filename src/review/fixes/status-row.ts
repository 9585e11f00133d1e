import { readCommitMentions } from '../../reading/commit-mentions.ts'
import { readLead } from '../../reading/lead.ts'
import { oneLine, type Passage } from '../../reading/passage.ts'
import type { Line } from '../../reading/types.ts'
import type { Block } from '../blocks.ts'
import { isTroubled, readClaim, shapeOf } from './claim.ts'
import type { FixStatement } from './fix-statement.ts'
import type { Names } from './names.ts'
import { statusAt } from './told-status.ts'

/** Whose numbers "1" and "#2" are in a table: nobody's, any finding's, only blockers'. */
export type Numbers = 'none' | 'any' | 'blockers'

/** The rows of status tables: `| B1 | fixed | abc1234 |`. */
export const rowsSay = (
  blocks: readonly Block[],
  numbers: Numbers,
  names: Names,
): readonly FixStatement[] =>
  blocks.flatMap((block) => {
    if (block.type !== 'table') return []
    const [head, ...body] = block.rows
    return body.flatMap(({ cells, line }) => {
      const labels = labelsOf(cells, numbers, names)
      const said = statusOf(head?.cells ?? [], cells, line, names)
      return said === null ? [] : [{ ...said, labels }]
    })
  })

/** Those that a row is about: the names in its first cells. */
function labelsOf(cells: readonly Passage[], numbers: Numbers, names: Names): readonly string[] {
  for (const cell of cells.slice(0, 2)) {
    const known = names.leading(cell)
    if (known !== null) return known.keys
    const label = readLead(cell).label ?? HYPHENATED.exec(cell.text)?.[0].toUpperCase()
    if (label !== undefined) return [label]
  }
  const number = /^#?(\d{1,3})\.?$/.exec(cells[0]?.text.trim() ?? '')?.[1]
  if (number === undefined || numbers === 'none') return []
  const keys = names.numbered(Number(number), numbers === 'blockers')
  // A table with numbers of its own tells of other things.
  return keys.filter((key) => {
    const named = names.all.find((one) => one.key === key)
    return named === undefined || cells.length < 3 || shareWords(named.finding.title, cells)
  })
}

/** Whether a row repeats a word of a title; rows without words say nothing against it. */
function shareWords(title: string, cells: readonly Passage[]): boolean {
  const words = new Set(longWords(title))
  const told = cells.slice(1).map(({ text }) => longWords(text))
  const described = told.filter((one) => one.length >= 3)
  return described.length === 0 || described.some((one) => one.some((word) => words.has(word)))
}

const longWords = (text: string): readonly string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]{4,30}/gu) ?? []

/** "MINOR-1 gap in the cache": with a hyphen, an id needs no mark behind it. */
const HYPHENATED = /^(?:R\d{1,3}-)?[A-Z]{1,10}\d?-\d{1,3}\b/

/** What a row says of its blocker's fix; null when it says nothing. */
export function statusOf(
  head: readonly Passage[],
  cells: readonly Passage[],
  line: Line,
  names: Pick<Names, 'in'>,
): FixStatement | null {
  const titles = head.map(({ text }) => text.trim().toLowerCase())
  const claims = cells.map((cell, index) => claimOf(cell, titles[index] ?? '', names))
  const claim = CLAIMS.find((one) => claims.includes(one))
  if (claim === undefined) return null
  const told = cells.filter(
    (_, index) => claims[index] !== null || COMMIT_COLUMN.test(titles[index] ?? ''),
  )
  const all = told.flatMap(readCommitMentions)
  const commits = all.length > 0 ? all : cells.slice(1).flatMap((cell) => besideWords(cell, names))
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

/** "The file is renamed (abc1234)": a hash within other words is part of what they tell. */
const besideWords = (cell: Passage, names: Pick<Names, 'in'>) =>
  BESIDE.test(shapeOf(cell, names)) ? readCommitMentions(cell) : []

const BESIDE = /[([]\s*@|@\W*$|^\W*@|\b(?:in|by|with|via) @/

const CLAIMS = ['denied', 'unclear', 'withdrawn', 'yes'] as const

const COMMIT_COLUMN = /\b(?:fix|commits?|resolution|resolved|sha|hash)\b/
const STATUS_COLUMN =
  /^(?:[\w.()-]+ ){0,3}(?:status|state|result|verdict|outcome|resolution|disposition|fix|fixed|resolved|addressed|closed|remediation)(?: [\w.()-]+){0,2}\??$/
const FIXED_COLUMN = /^(?:is )?(?:fixed|resolved|addressed|closed|fix verified)\??$/
/** A hash there says enough. */
const FIX_COLUMN =
  /^(?:(?:fixed|resolved|closed|addressed)[ -](?:by|in|with)(?: commits?)?|(?:fix|fixing|closing|resolution|remediation)[ -](?:commits?|sha|hash))$/

/** A cell that begins with a status; a table's other cells may use the same words. */
function claimOf(
  cell: Passage,
  title: string,
  names: Pick<Names, 'in'>,
): FixStatement['claim'] | null {
  const text = cell.text.trim().replace(/^(?:\p{Extended_Pictographic}|\uFE0F|\s)+/u, '')
  if (FIXED_COLUMN.test(title)) {
    if (/^(?:yes|y|true)\b/i.test(text) || (text === '' && /[✅✔☑]/u.test(cell.text))) return 'yes'
    if (/^(?:no|n|false|not)\b/i.test(text) || /[❌✗✘]/u.test(cell.text)) return 'denied'
  }
  if (FIX_COLUMN.test(title) && BARE_HASH.test(text)) return 'yes'
  if (STATUS_COLUMN.test(title)) {
    if (/[❌✗✘🔴]/u.test(cell.text)) return 'denied'
    if (VERIFIED.test(text)) return 'yes'
    const told = statusAt(cell.text, false)
    if (told !== null && text.length <= MAX_CELL) return toldOf(told, text)
  }
  if (!STATUS.test(text)) return null
  if (text.length > MAX_CELL) return 'unclear'
  const claim = readClaim(
    { ...cell, text, codes: [] },
    { inItem: true, aboutFixes: true, goesOn: false, names },
  )
  return claim === 'none' ? 'unclear' : claim
}

function toldOf(told: 'fixed' | 'open' | 'withdrawn', text: string): FixStatement['claim'] {
  if (told === 'withdrawn') return told
  if (told === 'open') return 'denied'
  return isTroubled(text.slice(0, MAX_STATUS)) ? 'unclear' : 'yes'
}

/** Behind so much an explanation has begun. */
const MAX_STATUS = 60

/** A longer cell is no status. */
const MAX_CELL = 2_000

const BARE_HASH = /^["'`(]*[0-9a-f]{7,40}\b/i
const VERIFIED = /^(?:verified|fix verified|done|confirmed fixed)[.!]?$/i
const STATUS =
  /^(?:(?:status|state):\s*)?(?:(?:not|now|yet|un|partially|partly|claimed|verified|confirmed|fully|still)[\s,:–-]*){0,3}(?:fixed|resolved|addressed|closed|open|unfixed|unresolved|reopened)\b/i
