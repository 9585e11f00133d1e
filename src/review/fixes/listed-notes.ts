import { readLead } from '../../reading/lead.ts'
import { type Passage, part, sentencesIn } from '../../reading/passage.ts'
import { passagesIn } from '../blocks.ts'
import { entriesOf } from '../entries.ts'
import type { Finding } from '../findings/finding.ts'
import type { Outline, Section } from '../outline.ts'
import { answerOf } from './answer-sections.ts'

/** What a report notes without asking for it, so that a fix of it is known for what it is. */
export const listedNotes = (outline: Outline): readonly Finding[] =>
  outline
    .filter((section) => isOfNotes(section) && answerOf(section) === null)
    .flatMap((section): readonly Finding[] => {
      const { title, line, blocks } = section
      const entries = entriesOf(blocks).map((entry) => noteOf(passagesIn(entry.blocks), entry))
      const lead = title === null || section.kind !== 'other' ? null : readLead(title)
      const isOne = title !== null && lead !== null && (lead.label !== null || lead.number !== null)
      const own = isOne
        ? [noteOf([title, ...passagesIn(blocks)], { line, endLine: line, number: null })]
        : blocks.flatMap((block) =>
            block.type === 'paragraph' && readLead(block.passage).label !== null
              ? [
                  noteOf([block.passage], {
                    line: block.passage.line,
                    endLine: block.endLine,
                    number: null,
                  }),
                ]
              : [],
          )
      return [...own, ...(isOne ? [] : entries)]
    })

const isOfNotes = ({ kind, severity, around }: Section): boolean =>
  kind === 'notes' ||
  (severity === 'low' && kind !== 'praise') ||
  (kind === 'other' && around.some((outer) => outer.kind === 'notes' || outer.severity === 'low'))

function noteOf(
  passages: readonly Passage[],
  { line, endLine, number }: { line: number; endLine: number; number: number | null },
): Finding {
  const [first] = passages
  const lead = first === undefined ? null : readLead(first)
  const told = first === undefined ? undefined : sentencesIn(part(first, lead?.end ?? 0))[0]
  return {
    label: lead?.label ?? null,
    number: lead?.number ?? number,
    title: told?.text ?? '',
    body: '',
    line,
    endLine,
    evidence: [],
    severity: 'low',
    status: lead?.status ?? null,
    told: 'described',
    passages,
    row: null,
  }
}
