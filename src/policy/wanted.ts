import { readOrder } from '../command/read-order.ts'
import { reviewedAt } from '../ledger/cited-places.ts'
import { factsOf } from '../ledger/facts.ts'
import type { Readings } from '../ledger/ledger.ts'
import { reviewedHeadOf } from '../ledger/reviewed.ts'
import { writersOf } from '../ledger/trust.ts'
import type { Snapshot, Wanted } from '../snapshot/snapshot.ts'
import { rulingOn } from './ruling.ts'

/** What has to be looked up before a ledger can be drawn: whatever the texts name and the snapshot doesn't hold. */
export function wantedBy(snapshot: Snapshot, readings: Readings): Wanted {
  const { policy } = rulingOn(snapshot)
  const { reviewers } = policy
  const orders = snapshot.comments
    .filter(({ isBot }) => !isBot)
    .flatMap(({ id, author, edited }) =>
      (readings.commands.get(id) ?? []).flatMap((command) => {
        const order = readOrder(command)
        if (order === null || 'next' in order) return []
        // Of what was edited, only a reopening counts.
        return edited && order.kind !== 'reopen' ? [] : [{ author, order }]
      }),
    )
  const decisions = orders.flatMap(({ order }) => ('refs' in order ? [order] : []))
  const reporters = reviewers.teams.length === 0 ? [] : authorsOfReports(snapshot)
  return {
    commits: [
      ...readings.reports.flatMap((one) => [...fixesIn(one), reviewedHeadOf(one) ?? []].flat()),
      ...decisions.flatMap(({ commit }) => commit ?? []),
    ],
    people: [
      ...writersOf(snapshot),
      ...reporters,
      ...orders.flatMap(({ author, order }) =>
        'refs' in order || (order.kind === 'rereview' && author !== snapshot.author)
          ? (author ?? [])
          : [],
      ),
    ],
    teams: [...new Set([...reviewers.teams, ...policy.decisions.teams])],
    issues: decisions.flatMap(({ issue }) => issue ?? []),
    files: citedIn(snapshot, readings),
  }
}

/** Every hash that a report calls a fix, as it is written. */
const fixesIn = ({ report }: Readings['reports'][number]): readonly string[] =>
  [
    ...report.blockers.flatMap(({ fixCommits }) => fixCommits),
    ...report.resolutions.flatMap(({ commits }) => commits),
  ].map(({ sha }) => sha)

function authorsOfReports({ commits, revisions }: Snapshot): readonly string[] {
  const reporting = new Set(revisions.map(({ commit }) => commit))
  return commits.filter(({ sha }) => reporting.has(sha)).flatMap(({ author }) => author.login ?? [])
}

/** The files that the blockers of each report, as it stands, cite, at the commit that it looked at. */
function citedIn(snapshot: Snapshot, { reports }: Readings): Wanted['files'] {
  const facts = factsOf(snapshot)
  const latest = new Map(reports.map((one) => [one.revision.path, one]))
  const standing = [...latest.values()].filter(({ revision }) => revision.text !== null)
  const reviewed = reviewedAt(snapshot, facts, standing)
  return standing.flatMap(({ revision, report }) => {
    const commit = reviewed(revision.commit)
    if (commit === null || commit === '') return []
    return report.blockers.flatMap(({ evidence }) => evidence.map(({ path }) => ({ commit, path })))
  })
}
