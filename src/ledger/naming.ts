import type { ReportedBlocker } from '../review/report.ts'
import type { Effort } from './effort.ts'
import { type FormerName, formerNames } from './former-names.ts'
import type { Raised, ReportName } from './raised-blocker.ts'
import { type RoundRevision, splitLabel } from './rounds.ts'

/** Whom the names in one revision mean, by what reports called them before. */
export interface Naming {
  readonly current: RoundRevision
  readonly byLabel: () => ReadonlyMap<string, readonly Called[]>
}

interface Called {
  readonly blocker: Raised
  readonly name: ReportName
}

export function namingOf(
  raised: readonly Raised[],
  current: RoundRevision,
  effort: Effort,
): Naming {
  let byLabel: Map<string, Called[]> | null = null
  return {
    current,
    byLabel: () => {
      byLabel ??= grouped(raised, effort)
      return byLabel
    },
  }
}

/** Whom an entry is by what it says itself: "R1-B2" in a report of another round, "(was B3)". */
export function referred(reported: ReportedBlocker, naming: Naming): readonly Raised[] {
  const [inRound, label] = splitLabel(reported.label)
  const isOfOther = inRound !== null && inRound !== naming.current.round && label !== null
  const names: readonly FormerName[] = [
    ...(isOfOther ? [{ round: inRound, label }] : []),
    ...formerNames(reported),
  ]
  if (names.length === 0) return []
  return [...new Set(names.flatMap((name) => meant(name, naming) ?? []))]
}

/** Those that bear the id of an entry: in this very report and round, else in the last round that has it. */
export function sameId(reported: ReportedBlocker, naming: Naming): readonly Raised[] {
  const [inRound, label] = splitLabel(reported.label)
  if (label === null) return []
  const { round } = naming.current
  const all = (naming.byLabel().get(label) ?? []).filter(({ name }) =>
    inRound === null ? name.round <= round : name.round === inRound,
  )
  const here = all.filter(({ name }) => name.round === round && isHere(name, naming))
  return blockers(here.length > 0 || inRound !== null ? [...here, ...all] : last(all, round - 1))
}

/** Whether it ever had the name that a report gives, or the place in its list where that gives none. */
export function isCalledSo({ names }: Raised, { label, ordinal }: ReportedBlocker): boolean {
  const [inRound, called] = splitLabel(label ?? `B${ordinal}`)
  return names.some((name) => name.label === called && (inRound ?? name.round) === name.round)
}

/** The one that had a name: in the last round before this one, else in this report; null where several had. */
function meant({ round, label }: FormerName, naming: Naming): Raised | null {
  const all = naming.byLabel().get(label) ?? []
  const before = round === null ? naming.current.round - 1 : round
  const earlier = last(
    all.filter(({ name }) => round === null || name.round === round),
    before,
  )
  const found = earlier.length > 0 ? earlier : all.filter(({ name }) => isHere(name, naming))
  const [only, ...others] = blockers(found)
  if (only === undefined || others.length === 0) return only ?? null
  const [own, ...more] = blockers(found.filter(({ name }) => isHere(name, naming)))
  return more.length === 0 ? (own ?? null) : null
}

/** Those of the last round that has any, up to one. */
function last(all: readonly Called[], upTo: number): readonly Called[] {
  const before = all.filter(({ name }) => name.round <= upTo)
  const latest = before.reduce((round, { name }) => Math.max(round, name.round), 0)
  return before.filter(({ name }) => name.round === latest)
}

const blockers = (called: readonly Called[]): readonly Raised[] => [
  ...new Set(called.map(({ blocker }) => blocker)),
]

const isHere = ({ path }: ReportName, { current: { revision } }: Naming): boolean =>
  path === revision.path || path === revision.previousPath

function grouped(raised: readonly Raised[], effort: Effort): Map<string, Called[]> {
  const groups = new Map<string, Called[]>()
  for (const blocker of raised) {
    effort.spend(10 * blocker.names.length)
    for (const name of blocker.names) {
      const group = groups.get(name.label)
      if (group === undefined) groups.set(name.label, [{ blocker, name }])
      else group.push({ blocker, name })
    }
  }
  return groups
}
