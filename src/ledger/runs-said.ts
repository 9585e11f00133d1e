import type { ValidationRun } from '../reading/types.ts'
import type { PlacedRun, Readings, StandingReport } from './ledger.ts'
import type { RoundRevision } from './rounds.ts'

/** What was run, as the latest revision of each report and each commit say, with the commit that said so first. */
export function runsSaid(
  revisions: readonly RoundRevision[],
  standing: readonly StandingReport[],
  { messages }: Readings,
): readonly PlacedRun[] {
  const firstSaid = new Map<string, ReadonlyMap<string, string>>()
  for (const { revision, report } of revisions) {
    const { path, previousPath, commit } = revision
    const before = firstSaid.get(path) ?? firstSaid.get(previousPath ?? '')
    const now = report.validation.map(
      (run) => [keyOf(run), before?.get(keyOf(run)) ?? commit] as const,
    )
    firstSaid.set(path, new Map(now))
  }
  return [
    ...standing.flatMap(({ path, commit, report }) =>
      report.validation.map((run) => ({
        ...run,
        path,
        commit,
        since: firstSaid.get(path)?.get(keyOf(run)) ?? commit,
      })),
    ),
    ...[...messages].flatMap(([commit, message]) =>
      message.validation.map((run) => ({ ...run, path: null, commit, since: commit })),
    ),
  ]
}

const keyOf = ({ by, command, outcome, passed, failed, ignored }: ValidationRun): string =>
  [by, command, outcome, passed, failed, ignored].join('\0')
