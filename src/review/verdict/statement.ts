import type { Passage } from '../../reading/passage.ts'
import type { Key } from './key.ts'
import { type Decision, type Place, readDecision } from './words.ts'

/** A place where a report decides, or seems to. */
export interface Statement {
  /** Null: it stands where a verdict is told, and decides nothing that could be read. */
  readonly decision: Decision | null
  readonly passage: Passage
  /**
   * `overall`: it says that it speaks for all; `plain`: "Verdict: …" and no more, where `own` or `summary` stand; `own`: in the header, in a heading, under "Verdict"; `summary`: in a
   * section that sums up; `bare`: without a key; `section`: "Verdict: …" in a section about something else.
   */
  readonly weight: 'overall' | 'plain' | 'own' | 'summary' | 'bare' | 'section'
  /** Which part of the report, of several rounds below each other. */
  readonly part: number
}

/** A statement before it is known to which part it belongs. */
export type Told = Omit<Statement, 'part'>

/** @param following what is said right behind it, and must not say the opposite */
export const told = (
  passage: Passage,
  place: Place,
  weight: Statement['weight'],
  following = '',
): Told => ({ decision: readDecision(passage.text, place, following), passage, weight })

/** @param otherwise of what stands in the same place with another key, or with none */
export const weightOf = (
  { isOverall, isPlain }: Key,
  otherwise: Statement['weight'],
): Statement['weight'] =>
  isOverall ? 'overall' : isPlain && otherwise !== 'section' ? 'plain' : otherwise

/** Only where it decides. */
export const decided = (one: Told): Told[] => (one.decision === null ? [] : [one])
