import type { PhrasingContent, Root, RootContent, Table } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

const parser = unified().use(remarkParse).use(remarkGfm)

/** Markdown as a terminal shows it: tables in columns, links by their text. */
export const terminalText = (markdown: string): string =>
  (parser.parse(markdown) as Root).children.map(blockText).join('\n\n')

function blockText(node: RootContent): string {
  switch (node.type) {
    case 'table':
      return tableText(node)
    case 'list':
      return node.children
        .map((item) => `• ${item.children.map(blockText).join('\n  ')}`)
        .join('\n')
    case 'heading':
      return inlineText(node.children).toUpperCase()
    case 'paragraph':
      return inlineText(node.children)
    case 'code':
      return node.value.replaceAll(/^/gm, '    ')
    default:
      return ''
  }
}

const inlineText = (nodes: readonly PhrasingContent[]): string =>
  nodes
    .map((node) => {
      if ('value' in node) return node.value.replaceAll('\u2060', '')
      return 'children' in node ? inlineText(node.children) : ''
    })
    .join('')

function tableText({ children: [head, ...body] }: Table): string {
  const rows = [head, ...body].map((row) =>
    (row?.children ?? []).map((cell) => inlineText(cell.children)),
  )
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd()
  return [
    line(rows[0] ?? []),
    line(widths.map((width) => '─'.repeat(width))),
    ...rows.slice(1).map(line),
  ].join('\n')
}

/** In columns of a terminal: pictures take two. */
const widthOf = (text: string): number =>
  [...text.replaceAll('\uFE0F', '')].reduce(
    (sum, sign) => sum + (/\p{Emoji_Presentation}/u.test(sign) ? 2 : 1),
    0,
  )
