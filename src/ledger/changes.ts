import type { Severity } from '../reading/severity.ts'
import type { Verdict } from '../review/report.ts'
import type { Facts } from './facts.ts'
import type { Change } from './ledger.ts'
import type { Names } from './names.ts'
import { writerOf } from './people.ts'
import type { RoundRevision } from './rounds.ts'

/** What later revisions of the reports made of what earlier ones said, in the order of the blockers and reports. */
export function changesIn(
  revisions: readonly RoundRevision[],
  names: Names,
  commitOf: Facts['commit'],
): readonly Change[] {
  const by = (commit: string) => writerOf(commitOf(commit))
  const ofBlockers = names.all.flatMap((blocker): Change[] => {
    const name = names.shortest(blocker)
    const { removed, withdrawn, lowered } = blocker
    const path = blocker.path ?? ''
    return [
      ...lowered.map(({ from, to, commit, path: at }) => ({
        kind: 'severity' as const,
        name,
        path: at ?? path,
        from: severityName(from),
        to: severityName(to),
        commit,
        by: by(commit),
      })),
      ...(removed === null
        ? []
        : [told('removed', name, removed.path ?? path, removed.commit, by(removed.commit))]),
      ...(withdrawn === null
        ? []
        : [
            told('withdrawn', name, withdrawn.path ?? path, withdrawn.commit, by(withdrawn.commit)),
          ]),
    ]
  })
  return [...turnedVerdicts(revisions), ...ofBlockers]
}

const told = (
  kind: 'removed' | 'withdrawn',
  name: string,
  path: string,
  commit: string,
  by: string,
): Change => ({ kind, name, path, from: 'listed', to: kind, commit, by })

const severityName = (severity: Severity | null): string => severity ?? 'blocking'

function turnedVerdicts(revisions: readonly RoundRevision[]): readonly Change[] {
  const last = new Map<string, Verdict['outcome']>()
  const changes: Change[] = []
  for (const { revision, report, by } of revisions) {
    const { path, previousPath, commit, text } = revision
    const before = last.get(path) ?? last.get(previousPath ?? '')
    if (text === null) continue
    const { outcome } = report.verdict
    last.set(path, outcome)
    if (before === undefined || before === outcome) continue
    changes.push({ kind: 'verdict', name: null, path, from: before, to: outcome, commit, by })
  }
  return changes
}
