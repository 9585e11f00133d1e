import type { Heading, Root } from 'mdast'
import { type Passage, part, passageOf } from '../reading/passage.ts'
import {
  headingKind,
  plainTitle,
  type SectionKind,
  sectionKind,
  severityOfTitle,
} from '../reading/section-kind.ts'
import type { Severity } from '../reading/severity.ts'
import type { Line } from '../reading/types.ts'
import { type Block, blocksOf, paragraph } from './blocks.ts'
import { unfolded } from './details.ts'

/** A report as a list of sections, in its order. The first one has no title when the report starts without. */
export type Outline = readonly Section[]

export interface Section {
  readonly title: Passage | null
  readonly kind: SectionKind
  /** Of the findings under this title, where the title says so. */
  readonly severity: Severity | null
  /** The sections around it, the nearest first. */
  readonly around: readonly Section[]
  /** The kinds of the sections around it, the nearest first. */
  readonly within: readonly SectionKind[]
  /** 1 to 6 as the heading says; 7 for a title that is only a line of bold text or ends in a colon. */
  readonly depth: number
  readonly line: Line
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
        if (isTitleLine(text) && !answers(text, sections.at(-1))) sections.push(titleLine(text))
        else add(paragraph(text))
      }
    }
  }
  return withSurroundings(
    sections.filter(({ title, blocks }) => title !== null || blocks.length > 0),
  )
}

/** "**Changes requested**" right below "Verdict" is the answer, and no title. */
const answers = ({ text }: Passage, section: Draft | undefined): boolean =>
  section?.title != null &&
  section.blocks.length === 0 &&
  !text.endsWith(':') &&
  ANSWERED.has(headingKind(section.title.text))

const ANSWERED: ReadonlySet<SectionKind> = new Set(['verdict', 'result'])

/** What each section is about, and the sections around it. */
function withSurroundings(drafts: readonly Draft[]): readonly Section[] {
  const around: Section[] = []
  return drafts.map((draft) => {
    while (around.length > 0 && (around.at(-1)?.depth ?? 0) >= draft.depth) around.pop()
    const kind = draft.title === null ? 'other' : headingKind(draft.title.text)
    const section: Section = {
      ...draft,
      kind,
      severity: draft.title === null ? null : severityOfTitle(draft.title.text),
      around: [...around].reverse(),
      within: around.map((outer) => outer.kind).reverse(),
    }
    if (draft.title !== null) around.push(section)
    return section
  })
}

type Draft = Omit<Section, 'kind' | 'severity' | 'around' | 'within' | 'blocks'> & {
  readonly blocks: Block[]
}

/** Deeper than any heading. */
export const TITLE_LINE_DEPTH = 7

/** What follows a fold belongs to none of its titles. */
const UNTITLED = { title: null, depth: TITLE_LINE_DEPTH }

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
  // "Problem:" tells of the finding in which it stands.
  if (
    /^(?:issue|problem|finding|bug|concern|defect|error|gap|risk|violation|required)$/.test(
      plainTitle(line.text),
    )
  ) {
    return false
  }
  const isKnown = sectionKind(line.text) !== 'other' || severityOfTitle(line.text) !== null
  return isKnown && plainTitle(line.text) !== ''
}
