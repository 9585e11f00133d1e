import type { Ledger } from '../../ledger/ledger.ts'
import type { Verdict } from '../../review/report.ts'
import type { ReportRevision, Snapshot } from '../../snapshot/snapshot.ts'

/** A revision of a report, with what it said then. */
export interface RevisionSaid {
  readonly path: string
  readonly previousPath: string | null
  readonly commit: string
  /** `lost`: this commit doesn't touch it; a force-push took it away. */
  readonly how: 'added' | 'changed' | 'removed' | 'lost'
  /** Null where it isn't known any more. */
  readonly verdict: string | null
  readonly round: number | null
}

/**
 * Every revision with its verdict and round. The ledger has those of the latest one, and tells when a verdict turned:
 * that gives the earlier ones.
 */
export function revisionsSaid(
  { revisions, commits }: Snapshot,
  ledger: Ledger,
): readonly RevisionSaid[] {
  const verdicts = new Map<string, string>()
  const seen = new Set<string>()
  const touches = (sha: string, path: string): boolean =>
    commits.find((one) => one.sha === sha)?.files.some((file) => file.path === path) ?? true
  return revisions.map((revision) => {
    const { path, previousPath, commit, text } = revision
    const isNew = !seen.has(path) && !seen.has(previousPath ?? '')
    if (previousPath !== null) seen.delete(previousPath)
    if (text === null) seen.delete(path)
    else seen.add(path)
    const verdict = verdictThen(revision, ledger, verdicts)
    if (verdict !== null) verdicts.set(path, verdict)
    return {
      path,
      previousPath,
      commit,
      how:
        text !== null ? (isNew ? 'added' : 'changed') : touches(commit, path) ? 'removed' : 'lost',
      verdict: text === null ? null : verdict,
      round: text === null ? null : roundThen(revision, ledger),
    }
  })
}

function verdictThen(
  { path, previousPath, commit }: ReportRevision,
  { changes, reports }: Ledger,
  before: ReadonlyMap<string, string>,
): string | null {
  const turns = changes.filter((change) => change.kind === 'verdict' && change.path === path)
  const turned = turns.find((change) => change.commit === commit)
  if (turned !== undefined) return turned.to
  // Of a report that was removed, the last verdict is none.
  const standing = reports.find((report) => report.path === path && !report.removed)
  if (standing?.commit === commit) return standing.verdict.outcome
  const known = before.get(path) ?? before.get(previousPath ?? '')
  return known ?? turns[0]?.from ?? standing?.verdict.outcome ?? null
}

/** The round of the latest revision, and of one in which blockers were raised. */
function roundThen({ path, commit }: ReportRevision, { blockers, reports }: Ledger): number | null {
  const standing = reports.find((report) => report.path === path && report.commit === commit)
  const raised = blockers.find((one) => one.raisedIn === commit && one.path === path)
  return standing?.round ?? raised?.round ?? null
}

/** A verdict in words. */
export const VERDICT: Readonly<Record<Verdict['outcome'], string>> = {
  approve: 'approves',
  block: 'blocks',
  none: 'no verdict could be read',
}
