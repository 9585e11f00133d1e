import type { Passage } from '../../reading/passage.ts'
import type { Block } from '../blocks.ts'
import type { Outline } from '../outline.ts'

/** A report without what is struck through: it is shown as what no longer holds. Every other word keeps its place. */
export const withoutStruck = (outline: Outline): Outline =>
  outline.map((section) => ({
    ...section,
    title: section.title === null ? null : unstruck(section.title),
    blocks: section.blocks.map(blockWithout),
  }))

function blockWithout(block: Block): Block {
  switch (block.type) {
    case 'paragraph':
      return { ...block, passage: unstruck(block.passage) }
    case 'list':
      return {
        ...block,
        items: block.items.map((item) => ({ ...item, blocks: item.blocks.map(blockWithout) })),
      }
    case 'table':
      return {
        ...block,
        rows: block.rows.map((row) => ({ ...row, cells: row.cells.map(unstruck) })),
      }
    case 'quote':
      return { ...block, blocks: block.blocks.map(blockWithout) }
    default:
      return block
  }
}

function unstruck(passage: Passage): Passage {
  if (passage.struck.length === 0) return passage
  let text = ''
  let at = 0
  for (const { start, end } of passage.struck) {
    text += passage.text.slice(at, Math.max(at, start))
    text += passage.text.slice(Math.max(at, start), end).replaceAll(/[^\n]/g, ' ')
    at = Math.max(at, end)
  }
  return { ...passage, text: text + passage.text.slice(at), struck: [] }
}
