import type { Heading, ListItem, Nodes, Root, RootContent } from 'mdast'
import { oneLine, type Passage, part, passageOf } from '../reading/passage.ts'
import { headingKind, plainTitle, type SectionKind, sectionKind } from '../reading/section-kind.ts'
import type { Line } from '../reading/types.ts'
import { unfolded } from './details.ts'

/** A report as a list of sections, in its order. The first one has no title when the report starts without. */
export type Outline = readonly Section[]

export interface Section {
  readonly title: Passage | null
  readonly kind: SectionKind
  /** The kinds of the sections around it, the nearest first. */
  readonly within: readonly SectionKind[]
  /** 1 to 6 as the heading says; 7 for a title that is only a line of bold text or ends in a colon. */
  readonly depth: number
  readonly line: Line
  readonly blocks: readonly Block[]
}

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

/** Cuts a tree at its headings and at the lines that serve as titles. `entries`: what a front matter says. */
export function outlineOf(root: Root, entries: Passage | null = null): Outline {
  const before: Block[] = entries === null ? [] : [paragraph(entries)]
  const sections: Draft[] = [{ title: null, depth: 0, line: 1, blocks: before }]
  const add = (block: Block) => sections.at(-1)?.blocks.push(block)
  for (const piece of unfolded(root.children)) {
    if (piece.is === 'title') sections.push(titleLine(piece.title))
    else if (piece.is === 'end') sections.push({ ...UNTITLED, line: piece.line, blocks: [] })
    else if (piece.is === 'html')
      add({ type: 'quote', blocks: [paragraph(piece.text)], html: true })
    else if (piece.node.type === 'heading') {
      sections.push(titled(passageOf(piece.node.children), piece.node.depth, piece.node))
    } else if (piece.node.type !== 'paragraph') {
      for (const block of blocksOf(piece.node)) add(block)
    } else {
      for (const text of cutAtTitles(passageOf(piece.node.children))) {
        if (isTitleLine(text)) sections.push(titleLine(text))
        else add(paragraph(text))
      }
    }
  }
  return withSurroundings(
    sections.filter(({ title, blocks }) => title !== null || blocks.length > 0),
  )
}

/** What each section is about, and the sections around it. */
function withSurroundings(drafts: readonly Draft[]): readonly Section[] {
  const around: Section[] = []
  return drafts.map((draft) => {
    while (around.length > 0 && (around.at(-1)?.depth ?? 0) >= draft.depth) around.pop()
    const kind = draft.title === null ? 'other' : headingKind(draft.title.text)
    const section: Section = { ...draft, kind, within: around.map((outer) => outer.kind).reverse() }
    if (draft.title !== null) around.push(section)
    return section
  })
}

type Draft = Omit<Section, 'kind' | 'within' | 'blocks'> & { readonly blocks: Block[] }

/** Deeper than any heading. */
export const TITLE_LINE_DEPTH = 7

/** What follows a fold belongs to none of its titles. */
const UNTITLED = { title: null, depth: TITLE_LINE_DEPTH }

const paragraph = (passage: Passage): Paragraph => ({
  type: 'paragraph',
  passage,
  endLine: lastLineOf(passage),
})

const titled = (title: Passage, depth: number, node: Heading): Draft => ({
  title: { ...title, line: node.position?.start.line ?? title.line },
  depth,
  line: node.position?.start.line ?? 1,
  blocks: [],
})

const titleLine = (title: Passage): Draft => ({
  title,
  depth: TITLE_LINE_DEPTH,
  line: title.line,
  blocks: [],
})

/** "Blockers:" or "**Blockers**" alone on its line begins a section, as a heading would. */
function cutAtTitles(passage: Passage): readonly Passage[] {
  const pieces: Passage[] = []
  let from = 0
  let at = 0
  for (const line of passage.text.split('\n')) {
    const end = at + line.length
    if (isTitleLine(part(passage, at, end))) {
      pieces.push(part(passage, from, at), part(passage, at, end))
      from = end
    }
    at = end + 1
  }
  return [...pieces, part(passage, from)].filter(({ text }) => text !== '')
}

function isTitleLine(line: Passage): boolean {
  const bold = line.strong.some((span) => span.start === 0 && line.text.length - span.end <= 1)
  if (!bold && !line.text.endsWith(':')) return false
  if (line.text.length > 60 || line.text.replace(/:$/, '').includes(':')) return false
  return sectionKind(line.text) !== 'other' && plainTitle(line.text) !== ''
}

function blocksOf(node: RootContent): Block[] {
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
