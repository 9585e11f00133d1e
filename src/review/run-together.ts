import type { Doubt } from '../reading/edits.ts'
import { lineAt, oneLine, type Passage } from '../reading/passage.ts'
import { type Change, insertParagraph, isBlank, lineOf, type Source } from '../reading/source.ts'
import type { Line } from '../reading/types.ts'
import { type Block, passagesIn, plainText } from './blocks.ts'
import { behindSection, behindTitle, blockersWanted } from './edits.ts'
import { saysNothing } from './entries.ts'
import { readFindings } from './findings/findings.ts'
import { rolesOf, subjectOf } from './findings/sections.ts'
import { itemsOfHtml } from './html-items.ts'
import type { Outline, Section } from './outline.ts'

/** Lists that lost their line breaks: what was one item and what another can't be told apart. */
export function runTogether(outline: Outline, source: Source): readonly Doubt[] {
  const roles = rolesOf(outline)
  const holding = sectionsHolding(outline, readFindings(outline))
  return outline.flatMap((section, index): Doubt[] => {
    const glued = passagesIn(section.blocks).flatMap(gluedLines)
    const lists = roles[index] === 'list' && subjectOf(section).severity === 'blocking'
    const isHtml = lists && section.blocks.some((block) => block.type === 'quote' && block.html)
    const isUnread =
      isHtml ||
      (lists && section.kind === 'blockers' && !holding.has(section) && !isEmpty(section.blocks))
    const [first] = glued
    if (first === undefined && !isUnread) return []
    const titled = section.title === null ? 'the text' : `"${oneLine(section.title)}"`
    return [
      {
        code: 'items-run-together',
        severity: lists ? 'error' : 'warning',
        line: first ?? section.line,
        message: `The items of ${titled} could not be told apart${isHtml ? ': lists and tables of HTML are not read' : ''}.`,
        next: 'Begin each item on a line of its own, with its number: "1. **What must change.** Why."',
        changes: () =>
          first !== undefined
            ? glued.flatMap((line) => cutApart(source, line))
            : isHtml
              ? htmlAsItems(source, outline, section)
              : asItems(source, outline, section),
      },
    ]
  })
}

/** "None.", a list of nothing but that, a table whose rows are dashes. */
const isEmpty = (blocks: readonly Block[]): boolean =>
  blocks.every((block) => {
    switch (block.type) {
      case 'list':
        return block.items.every((entry) => saysNothing(plainText(entry.blocks)))
      case 'table':
        return block.rows
          .slice(1)
          .every(({ cells }) => cells.every(({ text }) => EMPTY_CELL.test(text)))
      case 'code':
        return true
      default:
        return saysNothing(plainText([block]))
    }
  })

const EMPTY_CELL = /^\W*(?:none|n\/a|no\b[^.]{0,40})?\W*$/iu

/** The sections in which something was found, and those around them. */
function sectionsHolding(
  outline: Outline,
  findings: readonly { readonly line: Line }[],
): ReadonlySet<Section> {
  const holding = new Set<Section>()
  const lines = findings.map(({ line }) => line).sort((one, other) => one - other)
  let next = 0
  for (const [index, section] of outline.entries()) {
    const end = outline[index + 1]?.line ?? Number.POSITIVE_INFINITY
    while (next < lines.length && (lines[next] ?? 0) < end) {
      for (const outer of [section, ...section.around]) holding.add(outer)
      next++
    }
  }
  return holding
}

/** The end of a sentence, a dash, the next one: "… reported success.- Reciprocal registration …". */
const GLUED = /[.)\]`\w]-\s+(?=[A-Z])/

const gluedLines = (passage: Passage): readonly Line[] => [
  ...new Set(
    [...passage.text.matchAll(new RegExp(GLUED, 'g'))].map(({ index }) => lineAt(passage, index)),
  ),
]

/** Each on a line of its own, as the entry or the paragraph in which they stand. */
function cutApart(source: Source, line: Line): readonly Change[] {
  const text = lineOf(source, line)
  if (text.length > LONGEST) return []
  const start = source.starts[line - 1] ?? 0
  const [, indent = '', bullet] = /^(\s*)(?:([-*+]|\d{1,4}[.)])\s+)?/.exec(text) ?? []
  const mark = (index: number) =>
    (bullet ?? '-').replace(/^\d+/, (number) => `${Number(number) + index}`)
  // Entries of a list may follow each other; below a paragraph they would belong to it.
  const first =
    bullet === undefined
      ? [{ start: start + indent.length, end: start + indent.length, text: `${mark(0)} ` }]
      : []
  const cuts = [...text.matchAll(WRITTEN_GLUED)].map(({ 0: dash, index }, at) => ({
    start: start + index,
    end: start + index + dash.length,
    text: `\n${indent}${mark(at + 1)} `,
  }))
  return cuts.length === 0 ? [] : [...first, ...cuts]
}

/** A longer line is none that lost its breaks. */
const LONGEST = 20_000

/** As `GLUED`, with the marks that are not in a passage. */
const WRITTEN_GLUED = /(?<=[.)\]`\w*_])-\s+(?=[*_`[("]*[A-Z])/g

/** Paragraphs that nobody numbered, each as an item; something to fill in where there are none. */
function asItems(source: Source, outline: Outline, section: Section): readonly Change[] {
  const lines = section.blocks.flatMap((block) =>
    block.type === 'paragraph' &&
    !saysNothing(plainText([block])) &&
    !oneLine(block.passage).endsWith(':')
      ? [block.passage.line]
      : [],
  )
  const starts = [...new Set(lines)].filter((line) =>
    /^ {0,3}[^\s#>|<+-]/.test(lineOf(source, line)),
  )
  if (starts.length === 0) return [itemsWanted(source, outline, section)]
  return starts.map((line, index) => {
    const start = source.starts[line - 1] ?? 0
    return { start, end: start, text: `${index + 1}. ` }
  })
}

/** What stands in HTML, as a list of Markdown. */
function htmlAsItems(source: Source, outline: Outline, section: Section): readonly Change[] {
  const end = behindSection(source, outline, section)
  let from = behindTitle(source, section)
  while (from < end && !/^ {0,3}</.test(lineOf(source, from))) from++
  // HTML goes on up to a blank line.
  let to = from
  while (to < end && !isBlank(source, to)) to++
  const items = itemsOfHtml(source.lines.slice(from - 1, to - 1).join('\n'))
  const start = source.starts[from - 1]
  if (items === null || start === undefined) return []
  const before = source.lines.slice(from - 1, to - 1).join('\n').length
  return [
    {
      start,
      end: start + before,
      text: items.map((item, index) => `${index + 1}. ${item}`).join('\n'),
    },
  ]
}

function itemsWanted(source: Source, outline: Outline, section: Section): Change {
  return insertParagraph(source, behindSection(source, outline, section), blockersWanted(1))
}
