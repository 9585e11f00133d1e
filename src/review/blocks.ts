import type { ListItem, Nodes, RootContent } from 'mdast'
import { oneLine, type Passage, passageOf } from '../reading/passage.ts'
import type { Line } from '../reading/types.ts'

/** A piece of a report between two titles. */
export type Block = Paragraph | List | Code | Table | Aside

export interface Paragraph {
  readonly type: 'paragraph'
  readonly passage: Passage
  readonly endLine: Line
}

export interface List {
  readonly type: 'list'
  /** The number of its first item, null for bullets. */
  readonly start: number | null
  readonly items: readonly Entry[]
}

/** An item of a list. */
export interface Entry {
  /** Null where there is no box to tick. */
  readonly checked: boolean | null
  readonly line: Line
  readonly endLine: Line
  readonly blocks: readonly Block[]
}

export interface Code {
  readonly type: 'code'
  readonly text: string
  /** Of its first line of code. */
  readonly line: Line
  readonly endLine: Line
}

export interface Table {
  readonly type: 'table'
  readonly rows: readonly { readonly cells: readonly Passage[]; readonly line: Line }[]
}

/** A quotation: other people's words, which are shown and never obeyed. Or HTML, which is not read. */
export interface Aside {
  readonly type: 'quote'
  readonly html: boolean
  readonly blocks: readonly Block[]
}

/** What a node of the tree holds, as blocks; HTML and rules hold none. */
export function blocksOf(node: RootContent): Block[] {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return [{ type: 'paragraph', passage: passageOf(node.children), endLine: lastLine(node) }]
    case 'list':
      return [
        {
          type: 'list',
          start: node.ordered ? (node.start ?? 1) : null,
          items: node.children.map(entryOf),
        },
      ]
    case 'code': {
      const fenced =
        (node.position?.end.line ?? 1) - (node.position?.start.line ?? 1) + 1 >
        node.value.split('\n').length
      const line = (node.position?.start.line ?? 1) + (fenced ? 1 : 0)
      return [{ type: 'code', text: node.value, line, endLine: lastLine(node) }]
    }
    case 'table':
      return [
        {
          type: 'table',
          rows: node.children.map((row) => ({
            cells: row.children.map((cell) => passageOf(cell.children)),
            line: row.position?.start.line ?? 1,
          })),
        },
      ]
    case 'blockquote':
      return [{ type: 'quote', html: false, blocks: node.children.flatMap(blocksOf) }]
    default:
      return []
  }
}

const entryOf = (item: ListItem): Entry => ({
  checked: item.checked ?? null,
  line: item.position?.start.line ?? 1,
  endLine: lastLine(item),
  blocks: item.children.flatMap(blocksOf),
})

const lastLine = (node: Nodes): Line => node.position?.end.line ?? 1

const lastLineOf = ({ line, text }: Passage): Line => line + text.split('\n').length - 1

/** A passage as a block of its own. */
export const paragraph = (passage: Passage): Paragraph => ({
  type: 'paragraph',
  passage,
  endLine: lastLineOf(passage),
})

/** Every passage of these blocks, in their order, without quotations. */
export const passagesIn = (blocks: readonly Block[]): readonly Passage[] =>
  blocks.flatMap((block): readonly Passage[] => {
    switch (block.type) {
      case 'paragraph':
        return [block.passage]
      case 'list':
        return block.items.flatMap((entry) => passagesIn(entry.blocks))
      case 'table':
        return block.rows.flatMap(({ cells }) => cells)
      default:
        return []
    }
  })

/** Everything that these blocks say, in plain text, a blank line between two of them. */
export const plainText = (blocks: readonly Block[]): string =>
  blocks
    .map((block): string => {
      switch (block.type) {
        case 'paragraph':
          return oneLine(block.passage)
        case 'list':
          return block.items.map((entry) => `- ${plainText(entry.blocks)}`).join('\n')
        case 'code':
          return block.text
        case 'table':
          return block.rows.map(({ cells }) => cells.map(oneLine).join(' | ')).join('\n')
        default:
          return plainText(block.blocks)
      }
    })
    .join('\n\n')
