import { placesOnce, readEvidence } from '../../reading/evidence.ts'
import { readLead } from '../../reading/lead.ts'
import { oneLine, type Passage, plainPassage } from '../../reading/passage.ts'
import type { Severity } from '../../reading/severity.ts'
import { severityOfSigns } from '../../reading/severity.ts'
import type { Block, Table } from '../blocks.ts'
import { saysNothing } from '../entries.ts'
import type { Finding } from './finding.ts'
import { BLOCKING_COLUMN, cellSeverity, SEVERITY_COLUMN } from './marks.ts'

export type Make = (
  lead: Passage,
  blocks: readonly Block[],
  where: { readonly line: number; readonly endLine: number },
  severity: Severity | null,
) => Finding

/**
 * The findings that tables list: rows with a column that tells what is wrong. Elsewhere than under "Findings" or a
 * severity, only tables that give one.
 * @param severity that of the section, null elsewhere
 */
export const rowFindings = (
  blocks: readonly Block[],
  isList: boolean,
  severity: Severity | null,
  make: Make,
): readonly Finding[] =>
  blocks.flatMap((block) => (block.type === 'table' ? rowsOf(block, isList, severity, make) : []))

function rowsOf(table: Table, isList: boolean, severity: Severity | null, make: Make) {
  const [head, ...body] = table.rows
  const titles = (head?.cells ?? []).map(({ text }) => text.trim())
  const column = columnOf(titles)
  const grades = titles.some((title) => SEVERITY_COLUMN.test(title) || BLOCKING_COLUMN.test(title))
  if (column < 0 || !(isList || grades)) return []
  return body.flatMap(({ cells, line }): Finding[] => {
    const told = cells[column]
    if (told === undefined || saysNothing(told.text)) return []
    const graded = cells
      .map(({ text }, index) => cellSeverity(titles[index] ?? '', text))
      .find((one) => one !== null)
    const [first] = cells
    const signed =
      first === undefined || first === told ? null : severityOfSigns(first.text.slice(0, 4))
    const own = graded ?? signed
    if (!isList && own === null) return []
    const one = make(told, [], { line, endLine: line }, own ?? severity)
    const name = first === undefined || first === told ? null : readLead(first)
    return [
      {
        ...one,
        label: name?.label ?? one.label,
        number: name?.number ?? numberIn(first) ?? one.number,
        body: cells.map(oneLine).join(' | '),
        evidence: placesOnce([...cells.flatMap(readEvidence), ...placesOf(titles, cells)]),
        row: { head: head?.cells ?? [], cells },
      },
    ]
  })
}

const numberIn = (cell: Passage | undefined): number | null => {
  const digits = /^\s*#?(\d{1,3})\.?\s*$/.exec(cell?.text ?? '')?.[1]
  return digits === undefined ? null : Number(digits)
}

const TOLD =
  /^(?:titles?|issues?|findings?|blockers?|problems?|descriptions?|what|summary|details?|comments?|messages?|concerns?|observations?|defects?|bugs?|gaps?|items?|(?:issue|finding|problem|bug) (?:title|description|summary))$/i

/** The column that tells what is wrong. "Blocker" is the name of one, or asks whether it is one. */
function columnOf(titles: readonly string[]): number {
  const told = titles.findIndex((title) => TOLD.test(title) && !BLOCKING_COLUMN.test(title))
  return told >= 0 ? told : titles.findIndex((title) => TOLD.test(title))
}

/** "File" and "Line" in columns of their own. */
function placesOf(titles: readonly string[], cells: readonly Passage[]) {
  const path = cells[titles.findIndex((title) => /^(?:file|path)$/i.test(title))]
  const lines = cells[titles.findIndex((title) => /^lines?$/i.test(title))]
  if (path === undefined || lines === undefined) return []
  const text = `${path.text.trim()}:${lines.text.trim().replace(/^L/i, '')}`
  return readEvidence(plainPassage(text, path.line))
}
