import { linesIn, type Passage, part, sentencesIn } from '../../reading/passage.ts'
import type { Block } from '../blocks.ts'
import { preamble } from '../header.ts'
import type { Outline } from '../outline.ts'
import { ticked } from './boxes.ts'
import { inOther, sumsUp } from './keyed.ts'
import { isPast } from './report-parts.ts'
import { decided, type Statement, type Told, told } from './statement.ts'

/** "APPROVED" alone in a line under the title, "Request changes." in the opening, "Ship it." as the last words. */
export function bareOnes(outline: Outline, parts: readonly number[]): readonly Statement[] {
  const opening = preamble(outline)
  const titles = outline.flatMap(({ title, depth }) => (title === null || depth > 2 ? [] : [title]))
  const first = [
    ...titles.flatMap(inHeading),
    ...opening.flatMap(({ blocks }) => ticked(blocks)).flatMap((block) => shortOnes(block, 8)),
  ].slice(0, 1)
  return [
    ...first.map((one) => ({ ...one, part: 0 })),
    ...lastWords(outline).map((one) => ({ ...one, part: parts.at(-1) ?? 0 })),
  ]
}

/** "# Do not merge: the keys are in the image" */
const inHeading = (title: Passage): readonly Told[] => {
  const cuts = [...title.text.matchAll(/[:—–]/g)].map(({ index }) => index)
  return [0, ...cuts.map((at) => at + 1)]
    .map((from, index) => part(title, from, cuts[index]))
    .filter(({ text }) => DECIDING_TITLE.test(text))
    .flatMap((words) => decided(told(words, 'bare', 'bare')))
}

/** A change may be called "Reject empty carts". */
const DECIDING_TITLE =
  /^[^\p{L}]*(?:do not merge|don['’]t merge|approved|lgtm|changes (?:requested|required)|request changes|rejected|blocked|no-?go|not approved|needs work|(?:not )?ready to merge)(?: P\d=\d+)*[^\p{L}]*$/iu

/** Sentences of a few words, and bold ones, that decide. */
function shortOnes(block: Block | undefined, words: number): readonly Told[] {
  if (block?.type !== 'paragraph') return []
  const { passage } = block
  const bold = passage.strong.map(({ start, end }) => part(passage, start, end))
  return [...linesIn(passage), ...sentencesIn(passage), ...bold]
    .filter(({ text }) => text.split(/\s+/).length <= words && !NO_DECISION.test(text))
    .flatMap((line) => decided(told(line, 'bare', 'bare')))
    .slice(0, 1)
}

/** A line of another kind, or what was decided then. */
const NO_DECISION = /^[\w ]{2,30}:(?:\s|$)|\b(?:did|was|were|had)\b/i

function lastWords(outline: Outline): readonly Told[] {
  const last = outline.at(-1)
  if (last === undefined || isPast(last)) return []
  const block = last.blocks.at(-1)
  if (block?.type !== 'paragraph') return []
  // A section that sums up has said so itself.
  const keyedOnes = sumsUp(last.kind) ? [] : inOther({ ...last, blocks: [block] }, true)
  return keyedOnes.length > 0 ? keyedOnes : shortOnes(block, 12)
}
