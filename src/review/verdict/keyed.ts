import { linesIn, type Passage, part, sentencesIn } from '../../reading/passage.ts'
import type { SectionKind } from '../../reading/section-kind.ts'
import { passagesIn } from '../blocks.ts'
import { type Section, TITLE_LINE_DEPTH } from '../outline.ts'
import { ticked } from './boxes.ts'
import { type Key, keyedBy, tellsOfBefore, VERDICT_KEY } from './key.ts'
import { decided, type Statement, type Told, told, weightOf } from './statement.ts'
import { readDecision } from './words.ts'

/** "Verdict: …" in a section about something else; of the rows of a table there, those that block. */
export const inOther = (section: Section, isOwn: boolean): readonly Told[] => [
  ...inLines(section, isOwn),
  ...(isOwn ? [] : rowsOf(section))
    .filter(({ key }) => key.place === 'verdict')
    .map((row) => toldInRow(row, 'section'))
    .filter(({ decision }) => decision?.outcome === 'block'),
]

const inLines = (section: Section, isOwn: boolean): readonly Told[] =>
  passagesIn(ticked(section.blocks))
    .flatMap(linesIn)
    .flatMap((line) => {
      const sentences = statementsIn(line)
      return sentences.flatMap((sentence, at): Told[] => {
        const value = keyed(sentence)
        if (value === null) return []
        const next = following(sentences[at + 1])
        // A title line within a conclusion belongs to it.
        const isWithin = section.depth === TITLE_LINE_DEPTH && sumsUp(section.within[0] ?? 'other')
        const weight = weightOf(value, isOwn ? 'own' : isWithin ? 'summary' : 'section')
        const one = told(value.passage, value.place, weight, next)
        return value.place === 'verdict' ? [one] : weight === 'section' ? [] : decided(one)
      })
    })

/** `| Verdict | PASS |` */
export const inRows = (section: Section, weight: Statement['weight']): readonly Told[] =>
  rowsOf(section).flatMap((row) => decided(toldInRow(row, weight)))

interface Row {
  readonly key: Key
  readonly value: Passage
}

const rowsOf = ({ blocks }: Section): readonly Row[] =>
  blocks.flatMap((block) =>
    block.type !== 'table'
      ? []
      : block.rows.flatMap(({ cells: [name, value] }) => {
          const key = keyedBy(name?.text ?? '')
          return key === null || value === undefined ? [] : [{ key, value }]
        }),
  )

const toldInRow = ({ key, value }: Row, weight: Statement['weight']): Told =>
  told(value, key.place, weightOf(key, weight))

/** What comes right behind, where it isn't a statement of its own: "Verdict: block. Verdict: approve." */
const following = (next: Passage | undefined): string => {
  const value = next === undefined ? null : keyed(next)
  const decides = value !== null && readDecision(value.passage.text, value.place) !== null
  return next === undefined || decides ? '' : next.text
}

/** Whether a section sums up the report, so that it may decide. */
export const sumsUp = (kind: SectionKind): boolean => SUMS_UP.has(kind)

const SUMS_UP: ReadonlySet<SectionKind> = new Set(['verdict', 'result', 'summary'])

/** Sentences; a question with its answer is one: "Ready to merge? No". */
export const statementsIn = (passage: Passage): readonly Passage[] =>
  linesIn(passage).some(({ text }) => ANSWERED.test(text))
    ? linesIn(passage).flatMap((line) => (ANSWERED.test(line.text) ? [line] : sentencesIn(line)))
    : sentencesIn(passage)

const ANSWERED = /^[^?\n]{3,40}\?\W+(?:yes|no|not|with|almost|after)\b/iu

/** What stands behind "Verdict:", to the end of its sentence. */
export function keyed(passage: Passage): (Key & { readonly passage: Passage }) | null {
  const found = VERDICT_KEY.exec(passage.text)
  const kind = found === null ? null : keyedBy(found.groups?.key ?? '')
  if (found === null || kind === null) return null
  // "Approved — closed" is no key with its value.
  if (kind.place === 'result' && !/[:=?|：]\s*$/.test(found[0])) return null
  const value = sentencesIn(part(passage, found[0].length))[0]
  if (value === undefined) return null
  // "Ready to merge: NO" decides with its question, "Merge readiness: not ready" without.
  const isAnswer = kind.isQuestion && ANSWER.test(value.text)
  const answer = isAnswer && readDecision(value.text, kind.place) === null ? passage : value
  return { ...kind, passage: part(answer, 0, answer.text.replace(/[.\s]+$/, '').length) }
}

/** "Previous verdict: block": told as what it was. */
export const isOfBefore = ({ text }: Passage): boolean =>
  tellsOfBefore(VERDICT_KEY.exec(text)?.groups?.key ?? '')

const ANSWER = /^\W*(?:yes|no|not|true|false|absolutely|nope|almost|with|after|once|when)\b/iu
