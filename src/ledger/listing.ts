import type { Line } from '../reading/types.ts'
import type { ReportedBlocker } from '../review/report.ts'
import type { Place } from './ledger.ts'
import type { Raised, ReportName, Stated } from './raised-blocker.ts'
import type { Found } from './recognise.ts'
import { type RoundRevision, splitLabel } from './rounds.ts'

/** A known blocker after a revision that lists it. */
export function seenAgain(
  blocker: Raised,
  reported: ReportedBlocker,
  { isChanged }: Found,
  current: RoundRevision,
): Raised {
  const known = renamed(blocker, current.revision)
  const names = withName(known.names, reported, current)
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
  const reviewed = reviewedBy(current)
  const seenOpen = isOpen && reviewed ? { ...place, reviewed } : null
  return {
    ...known,
    names,
    stated,
    path,
    listed: true,
    dropped: false,
    miscalled: reported.label === known.miscalled ? known.miscalled : null,
    title: reported.title,
    body: reported.body,
    evidence: reported.evidence,
    line: reported.line,
    reopened: isAnew ? { ...place, round: current.round } : known.reopened,
    seenOpen: reported.state === 'fixed' ? null : (seenOpen ?? known.seenOpen),
  }
}

/** A blocker that a revision lists for the first time. */
export function newlyRaised(
  known: readonly Raised[],
  reported: ReportedBlocker,
  current: RoundRevision,
): Raised {
  const [inRound, wanted] = splitLabel(reported.label)
  const round = inRound ?? current.round
  const { path, commit } = current.revision
  const called = wanted ?? `B${reported.ordinal}`
  const label = freeLabel(known, { path, round, label: called }, current.report.blockers)
  const place = placeOf(current, reported.line)
  const reviewed = reviewedBy(current)
  return {
    label,
    round,
    origin: 'report',
    path,
    raised: place,
    bornFixed: reported.state === 'fixed',
    title: reported.title,
    body: reported.body,
    evidence: reported.evidence,
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
  if (known.path !== revision.path) return known
  return { ...known, listed: false, dropped: known.dropped || revision.text !== null }
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

/** A name that a later round gives. Within its round a blocker keeps the one it has. */
function withName(
  names: readonly ReportName[],
  reported: ReportedBlocker,
  { revision, round }: RoundRevision,
): readonly ReportName[] {
  const { path, commit } = revision
  if (names.some((name) => name.round === round && name.path === path)) return names
  const [inRound, label] = splitLabel(reported.label)
  if (inRound !== null && inRound !== round) return [...names, { commit, path, round, label: NONE }]
  return [...names, { commit, path, round, label: label ?? `B${reported.ordinal}` }]
}

/** Listed in that round, by its name of an earlier one. */
const NONE = ''

/** Ids stay with their blocker: one that was inserted above the others gets the next free number. */
function freeLabel(
  known: readonly Raised[],
  { path, round, label }: Omit<ReportName, 'commit'>,
  listed: readonly ReportedBlocker[],
): string {
  const taken = new Set(
    known
      .flatMap(({ names }) => names)
      .filter((name) => name.path === path && name.round === round)
      .map((name) => name.label),
  )
  if (!taken.has(label)) return label
  const written = new Set(listed.map((reported) => reported.label))
  let number = taken.size + 1
  while (taken.has(`B${number}`) || written.has(`B${number}`)) number++
  return `B${number}`
}

/** The end of "2117381..e10b4ad", or the one commit. */
const reviewedBy = ({ report }: RoundRevision): string | null =>
  report.reviewedRange?.split('..').at(-1)?.replace(/^\./, '') || report.reviewedHead

const statedOf = (reported: ReportedBlocker, current: RoundRevision): readonly Stated[] => {
  const { round } = current
  if (reported.state === 'open') return []
  if (reported.fixCommits.length === 0)
    return [{ said: placeOf(current, reported.line), mention: null, round }]
  return reported.fixCommits.map((mention) => ({
    said: placeOf(current, mention.line),
    mention,
    round,
  }))
}

const placeOf = ({ revision }: RoundRevision, line: Line): Place => ({
  commit: revision.commit,
  path: revision.path,
  line,
})
