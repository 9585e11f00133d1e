import { placesOnce, readEvidence } from '../reading/evidence.ts'
import { leadingLabel } from '../reading/label.ts'
import { oneLine, type Passage } from '../reading/passage.ts'
import type { Line } from '../reading/types.ts'
import { saysNothing } from './entries.ts'
import type { ListedBlocker } from './listed-blocker.ts'
import { BLOCKING_COLUMN, SAYS_BLOCKER, SAYS_YES, SEVERITY_COLUMN } from './marks.ts'
import type { Block } from './outline.ts'

type Make = (lead: Passage, blocks: readonly Block[], line: Line, endLine: Line) => ListedBlocker

/**
 * The blockers that tables list: rows with a column that tells what is wrong. Elsewhere than under "Blockers", those
 * whose severity says so.
 */
export const rowBlockers = (
  blocks: readonly Block[],
  isList: boolean,
  make: Make,
): readonly ListedBlocker[] =>
  blocks.flatMap((block) => {
    if (block.type !== 'table') return []
    const [head, ...body] = block.rows
    const titles = (head?.cells ?? []).map(({ text }) => text.trim())
    const column = columnOf(titles)
    if (column < 0) return []
    return body
      .filter(({ cells }) => isList || isBlocking(titles, cells))
      .flatMap(({ cells, line }) => {
        const told = cells[column]
        if (told === undefined || saysNothing(told.text)) return []
        const one = make(told, [], line, line)
        return [
          {
            ...one,
            label: leadingLabel(cells[0]?.text.trim() ?? '')?.label ?? one.label,
            body: cells.map(oneLine).join(' | '),
            evidence: placesOnce([...cells.flatMap(readEvidence), ...placesOf(titles, cells)]),
            row: { head: head?.cells ?? [], cells },
          },
        ]
      })
  })

const TOLD =
  /^(?:title|issue|finding|blocker|problem|description|what|summary|details?|comment|message|concern|observation|defect|bug)s?$/i

/** The column that tells what is wrong. "Blocker" is the name of one, or asks whether it is one. */
function columnOf(titles: readonly string[]): number {
  const told = titles.findIndex((title) => TOLD.test(title) && !BLOCKING_COLUMN.test(title))
  return told >= 0 ? told : titles.findIndex((title) => TOLD.test(title))
}

const isBlocking = (titles: readonly string[], cells: readonly Passage[]): boolean =>
  cells.some(
    ({ text }, index) =>
      (SEVERITY_COLUMN.test(titles[index] ?? '') && SAYS_BLOCKER.test(text)) ||
      (BLOCKING_COLUMN.test(titles[index] ?? '') && SAYS_YES.test(text)),
  )

/** "File" and "Line" in columns of their own. */
function placesOf(titles: readonly string[], cells: readonly Passage[]) {
  const path = cells[titles.findIndex((title) => /^(?:file|path)$/i.test(title))]
  const lines = cells[titles.findIndex((title) => /^lines?$/i.test(title))]
  if (path === undefined || lines === undefined) return []
  const text = `${path.text.trim()}:${lines.text.trim().replace(/^L/i, '')}`
  return readEvidence({ text, line: path.line, codes: [], strong: [], links: [] })
}
