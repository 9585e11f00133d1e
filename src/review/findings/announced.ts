import { COUNT, readCount } from '../../reading/numbers.ts'
import { oneLine, type Passage, sentencesIn } from '../../reading/passage.ts'
import type { CountClaim } from '../../reading/types.ts'
import { passagesIn } from '../blocks.ts'
import type { Outline } from '../outline.ts'
import type { Verdict } from '../report.ts'

/** How many blockers a report says it has: "found two blockers", "## Blockers (2)", "blocking (2 blockers)". */
export function readClaimedCount(outline: Outline, verdict: Verdict): CountClaim | null {
  const titles = outline.flatMap(({ title, kind }) => {
    const digits =
      kind === 'blockers'
        ? (/\((\d{1,4})\)\s*:?$/.exec(title?.text ?? '')?.[1] ?? LED.exec(title?.text ?? '')?.[1])
        : undefined
    return title === null || digits === undefined ? [] : [claim(title, digits)]
  })
  const inVerdict =
    verdict.outcome === 'block' ? new RegExp(BLOCKERS, 'i').exec(verdict.text)?.[1] : undefined
  const said = outline
    .filter(({ kind }) => kind !== 'prior-blockers' && kind !== 'fixes' && kind !== 'notes')
    .flatMap(({ blocks }) => passagesIn(blocks.filter(({ type }) => type === 'paragraph')))
    .flatMap(sentencesIn)
    .flatMap(announcedIn)
  const all = [
    ...titles,
    ...(inVerdict === undefined
      ? []
      : [{ count: readCount(inVerdict) ?? 0, line: verdict.line, text: verdict.text }]),
    ...said,
  ]
  return all[0] ?? null
}

const BLOCKERS = String.raw`\b(${COUNT})\s+(?:(?:open|new|remaining|numbered|further|more)\s+)*(?:blocking\s+(?:issues?|findings?|problems?|items?|comments?|concerns?)|blockers?)\b`
const LED = new RegExp(`^${BLOCKERS}`, 'i')
/** "One blocker: the loop never ends." */
const LED_IN = new RegExp(`^${BLOCKERS}\\s*:`, 'i')
const FOUND = new RegExp(
  String.raw`\b(?:found|raised|raises|identified|lists?|listed|reports?|reported|surfaced|has|have|there\s+(?:are|is)|leaves?|sees?|with)\s+(?:the\s+following\s+)?${BLOCKERS}(?!\s+(?:(?:are|were|is|was|now)\s+)*(?:fixed|resolved|addressed|closed))`,
  'i',
)
/** What earlier rounds found is not announced here. */
const EARLIER = /\b(?:R\d+|round \d+|prior|previous(?:ly)?|earlier|last)\b/i

function announcedIn(sentence: Passage): readonly CountClaim[] {
  if (EARLIER.test(sentence.text)) return []
  const digits = (FOUND.exec(sentence.text) ??
    LED_IN.exec(sentence.text) ??
    (sentence.text.trim().endsWith(':') ? LED.exec(sentence.text) : null))?.[1]
  return digits === undefined ? [] : [claim(sentence, digits)]
}

const claim = (passage: Passage, digits: string): CountClaim => ({
  count: readCount(digits) ?? 0,
  line: passage.line,
  text: oneLine(passage),
})
