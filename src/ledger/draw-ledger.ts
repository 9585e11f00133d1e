import type { CommitMessage } from '../commit/message.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { type Aimed, statedClaims, trailerClaims } from './claims.ts'
import { newEffort } from './effort.ts'
import { factsOf } from './facts.ts'
import { findingClaims } from './findings.ts'
import { judgeLink, type Tie } from './judge-link.ts'
import type { Ledger, PlacedDiagnostic, Readings, StandingReport } from './ledger.ts'
import { namesOf } from './names.ts'
import { raisedByReports } from './raised.ts'
import type { Raised } from './raised-blocker.ts'
import { resolutionClaims } from './resolutions.ts'
import type { RoundRevision } from './rounds.ts'
import { standingReports } from './standing.ts'
import { blockersOf } from './state.ts'

/**
 * Draws up the ledger: every blocker that was ever raised in this pull request, the links that claim to fix
 * it, and why each does or does not hold. Pure: the same facts and readings give the same ledger.
 */
export function drawLedger(snapshot: Snapshot, readings: Readings): Ledger {
  const facts = factsOf(snapshot)
  const effort = newEffort()
  const judged = (aimed: readonly Aimed[]): Tie[] =>
    aimed.flatMap(({ claim, blockers }) => {
      effort.spend(STEPS_A_LINK * blockers.length)
      return effort.isOver()
        ? []
        : blockers.map((blocker) => ({ blocker, link: judgeLink(facts, blocker, claim) }))
    })

  const { raised: reported, revisions, diagnostics } = raisedByReports(readings.reports, effort)
  const findings = findingClaims(snapshot, readings, reported, effort)
  const names = namesOf([...reported, ...findings.raised])

  const trailers = trailerClaims(readings, names, facts.wasBefore, effort)
  const ties = judged([...trailers.aimed, ...statedClaims(reported).aimed, ...findings.aimed])
  // "Addresses the two prior blockers" is read last: whether the count fits depends on what is closed already.
  const closed = closedBy(ties)
  const strays = [...trailers.strays]
  for (const revision of lastOfEachRound(revisions)) {
    const claims = resolutionClaims(revision, names, closed, effort)
    const more = judged(claims.aimed)
    for (const blocker of closedBy(more)) closed.add(blocker)
    ties.push(...more)
    strays.push(...claims.strays)
  }

  const { reports, unsettled } = standingReports(revisions)
  const standing = reports.filter(({ removed }) => !removed)
  return {
    blockers: blockersOf(names, ties, reports, facts.wasBefore),
    reports,
    validation: placed(standing, readings, ({ validation }) => validation),
    diagnostics: [
      ...diagnostics,
      ...(diagnostics.length === 0 && effort.isOver() ? [tooMuchSaid(snapshot)] : []),
      ...unsettled,
      ...placed(standing, readings, (text) => text.diagnostics),
      ...strays,
    ],
  }
}

const STEPS_A_LINK = 250

/** Links that were not looked at close nothing; the check fails all the same, and says why. */
const tooMuchSaid = ({ head }: Snapshot): PlacedDiagnostic => ({
  code: 'too-many-blockers',
  severity: 'error',
  path: null,
  commit: head.sha,
  line: 1,
  message:
    'The reports and messages say more about the blockers of this pull request than can be checked; not all of it was taken in.',
  next: 'Split the pull request.',
})

/** Something that reports and messages both tell, each piece with the place where it is told. */
const placed = <T>(
  reports: readonly StandingReport[],
  { messages }: Readings,
  pick: (text: StandingReport['report'] | CommitMessage) => readonly T[],
): readonly (T & { readonly path: string | null; readonly commit: string })[] => [
  ...reports.flatMap(({ path, commit, report }) =>
    pick(report).map((piece) => ({ ...piece, path, commit })),
  ),
  ...[...messages].flatMap(([commit, message]) =>
    pick(message).map((piece) => ({ ...piece, path: null, commit })),
  ),
]

const closedBy = (ties: readonly Tie[]): Set<Raised> =>
  new Set(ties.filter(({ link }) => link.problems.length === 0).map(({ blocker }) => blocker))

/** A report speaks through its latest revision; one that was rewritten for a new round, through the last of each. */
function lastOfEachRound(revisions: readonly RoundRevision[]): readonly RoundRevision[] {
  const key = ({ revision, round }: RoundRevision) => `${round} ${revision.path}`
  const last = new Map(
    revisions
      .filter(({ revision }) => revision.text !== null)
      .map((revision) => [key(revision), revision]),
  )
  return revisions.filter((revision) => last.get(key(revision)) === revision)
}
