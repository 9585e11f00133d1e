import { part } from '../../reading/passage.ts'
import { headerEntries, preamble } from '../header.ts'
import type { Outline, Section } from '../outline.ts'
import { bareOnes } from './bare.ts'
import { keyedBy } from './key.ts'
import { inOther, keyed, sumsUp } from './keyed.ts'
import { inOwn } from './own-section.ts'
import { beginsPart, isPast, partsOf } from './report-parts.ts'
import { decided, type Statement, type Told, told, weightOf } from './statement.ts'
import { withoutStruck } from './struck.ts'

/** Every statement of a report that may be its verdict, in its order. */
export function verdictStatements(written: Outline): readonly Statement[] {
  const outline = withoutStruck(written)
  const parts = partsOf(outline)
  const opening = preamble(outline).length
  const found = outline.flatMap((section, index): readonly Statement[] => {
    if (isPast(section)) return []
    const isOwn = index < opening || beginsPart(section)
    const inside = sumsUp(section.kind) ? inOwn(section) : inOther(section, isOwn)
    return [...inTitle(section), ...inside].map((one) => ({ ...one, part: parts[index] ?? 0 }))
  })
  const header = inHeader(outline).map((one) => ({ ...one, part: 0 }))
  return [...header, ...found, ...bareOnes(outline, parts)]
    .filter(({ passage }) => passage.text.trim() !== '')
    .sort((one, other) => one.passage.line - other.passage.line)
}

function inHeader(outline: Outline): readonly Told[] {
  return headerEntries(outline).flatMap(({ key, value }): Told[] => {
    const kind = keyedBy(key)
    if (kind === null) return []
    const one = told(value, kind.place, weightOf(kind, 'own'))
    return kind.place === 'verdict' ? [one] : decided(one)
  })
}

/** "## Verdict: blocking" */
function inTitle({ title }: Section): readonly Told[] {
  if (title === null) return []
  // "Review of the queue — Round 2 verdict: approve"
  const cuts = [...title.text.matchAll(/[—–]\s/g)].map(({ index }) => index + 2)
  const value =
    [0, ...cuts].map((from) => keyed(part(title, from))).find((one) => one !== null) ?? null
  return value === null
    ? []
    : value.place === 'verdict'
      ? [told(value.passage, 'verdict', weightOf(value, 'own'))]
      : decided(told(value.passage, 'result', 'own'))
}
