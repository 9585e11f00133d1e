import { placesOnce, readEvidence } from '../../reading/evidence.ts'
import { type Lead, readLead } from '../../reading/lead.ts'
import { oneLine, type Passage, part, sentencesIn } from '../../reading/passage.ts'
import type { Severity } from '../../reading/severity.ts'
import type { Line } from '../../reading/types.ts'
import { type Block, passagesIn, plainText } from '../blocks.ts'
import { endOf, type NumberedEntry } from '../entries.ts'
import type { Finding } from './finding.ts'
import { fieldSeverity, taggedSeverity } from './marks.ts'

/**
 * A finding of its words and of what stands below them.
 * @param severity that of the section, where the finding says none itself
 */
export function finding(
  lead: Passage | null,
  blocks: readonly Block[],
  { line, endLine }: { readonly line: Line; readonly endLine: Line },
  severity: Severity | null,
): Finding {
  const passages = [...(lead === null ? [] : [lead]), ...passagesIn(blocks)]
  const first = lead ?? passages[0] ?? null
  const read = first === null ? null : readLead(first)
  const told = [...(lead === null ? [] : [oneLine(lead)]), plainText(blocks)].filter(
    (text) => text !== '',
  )
  return {
    label: read?.label ?? null,
    title: first === null ? '' : titleOf(first, read?.end ?? 0),
    body: told.join('\n\n'),
    line,
    endLine,
    evidence: placesOnce(passages.flatMap((passage) => readEvidence(passage))),
    severity:
      (read?.isNamed && !(read.isLoose && severity !== null) ? read.severity : null) ??
      taggedSeverity(first?.text ?? '') ??
      fieldSeverity(blocks) ??
      severity ??
      read?.severity ??
      (isBlocker({ label: read?.label ?? null }) ? 'blocking' : null),
    status: read?.status ?? null,
    number: read?.number ?? null,
    told: 'described',
    passages,
    row: null,
  }
}

/** Titles are shown in tables and lines. */
const MAX_TITLE = 200

/** The bold words that it begins with, else its first sentence. */
export function titleOf(lead: Passage, end: number): string {
  const told = part(lead, end)
  const bold = told.strong.find((span) => span.start === 0)
  const words =
    bold !== undefined && bold.end > 3 ? part(told, 0, bold.end) : (sentencesIn(told)[0] ?? told)
  const title = oneLine(words).replace(/[.:\s]+$/, '')
  return title.length > MAX_TITLE ? `${title.slice(0, MAX_TITLE - 1)}…` : title
}

/** A finding of an entry of a list, or of blocks that begin like one. */
export function ofEntry(
  entry: Pick<NumberedEntry, 'blocks' | 'line' | 'endLine'> &
    Partial<Pick<NumberedEntry, 'number' | 'checked'>>,
  severity: Severity | null,
): Finding {
  const [lead, ...rest] = entry.blocks
  const one =
    lead?.type === 'paragraph'
      ? finding(lead.passage, rest, entry, severity)
      : finding(null, entry.blocks, entry, severity)
  return {
    ...one,
    number: one.number ?? entry.number ?? null,
    status: one.status ?? (entry.checked === true ? 'fixed' : null),
  }
}

/** `B1`: what is called so blocks. */
export const isBlocker = ({ label }: Pick<Lead, 'label'>): boolean =>
  label !== null && /^(?:R\d+-)?B\d/.test(label)

export const lastLineOf = (blocks: readonly Block[]): Line | null =>
  blocks.map(endOf).findLast((line) => line !== null) ?? null
