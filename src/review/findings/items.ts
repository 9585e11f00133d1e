import { oneLine } from '../../reading/passage.ts'
import type { SectionKind } from '../../reading/section-kind.ts'
import type { Item } from '../../reading/types.ts'
import { plainText } from '../blocks.ts'
import { entriesOf, saysNothing } from '../entries.ts'
import type { Outline, Section } from '../outline.ts'

/** What the sections of one kind list: their entries, their sub-headings, or else their paragraphs. */
export const readItems = (outline: Outline, kind: SectionKind): readonly Item[] =>
  outline.flatMap((section) => {
    if (section.kind === kind) return itemsIn(section)
    const part =
      section.kind === 'other' && section.within.find((outer) => outer !== 'other') === kind
    if (!part || section.title === null) return []
    return entriesOf(section.blocks).length > 0
      ? itemsIn(section)
      : [
          {
            text: `${oneLine(section.title)}\n\n${plainText(section.blocks)}`.trim(),
            line: section.line,
          },
        ]
  })

function itemsIn({ blocks }: Section): readonly Item[] {
  const entries = entriesOf(blocks).map((entry) => ({
    text: plainText(entry.blocks),
    line: entry.line,
  }))
  const items =
    entries.length > 0
      ? entries
      : blocks.flatMap((block) =>
          block.type === 'paragraph'
            ? [{ text: oneLine(block.passage), line: block.passage.line }]
            : [],
        )
  return items.filter(({ text }) => !saysNothing(text))
}
