import { readLead } from '../../reading/lead.ts'
import { oneLine, type Passage } from '../../reading/passage.ts'
import type { Severity } from '../../reading/severity.ts'
import type { Line } from '../../reading/types.ts'
import type { Block, Entry, Table } from '../blocks.ts'
import type { Section } from '../outline.ts'
import type { Finding } from './finding.ts'
import { cellSeverity } from './marks.ts'

export type Make = (
  lead: Passage,
  blocks: readonly Block[],
  where: { readonly line: Line; readonly endLine: Line },
  severity: Severity | null,
) => Finding

/**
 * What a list of an earlier round's blockers calls unfixed: "| B2 | not fixed |", "3. … — Status: PARTIALLY FIXED".
 * These block still; under "Round 1" their ids are those of round 1.
 */
export function stillOpen(section: Section, make: Make): readonly Finding[] {
  const prior = [section, ...section.around].find(({ kind }) => kind === 'prior-blockers')
  if (prior === undefined) return []
  const round = /\b(?:r|round )(\d{1,3})\b/i.exec(prior.title?.text ?? '')?.[1]
  const severity = section.severity ?? 'blocking'
  return section.blocks
    .flatMap((block) =>
      block.type === 'table'
        ? inRows(block, severity, make)
        : block.type === 'list'
          ? block.items.flatMap((entry) => inEntry(entry, severity, make))
          : [],
    )
    .map((one) => ({
      ...one,
      told: 'status',
      status: 'open',
      label: ofRound(one.label, round),
    }))
}

const ofRound = (label: string | null, round: string | undefined): string | null =>
  label === null || round === undefined || /^R\d+-/.test(label) ? label : `R${round}-${label}`

function inRows(table: Table, severity: Severity, make: Make): readonly Finding[] {
  const [head, ...body] = table.rows
  const titles = (head?.cells ?? []).map(({ text }) => text.trim())
  const status = titles.findIndex((title) => STATUS_COLUMN.test(title))
  if (status < 0) return []
  return body.flatMap(({ cells, line }) => {
    const state = cells[status]
    if (state === undefined || !OPEN.test(state.text.slice(0, MAX_STATE))) return []
    const own = cells
      .map(({ text }, index) => cellSeverity(titles[index] ?? '', text))
      .find((one) => one !== null)
    const [first, second] = cells
    if (first === undefined) return []
    const id = readLead(first)
    const isIdAlone = first.text.slice(id.end).trim() === '' || /^#?\d+$/.test(first.text.trim())
    const told = isIdAlone && second !== undefined && second !== state ? second : first
    const one = make(told, [], { line, endLine: line }, own ?? severity)
    const row = { head: head?.cells ?? [], cells }
    const number = /^#?(\d{1,3})$/.exec(first.text.trim())?.[1]
    // "2" in a table of blockers is B2.
    const numbered = number === undefined ? null : `B${number}`
    return [
      {
        ...one,
        label: id.label ?? one.label ?? numbered,
        body: cells.map(oneLine).join(' | '),
        row,
      },
    ]
  })
}

function inEntry(entry: Entry, severity: Severity, make: Make): readonly Finding[] {
  const [lead, ...rest] = entry.blocks
  if (lead?.type !== 'paragraph') return []
  const told = [lead, ...rest]
    .flatMap((block) =>
      block.type === 'paragraph'
        ? [block.passage.text]
        : block.type === 'list'
          ? block.items.flatMap(({ blocks: [first] }) =>
              first?.type === 'paragraph' ? [first.passage.text] : [],
            )
          : [],
    )
    .some((text) => SAID_OPEN.test(text.slice(0, MAX_LEAD)))
  return told ? [make(lead.passage, rest, entry, severity)] : []
}

const STATUS_COLUMN =
  /^(?:(?:current|new|post-\w+|r\d+) )*(?:status|state|result|resolution|verdict|outcome|fixed|resolved|addressed|disposition)\??$/i
/** A state is told in a few words; what follows explains it. */
const MAX_STATE = 60
const MAX_LEAD = 400
const OPEN =
  /^\W*(?:still |remains? |is )?(?:not (?:yet )?(?:fixed|resolved|addressed|done)|un(?:fixed|resolved|addressed)|open|partial(?:ly)?|blocking|broken|failed|no\b)|^\s*[❌🔴✗✘]|\bnot (?:fixed|resolved|addressed)\b/iu
const SAID_OPEN =
  /(?:^|[:—–(]|->|→|-)\s*\W{0,4}(?:still (?:open|blocking|broken|present|unresolved|unfixed)|not (?:yet )?(?:fixed|resolved|addressed)|un(?:fixed|resolved|addressed)\b|partially (?:fixed|resolved|addressed)|remains open)/iu
