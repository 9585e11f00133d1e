import { eachOnce } from '../../reading/each-once.ts'
import type { Doubt } from '../../reading/edits.ts'
import type { Source } from '../../reading/source.ts'
import type { Resolution } from '../report.ts'
import { otherCount, unclearFix } from './doubts.ts'
import type { FixStatement } from './fix-statement.ts'
import { type Names, UNCLEAR } from './names.ts'

/** A statement with those it is about. */
export interface Aimed {
  readonly statement: FixStatement
  /** The report's own blockers that are meant. */
  readonly labels: readonly string[] | 'all'
  readonly resolutions: readonly Resolution[]
  readonly doubts: readonly Doubt[]
}

/** Whom a statement is about: blockers of this report, its notes, blockers of other rounds. */
export function aim(statement: FixStatement, names: Names, source: Source): Aimed {
  const { own } = names
  const nothing = { statement, labels: [], resolutions: [], doubts: [] }
  const unclear = () => ({ ...nothing, doubts: [unclearFix(statement, 'outside', names, source)] })
  const { labels, group, claim } = statement
  const mine = statement.prior ? [] : labels.filter((label) => own.includes(label))
  if (labels.includes(UNCLEAR)) return unclear()
  if (claim !== 'yes') return { ...nothing, labels: mine }
  if (labels.length > 0) {
    const others = labels.filter((label) => !mine.includes(label))
    return {
      ...nothing,
      labels: mine,
      resolutions: others.map((label) =>
        resolved(
          statement,
          !statement.prior && names.isNote(label) ? { note: noteName(label) } : { label },
        ),
      ),
    }
  }
  if (group === null) {
    // "Fixed in abc1234", said of nobody in particular: a fix, and no blocker's.
    return statement.commits.length === 0
      ? nothing
      : { ...nothing, resolutions: [resolved(statement, { note: '' })] }
  }
  if (group.severity !== null && !group.prior)
    return ofSeverity(statement, group.severity, names) ?? unclear()
  if (group.prior || own.length === 0) {
    return { ...nothing, resolutions: [resolved(statement, { round: group.round }, group.count)] }
  }
  if (group.ofFindings && group.count === countOf(names)) {
    return { ...nothing, labels: 'all' }
  }
  if (group.count !== null && group.count !== own.length) {
    if (group.ofFindings) return unclear()
    return { ...nothing, doubts: [otherCount(statement, group.count, names, source)] }
  }
  return { ...nothing, labels: 'all' }
}

const countOf = ({ all }: Names): number => new Set(all.map(({ key }) => key)).size

/** "All important findings are addressed by abc1234"; null where another number is said than there is. */
function ofSeverity(
  statement: FixStatement,
  severity: NonNullable<NonNullable<FixStatement['group']>['severity']>,
  names: Names,
): Aimed | null {
  const keys = names.ofSeverity(severity)
  const nothing = { statement, labels: [], resolutions: [], doubts: [] }
  const note = resolved(statement, { note: '' })
  const count = statement.group?.count ?? keys.length
  const mine = keys.filter((key) => !names.isNote(key))
  if (mine.length > 0 && count !== keys.length) return null
  return mine.length < keys.length || keys.length === 0
    ? { ...nothing, labels: mine, resolutions: [note] }
    : { ...nothing, labels: mine }
}

/** Without the sign that makes a note's key one. */
const noteName = (key: string): string => key.replace(/^~/, '')

const resolved = (
  { commits, line, text }: FixStatement,
  of: Resolution['of'],
  count: number | null = null,
): Resolution => ({ of, count, commits, line, text })

/** "Addresses the two prior blockers" and "the R1 blockers are resolved" are one thing said twice. */
export function merged(resolutions: readonly Resolution[]): readonly Resolution[] {
  const byName = new Map<string, Resolution>()
  const ofRounds: Resolution[] = []
  for (const resolution of resolutions) {
    const { of } = resolution
    if (!('round' in of)) {
      const name = 'label' in of ? of.label : `~${of.note}`
      const same = byName.get(name)
      byName.set(name, same === undefined ? resolution : together(same, resolution))
      continue
    }
    const at = ofRounds.findIndex((other) => isSameRound(other, resolution))
    const same = ofRounds[at]
    if (same === undefined) ofRounds.push(resolution)
    else ofRounds[at] = together(same, resolution)
  }
  return [...ofRounds, ...byName.values()].sort((one, other) => one.line - other.line)
}

function isSameRound(one: Resolution, other: Resolution): boolean {
  const agree = (a: number | null, b: number | null) => a === null || b === null || a === b
  return 'round' in one.of && 'round' in other.of
    ? agree(one.of.round, other.of.round) && agree(one.count, other.count)
    : false
}

const together = (one: Resolution, other: Resolution): Resolution => ({
  ...one,
  of: 'round' in one.of && 'round' in other.of ? { round: one.of.round ?? other.of.round } : one.of,
  count: one.count ?? other.count,
  commits: eachOnce([...one.commits, ...other.commits], ({ sha }) => sha),
})
