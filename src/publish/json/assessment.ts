import type { z } from 'zod'
import type { Blocker, CitedPlace, Link, Place, StandingReport } from '../../ledger/ledger.ts'
import type { Assessment } from '../../policy/assessment.ts'
import { nextSteps } from '../../policy/next-steps.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import { type Around, unseenFrom } from '../around.ts'
import type { assessmentForm } from './assessment-form.ts'
import { diagnosticData, runData } from './parts.ts'

export type AssessmentData = z.output<typeof assessmentForm>

/**
 * An assessment in its published form (docs/check.schema.json).
 * @param version of the package that writes it
 */
export function assessmentData(
  snapshot: Snapshot,
  assessment: Assessment,
  { baseName, dirty, uncommitted }: Around,
  version: string,
): AssessmentData {
  const { base, head } = snapshot
  const { conclusion, title, requirements, runs, ledger } = assessment
  const { author, reviewer } = nextSteps(assessment)
  return {
    countersign: { version, format: 1 },
    conclusion,
    title,
    base: { name: baseName, ref: base.ref, sha: base.sha },
    head: { ref: head.ref, sha: head.sha },
    dirty,
    uncommitted: [...uncommitted],
    requirements: requirements.map(({ name, level, met, looked, found, next }) => ({
      name,
      level,
      met,
      looked,
      found,
      next,
    })),
    blockers: ledger.blockers.map(blockerData),
    reports: ledger.reports.map(reportData),
    validation: runs.map((run) => ({
      ...runData(run),
      ...placeData(run),
      lastCode: run.onLastCode,
    })),
    diagnostics: ledger.diagnostics.map((one) => ({ ...placeData(one), ...diagnosticData(one) })),
    discrepancies: discrepanciesData(assessment),
    next: { author: [...author], reviewer: [...reviewer] },
    unseen: [...unseenFrom(snapshot)],
  }
}

function blockerData(blocker: Blocker): AssessmentData['blockers'][number] {
  const { name, id, title, state, round, path, line, why, next, suggested } = blocker
  return {
    name,
    id,
    title,
    state,
    round,
    report: path === null ? null : { path, line },
    evidence: blocker.evidence.map(citedData),
    fixes: blocker.links.map(fixData),
    why,
    next,
    suggested,
  }
}

const citedData = ({ path, start, end, now }: CitedPlace) => ({
  path,
  start,
  end,
  now: now && { path: now.path, start: now.start, end: now.end },
})

const fixData = ({ commit, mention, subject, origin, problems }: Link) => ({
  commit: commit ?? mention?.sha ?? null,
  subject,
  origin,
  sound: problems.length === 0,
  problems: problems.map(({ code, message, next }) => ({ code, message, next })),
})

const reportData = ({ path, round, verdict, removed, by, report }: StandingReport) => ({
  path,
  round,
  verdict: verdict.outcome,
  removed,
  by,
  blockers: report.blockers.length,
})

const placeData = ({ path, commit, line }: Place) => ({
  path,
  commit,
  line,
})

const discrepanciesData = ({ ledger: { reports }, discrepancies }: Assessment) => [
  ...reports
    .filter(({ removed }) => !removed)
    .flatMap(({ path, report }) =>
      report.discrepancies.map(({ about, figures, lines }) => ({
        about,
        figures: [...figures],
        at: lines.map((line) => `${path}:${line}`),
      })),
    ),
  ...discrepancies.map(({ command, told }) => ({
    about: command,
    figures: told.map(({ passed }) => passed),
    at: told.map(({ at }) => at),
  })),
]
