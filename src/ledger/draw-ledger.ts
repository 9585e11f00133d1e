import type { CommitMessage } from '../commit/message.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { ancestry } from './ancestry.ts'
import { type Aimed, resolutionClaims, statedClaims, trailerClaims } from './claims.ts'
import { findingClaims } from './findings.ts'
import { judgeLink, type Tie } from './judge-link.ts'
import type { Ledger, Readings, StandingReport } from './ledger.ts'
import { type Raised, type RoundRevision, raisedByReports } from './raised.ts'
import { blockersOf } from './state.ts'

/**
 * Draws up the ledger: every blocker that was ever raised in this pull request, the links that claim to fix
 * it, and why each does or does not hold. Pure: the same facts and readings give the same ledger.
 */
export function drawLedger(snapshot: Snapshot, readings: Readings): Ledger {
  const facts = { snapshot, wasBefore: ancestry(snapshot.commits) }
  const judged = (aimed: readonly Aimed[]): Tie[] =>
    aimed.flatMap(({ claim, blockers }) =>
      blockers.map((blocker) => ({ blocker, link: judgeLink(facts, blocker, claim) })),
    )

  const { raised: reported, revisions } = raisedByReports(readings.reports)
  const findings = findingClaims(snapshot, readings, reported)
  const raised = [...reported, ...findings.raised]

  const trailers = trailerClaims(readings, raised, facts.wasBefore)
  const named = judged([...trailers.aimed, ...statedClaims(reported).aimed, ...findings.aimed])
  // "Addresses the two prior blockers" is read last: whether the count fits depends on what is closed already.
  const rounds = lastOfEachRound(revisions).reduce(
    (before, revision) => {
      const claims = resolutionClaims(revision, reported, closed(before.ties))
      return {
        ties: [...before.ties, ...judged(claims.aimed)],
        strays: [...before.strays, ...claims.strays],
      }
    },
    { ties: named, strays: trailers.strays },
  )

  const reports = standingReports(revisions)
  const standing = reports.filter(({ removed }) => !removed)
  return {
    blockers: blockersOf(raised, rounds.ties, reports, facts.wasBefore),
    reports,
    validation: placed(standing, readings, ({ validation }) => validation),
    diagnostics: [
      ...placed(standing, readings, ({ diagnostics }) => diagnostics),
      ...rounds.strays,
    ],
  }
}

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

const closed = (ties: readonly Tie[]): ReadonlySet<Raised> =>
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

function standingReports(revisions: readonly RoundRevision[]): readonly StandingReport[] {
  const latest = new Map<string, StandingReport>()
  for (const { revision, report, round } of revisions) {
    if (revision.previousPath !== null) latest.delete(revision.previousPath)
    latest.set(revision.path, {
      path: revision.path,
      commit: revision.commit,
      removed: revision.text === null,
      round,
      verdict: report.verdict,
      report,
    })
  }
  return [...latest.values()]
}
