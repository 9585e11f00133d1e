import { SEVERITIES, type Severity } from '../reading/severity.ts'
import type { Evidence, Line } from '../reading/types.ts'
import type { ReportedBlocker } from '../review/report.ts'
import type { Effort } from './effort.ts'
import type { Place } from './ledger.ts'
import type { Cited, Raised, ReportName, Stated } from './raised-blocker.ts'
import type { Found } from './recognise.ts'
import { reviewedHeadOf } from './reviewed.ts'
import { type RoundRevision, splitLabel } from './rounds.ts'
import type { Wording } from './wording.ts'

/** A known blocker after a revision that lists it. */
export function seenAgain(
  { blocker, reported, isChanged, isFirst }: Found,
  current: RoundRevision,
  wording: Wording,
  labels: Labels,
): Raised {
  const known = renamed(blocker, current.revision)
  const names = withName(known.names, isFirst ? reported : null, current)
  const stated = statedOf(reported, current)
  const { path } = current.revision
  // An older round's report that is touched up says nothing about what a newer one listed.
  if (names.some((name) => name.round > current.round && name.path !== path)) {
    const others = known.stated.filter(({ round }) => round !== current.round)
    return { ...known, names, stated: [...others, ...stated] }
  }
  const isNewRound = !known.names.some(({ round }) => round >= current.round)
  const isOpen = isListedOpen(reported, current)
  const isAnew = isOpen && (isNewRound || isChanged || known.dropped)
  const place = placeOf(current, reported.line)
  const reviewed = reviewedHeadOf(current)
  const seenOpen = isOpen && reviewed ? { ...place, reviewed } : null
  const wrong = isFirst ? miscalled(names, reported, current, labels) : known.miscalled
  const isAsBefore =
    !isAnew && seenOpen === null && names === known.names && wrong === known.miscalled
  if (isAsBefore && isUnchanged(known, reported, path)) return known
  return {
    ...known,
    ...(isFirst && told(reported, wording)),
    names,
    stated,
    path,
    listed: true,
    dropped: false,
    miscalled: wrong,
    // Who took it back first, answers for it.
    withdrawn:
      reported.state === 'withdrawn'
        ? { ...place, commit: known.withdrawn?.commit ?? place.commit }
        : null,
    removed: null,
    severity: reported.severity,
    lowered: isMilder(known.severity, reported.severity)
      ? [...known.lowered, { ...place, from: known.severity, to: reported.severity }]
      : known.lowered,
    cited: citedAgain(known.cited, reported, current.revision.commit),
    line: reported.line,
    reopened: isAnew ? { ...place, round: current.round } : known.reopened,
    seenOpen: reported.state === 'fixed' ? null : (seenOpen ?? known.seenOpen),
  }
}

/** A blocker without a severity blocks by its name. */
const isMilder = (before: Severity | null, now: Severity | null): boolean =>
  SEVERITIES.indexOf(now ?? 'blocking') > SEVERITIES.indexOf(before ?? 'blocking')

const citedAgain = (
  cited: readonly Cited[],
  { evidence }: ReportedBlocker,
  commit: string,
): readonly Cited[] => {
  const places = (some: readonly Evidence[]) =>
    some.map(({ path, start, end }) => `${path}:${start}-${end}`).join(' ')
  return places(cited.at(-1)?.evidence ?? []) === places(evidence)
    ? cited
    : [...cited, { commit, evidence }]
}

/** Most revisions repeat most blockers to the letter. */
const isUnchanged = (known: Raised, reported: ReportedBlocker, path: string): boolean =>
  reported.state === 'open' &&
  known.stated.length === 0 &&
  known.withdrawn === null &&
  known.listed &&
  !known.dropped &&
  known.path === path &&
  known.line === reported.line &&
  known.severity === reported.severity &&
  known.title === reported.title &&
  known.body === reported.body

const told = ({ title, body, evidence }: ReportedBlocker, wording: Wording) => ({
  title,
  body,
  evidence,
  wording,
})

/** A blocker that a revision lists for the first time. */
export function newlyRaised(
  reported: ReportedBlocker,
  current: RoundRevision,
  wording: Wording,
  labels: Labels,
): Raised {
  const [inRound, wanted] = splitLabel(reported.label)
  const round = inRound ?? current.round
  const { path, commit } = current.revision
  const label = labels.take(round, wanted ?? `B${reported.ordinal}`)
  const place = placeOf(current, reported.line)
  const reviewed = reviewedHeadOf(current)
  return {
    label,
    round,
    origin: 'report',
    path,
    raised: place,
    bornFixed: reported.state === 'fixed',
    withdrawn: reported.state === 'withdrawn' ? place : null,
    removed: null,
    severity: reported.severity,
    lowered: [],
    cited: [{ commit, evidence: reported.evidence }],
    ...told(reported, wording),
    line: reported.line,
    listed: true,
    dropped: false,
    miscalled: wanted === null || wanted === label ? null : wanted,
    names: [
      { commit, path, round, label },
      ...(round === current.round ? [] : [{ commit, path, round: current.round, label: NONE }]),
    ],
    reopened: null,
    seenOpen: isListedOpen(reported, current) && reviewed ? { ...place, reviewed } : null,
    stated: statedOf(reported, current),
  }
}

/** A known blocker after a revision that doesn't list it. */
export function notSeen(blocker: Raised, { revision }: RoundRevision): Raised {
  const known = renamed(blocker, revision)
  const dropped = known.dropped || revision.text !== null
  if (known.path !== revision.path || (!known.listed && known.dropped === dropped)) return known
  const removed = known.removed ?? { commit: revision.commit, path: revision.path, line: 1 }
  return { ...known, listed: false, dropped, removed }
}

function renamed(blocker: Raised, { path, previousPath }: RoundRevision['revision']): Raised {
  if (previousPath === null) return blocker
  return {
    ...blocker,
    path: blocker.path === previousPath ? path : blocker.path,
    names: blocker.names.map((name) => (name.path === previousPath ? { ...name, path } : name)),
  }
}

/** An approval that still lists a blocker doesn't find it open; whether it is fixed is for the links to say. */
const isListedOpen = (reported: ReportedBlocker, { report }: RoundRevision): boolean =>
  reported.state === 'open' &&
  !(report.verdict.outcome === 'approve' && report.verdict.qualifier === null)

/** A name that a later round gives, none for what it only counts in. Within its round a blocker keeps the one it has. */
function withName(
  names: readonly ReportName[],
  reported: ReportedBlocker | null,
  { revision, round }: RoundRevision,
): readonly ReportName[] {
  const { path, commit } = revision
  if (names.some((name) => name.round === round && name.path === path)) return names
  const [inRound, label] = splitLabel(reported?.label ?? null)
  const isOther = reported === null || (inRound !== null && inRound !== round)
  const given = isOther ? NONE : (label ?? `B${reported.ordinal}`)
  return [...names, { commit, path, round, label: given }]
}

/** Listed in that round, by its name of an earlier one. */
const NONE = ''

/** The id that a report gives to a known blocker, where another one has it. */
function miscalled(
  names: readonly ReportName[],
  reported: ReportedBlocker,
  { revision, round }: RoundRevision,
  labels: Labels,
): string | null {
  const [inRound, label] = splitLabel(reported.label)
  if (label === null || (inRound !== null && inRound !== round)) return null
  const own = names.find((name) => name.round === round && name.path === revision.path)
  const isOwn = own === undefined || own.label === label || own.label === NONE
  return !isOwn && labels.isTaken(round, label) ? label : null
}

/** The ids that blockers of one report have. */
export interface Labels {
  readonly isTaken: (round: number, label: string) => boolean
  /** Ids stay with their blocker: one that was inserted above the others gets the next free number. */
  readonly take: (round: number, label: string) => string
}

export function labelsOf(
  known: readonly Raised[],
  { revision, report }: RoundRevision,
  effort: Effort,
): Labels {
  const byRound = new Map<number, Set<string>>()
  const written = new Set(report.blockers.map(({ label }) => label))
  const taken = (round: number): Set<string> => {
    const before = byRound.get(round)
    if (before !== undefined) return before
    effort.spend(10 * known.length)
    const labels = new Set<string>()
    for (const { names } of known) {
      for (const name of names) {
        if (name.round === round && isOf(name, revision)) labels.add(name.label)
      }
    }
    byRound.set(round, labels)
    return labels
  }
  return {
    isTaken: (round, label) => taken(round).has(label),
    take: (round, label) => {
      const labels = taken(round)
      let given = label
      for (let number = labels.size + 1; labels.has(given); number++) {
        if (!written.has(`B${number}`)) given = `B${number}`
      }
      labels.add(given)
      return given
    },
  }
}

const isOf = ({ path }: ReportName, revision: RoundRevision['revision']): boolean =>
  path === revision.path || path === revision.previousPath

const statedOf = (reported: ReportedBlocker, current: RoundRevision): readonly Stated[] => {
  const { round } = current
  const { fixBecause: because } = reported
  if (reported.state !== 'fixed') return []
  if (reported.fixCommits.length === 0)
    return [{ said: placeOf(current, reported.line), mention: null, because, round }]
  return reported.fixCommits.map((mention) => ({
    said: placeOf(current, mention.line),
    mention,
    because,
    round,
  }))
}

const placeOf = ({ revision }: RoundRevision, line: Line): Place => ({
  commit: revision.commit,
  path: revision.path,
  line,
})
