import { type Passage, part } from '../../reading/passage.ts'
import { passagesIn } from '../blocks.ts'
import type { Section } from '../outline.ts'
import { ticked } from './boxes.ts'
import { keyedBy } from './key.ts'
import { inRows, isOfBefore, keyed, statementsIn } from './keyed.ts'
import { decided, type Statement, type Told, told, weightOf } from './statement.ts'
import type { Place } from './words.ts'

/** "## Verdict" with what follows it. The opening decides; whatever else is keyed there, or taken back, must not differ. */
export function inOwn(section: Section): readonly Told[] {
  const place: Place = section.kind === 'verdict' ? 'verdict' : 'result'
  const weight = section.kind === 'verdict' ? 'own' : 'summary'
  const text = section.blocks.filter(({ type }) => type !== 'table')
  const said = passagesIn(ticked(text))
    .flatMap(statementsIn)
    .filter((one) => !isOfBefore(one))
  const [opening, ...others] = said
  const rows = inRows(section, weight)
  const keyedIn = (some: readonly Passage[]) => some.flatMap((one) => decidedByKey(one, weight))
  const each = section.kind === 'verdict' ? inEach(section) : []
  if (each.length > 0) return [...each, ...keyedIn(said), ...rows]
  if (opening === undefined) return rows
  const [last, ...lasting] = lastRound(said)
  if (last !== undefined) {
    const further = lasting.flatMap((one) => decided(told(one, place, weight)))
    const apart = said.filter((one) => roundOf(one) === null)
    return [told(last, place, weight), ...further, ...keyedIn(apart), ...rows]
  }
  const rest = [...keyedIn(others), ...rows]
  const unkeyed = others.filter((one) => decidedByKey(one, weight).length === 0)
  const following = unkeyed.map((one) => one.text).join('\n')
  const value = keyed(opening)
  const first = told(
    value?.passage ?? opening,
    value?.place ?? place,
    value?.isPlain ? 'plain' : weight,
    following,
  )
  // "Assessment: pass with findings. Readiness: requires revision."
  if (value?.place === 'result' && first.decision?.outcome === 'approve' && rest.some(saysBlock))
    return rest
  if (first.decision !== null) return [first, ...rest]
  const later = rest.length > 0 ? rest : unkeyed.flatMap((one) => shortly(one, following, weight))
  const alone = told(first.passage, value?.place ?? place, first.weight)
  // What is taken back right behind it decides nothing, and neither does what takes it back.
  if (alone.decision !== null) return opposed(alone, later) ? [alone, ...later] : [first]
  return later.length > 0 || place === 'result' ? later : [first]
}

const saysBlock = ({ decision }: Told): boolean => decision?.outcome === 'block'

const opposed = ({ decision }: Told, others: readonly Told[]): boolean =>
  others.some((other) => other.decision?.outcome !== decision?.outcome)

/** "Verdict: approve", "Overall decision: block". */
function decidedByKey(statement: Passage, weight: Statement['weight']): readonly Told[] {
  const value = keyed(statement)
  return value === null ? [] : decided(told(value.passage, value.place, weightOf(value, weight)))
}

/** "Round 1: block. Round 2: pass.": what is said of the last of several. */
function lastRound(sentences: readonly Passage[]): readonly Passage[] {
  const rounds = sentences.map(roundOf).filter((one) => one !== null)
  if (rounds.length < 2) return []
  const last = Math.max(...rounds.map(({ number }) => number))
  return rounds.filter(({ number }) => number === last).map(({ said }) => said)
}

/** "Round 2: pass", "R2 verdict: pass", "Verdict (round 2): pass". */
function roundOf(sentence: Passage): { readonly number: number; readonly said: Passage } | null {
  const found = ROUND.exec(sentence.text)
  return found === null
    ? null
    : {
        number: Number(found.groups?.number ?? found.groups?.behind),
        said: part(sentence, found[0].length),
      }
}

const ROUND =
  /^\W*(?:(?:round|R)\s?(?<number>\d{1,3})(?: (?:verdict|decision|result|outcome|status))?|(?:verdict|decision|result|outcome|status) \(?(?:(?:of|in|after) )?(?:round|R)\s?(?<behind>\d{1,3}))\W*[:—–]\s*/iu

/** "- Docs: accepted", "- Retries: changes required": one that blocks, blocks all. */
function inEach({ blocks }: Section): readonly Told[] {
  const [list] = blocks
  if (list?.type !== 'list' || list.items.some(({ checked }) => checked !== null)) return []
  const answers = list.items.flatMap(({ blocks: [lead] }) => {
    if (lead?.type !== 'paragraph') return []
    const { text } = lead.passage
    const at = /:\s+(?=\S)/.exec(text)
    return at === null || keyedBy(text.slice(0, at.index)) !== null
      ? []
      : [told(part(lead.passage, at.index + at[0].length), 'verdict', 'own')]
  })
  const blocking = answers.filter(saysBlock)
  const all =
    answers.length === list.items.length && answers.every(({ decision }) => decision !== null)
  return blocking.length > 0 ? blocking : all ? answers : []
}

/** A whole sentence that decides, in few words: "Approve.", behind one that praises. */
const shortly = (line: Passage, following: string, weight: Statement['weight']): Told[] =>
  line.text.split(/\s+/).length > 12 || /\b(?:R\d|round|was|were)\b/i.test(line.text)
    ? []
    : decided(told(line, 'bare', weight, following))
