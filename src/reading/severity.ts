import { SEVERITY_SIGNS, SEVERITY_WORDS } from './lexicon.ts'

/** How much a finding matters to its reviewer. `high` is the next level below what blocks by its name. */
export type Severity = 'blocking' | 'high' | 'medium' | 'low'

/** From what blocks to what doesn't matter. */
export const SEVERITIES: readonly Severity[] = ['blocking', 'high', 'medium', 'low']

/** Any word that names a severity, for patterns: the longer ones first. */
export const SEVERITY_WORD: string = SEVERITIES.flatMap((severity) => SEVERITY_WORDS[severity])
  .sort((one, other) => other.length - one.length)
  .join('|')

/** The severity that a word names: "must-fix", "High", "P1". */
export const severityNamed = (word: string): Severity | null =>
  SEVERITIES.find((severity) => EXACT[severity].test(word.trim())) ?? null

const exact = (severity: Severity): RegExp =>
  new RegExp(`^(?:${SEVERITY_WORDS[severity].join('|')})$`, 'i')

const EXACT: Readonly<Record<Severity, RegExp>> = {
  blocking: exact('blocking'),
  high: exact('high'),
  medium: exact('medium'),
  low: exact('low'),
}

/** What the signs at the start of a text say: "🔴 …" blocks. */
export const severityOfSigns = (signs: string): Severity | null =>
  SEVERITIES.find((severity) => SEVERITY_SIGNS[severity].test(signs)) ?? null

/** The graver of two. */
export const graver = (one: Severity | null, other: Severity | null): Severity | null => {
  if (one === null || other === null) return one ?? other
  return SEVERITIES.indexOf(one) <= SEVERITIES.indexOf(other) ? one : other
}

/** The severity in a tag: "[P1, security]", "(High · correctness)". */
export function severityInTag(tag: string): Severity | null {
  if (/\bnon[- ]?block|\bnot (?:a )?block/i.test(tag)) return 'low'
  return (
    tag
      .split(/[,/|·•;:]|\s[—–-]\s/)
      .map((word) =>
        severityNamed(
          word.replace(/[\s-]+(?:severity|priority|finding|issue|risk|tier|level|class)$/i, ''),
        ),
      )
      .find((severity) => severity !== null) ?? null
  )
}
