import type { PlacedDiagnostic, StandingReport } from './ledger.ts'
import type { RoundRevision } from './rounds.ts'

/**
 * Each report as it stands now, and what is unsettled about those that were deleted: a report that blocked, or
 * was too much to read, and whose blockers are therefore not known, can't be done with by deleting it.
 */
export function standingReports(revisions: readonly RoundRevision[]): {
  readonly reports: readonly StandingReport[]
  readonly unsettled: readonly PlacedDiagnostic[]
} {
  const latest = new Map<string, StandingReport>()
  const lastText = new Map<string, RoundRevision>()
  for (const current of revisions) {
    const { revision, report, round, by } = current
    const { path, previousPath, commit, text } = revision
    if (previousPath !== null) {
      latest.delete(previousPath)
      lastText.delete(previousPath)
    }
    if (text !== null) lastText.set(path, current)
    const removed = text === null
    latest.set(path, { path, commit, removed, round, verdict: report.verdict, report, by })
  }
  const reports = [...latest.values()]
  return {
    reports,
    unsettled: reports
      .filter(({ removed }) => removed)
      .flatMap(({ path }) => {
        const last = lastText.get(path)
        return last === undefined ? [] : leftUnread(last)
      }),
  }
}

/** A file without a verdict was no report; one that approved has nothing more to say. */
function leftUnread({ revision, report }: RoundRevision): readonly PlacedDiagnostic[] {
  const { verdict, diagnostics } = report
  if (verdict.outcome === 'approve') return []
  if (diagnostics.some(({ code }) => code === 'no-verdict')) return []
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map((diagnostic) => ({
      ...diagnostic,
      path: revision.path,
      commit: revision.commit,
      message: `${diagnostic.message} The report was deleted since.`,
      next: `Put ${revision.path} back and correct it: ${diagnostic.next}`,
    }))
}
