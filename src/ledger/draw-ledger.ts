import type { Snapshot } from '../snapshot/snapshot.ts'
import { reviewAsked } from './asked.ts'
import { changesIn } from './changes.ts'
import { citedPlaces } from './cited-places.ts'
import { decided } from './decisions.ts'
import { newEffort } from './effort.ts'
import type { Facts } from './facts.ts'
import { withOutcome } from './heard.ts'
import type { Ledger, PlacedDiagnostic, Readings, Rules, StandingReport } from './ledger.ts'
import { type Aimed, statedClaims, trailerClaims } from './links/claims.ts'
import { findingClaims } from './links/findings.ts'
import { judgeLink, type Tie } from './links/judge-link.ts'
import { resolutionClaims } from './links/resolutions.ts'
import { namesOf } from './names.ts'
import { raisedByReports } from './raised.ts'
import type { Raised } from './raised-blocker.ts'
import { reviewedBy } from './reviewed.ts'
import type { RoundRevision } from './rounds.ts'
import { runsSaid } from './runs-said.ts'
import { standingReports } from './standing.ts'
import { type Approval, blockersOf } from './state.ts'
import { suggestions } from './suggestions.ts'

/**
 * Draws up the ledger: every blocker that was ever raised in this pull request, the links that claim to fix
 * it, and why each does or does not hold. Pure: the same facts and readings give the same ledger.
 */
export function drawLedger(
  snapshot: Snapshot,
  facts: Facts,
  readings: Readings,
  rules: Rules,
): Ledger {
  const effort = newEffort()
  const judged = (aimed: readonly Aimed[]): Tie[] =>
    aimed.flatMap(({ claim, blockers }) => {
      effort.spend(STEPS_A_LINK * blockers.length)
      return effort.isOver()
        ? []
        : blockers.map((blocker) => ({
            blocker,
            link: judgeLink(facts, blocker, names.shortest(blocker), claim),
          }))
    })

  const {
    raised: reported,
    revisions,
    diagnostics,
  } = raisedByReports(readings.reports, facts.commit, effort)
  const findings = findingClaims(snapshot, readings, reported, effort)
  const names = namesOf([...reported, ...findings.raised])

  const trailers = trailerClaims(readings, names, facts, effort)
  const people = decided(snapshot, readings, names, rules, effort)
  const stated = statedClaims(reported, facts)
  const ties = judged([...trailers.aimed, ...stated.aimed, ...findings.aimed, ...people.aimed])
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
  const places = citedPlaces(snapshot, facts, revisions)
  const blockers = blockersOf({
    facts,
    names,
    ties,
    decisions: people.decisions,
    approvals: approvalsAmong(standing, snapshot, facts),
    suggested: suggestions(snapshot, facts, ties),
    placed: places.of,
  })
  return {
    blockers,
    reports,
    validation: runsSaid(revisions, standing, readings),
    diagnostics: [
      ...diagnostics,
      ...(diagnostics.length === 0 && effort.isOver() ? [tooMuchSaid(snapshot)] : []),
      ...unsettled,
      ...unclear(standing, readings),
      ...strays,
      ...names.all.flatMap(places.missing),
    ],
    changes: changesIn(revisions, names, facts.commit),
    heard: withOutcome(people.heard, blockers),
    asked: reviewAsked(snapshot, facts, people.heard, blockers, reports),
  }
}

/** The approving reports whose word counts, each with what it reviewed. */
const approvalsAmong = (
  standing: readonly StandingReport[],
  snapshot: Snapshot,
  facts: Facts,
): readonly Approval[] =>
  standing.flatMap((report) => {
    const by = facts.commit(report.commit)
    const counts = report.verdict.outcome === 'approve' && by && facts.distrusted(by) === null
    return counts ? [{ report, has: reviewedBy(snapshot, facts, report).has }] : []
  })

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
  edit: null,
})

/** What reports and messages left unclear, each with the place where it stands. */
const unclear = (
  reports: readonly StandingReport[],
  { messages }: Readings,
): readonly PlacedDiagnostic[] => [
  ...reports.flatMap(({ path, commit, report }) =>
    report.diagnostics.map((diagnostic) => ({ ...diagnostic, path, commit })),
  ),
  ...[...messages].flatMap(([commit, message]) =>
    message.diagnostics.map((diagnostic) => ({ ...diagnostic, path: null, commit })),
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
