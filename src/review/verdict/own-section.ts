import { type Passage, part } from '../../reading/passage.ts'
import { passagesIn } from '../blocks.ts'
import type { Section } from '../outline.ts'
import { ticked } from './boxes.ts'
import { keyedBy } from './key.ts'
import { keyed, statementsIn } from './keyed.ts'
import { decided, type Statement, type Told, told } from './statement.ts'
import type { Place } from './words.ts'

/** "## Verdict" with what follows it. Only the opening decides; what comes after must not decide otherwise. */
export function inOwn(section: Section): readonly Told[] {
  const place: Place = section.kind === 'verdict' ? 'verdict' : 'result'
  const weight = section.kind === 'verdict' ? 'own' : 'summary'
  const text = section.blocks.filter(({ type }) => type !== 'table')
  const [opening, ...others] = passagesIn(ticked(text)).flatMap(statementsIn)
  const each = section.kind === 'verdict' ? inEach(section) : []
  if (each.length > 0) return each
  if (opening === undefined) return inRows(section, weight)
  const round = lastRound([opening, ...others])
  if (round !== null) return [told(round, place, weight)]
  const following = others.map(({ text }) => text).join('\n')
  const rest = others.flatMap((line) => {
    const value = keyed(line)
    return value === null
      ? []
      : decided(told(value.passage, value.place, value.isOverall ? 'overall' : weight))
  })
  const value = keyed(opening)
  const first = told(value?.passage ?? opening, value?.place ?? place, weight, following)
  if (first.decision !== null) return [first, ...rest, ...inRows(section, weight)]
  // An approval that is taken back right behind it decides nothing.
  if (section.kind === 'verdict' && told(first.passage, place, weight).decision !== null) {
    return [first]
  }
  const rows = inRows(section, weight)
  const later =
    rest.length + rows.length > 0
      ? [...rest, ...rows]
      : others.flatMap((line) => shortly(line, following, weight))
  return later.length > 0 || place === 'result' ? later : [first]
}

/** "Round 1: block. Round 2: pass." */
function lastRound(sentences: readonly Passage[]): Passage | null {
  const rounds = sentences.flatMap((sentence) => {
    const found = /^\W*(?:round|R)\s?(?<number>\d{1,3})\W*[:—–]\s*/iu.exec(sentence.text)
    return found === null
      ? []
      : [{ number: Number(found.groups?.number), said: part(sentence, found[0].length) }]
  })
  const [last] = rounds.sort((one, other) => other.number - one.number)
  return rounds.length < 2 || last === undefined ? null : last.said
}

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
  const blocking = answers.filter(({ decision }) => decision?.outcome === 'block')
  const all =
    answers.length === list.items.length && answers.every(({ decision }) => decision !== null)
  return blocking.length > 0 ? blocking : all ? answers : []
}

/** `| Verdict | PASS |` */
const inRows = ({ blocks }: Section, weight: Statement['weight']): readonly Told[] =>
  blocks.flatMap((block) =>
    block.type !== 'table'
      ? []
      : block.rows.flatMap(({ cells: [key, value] }) => {
          const kind = keyedBy(key?.text ?? '')
          if (kind === null || value === undefined) return []
          return decided(told(value, kind.place, kind.isOverall ? 'overall' : weight))
        }),
  )

/** A whole sentence that decides, in few words: "Approve.", behind one that praises. */
const shortly = (line: Passage, following: string, weight: Statement['weight']): Told[] =>
  line.text.split(/\s+/).length > 12 || /\b(?:R\d|round|was|were)\b/i.test(line.text)
    ? []
    : decided(told(line, 'bare', weight, following))
