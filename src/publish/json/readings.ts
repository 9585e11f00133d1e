import type { z } from 'zod'
import type { CommitMention, Evidence, Item } from '../../reading/types.ts'
import type { ReportedBlocker, Resolution } from '../../review/report.ts'
import { blockerName, type Reading, type ReadMessage, type ReadReport } from '../reading.ts'
import { diagnosticData, runData } from './parts.ts'
import type { readingsForm } from './readings-form.ts'

export type ReadingsData = z.output<typeof readingsForm>
type OneOf<Kind> = Extract<ReadingsData['readings'][number], { readonly kind: Kind }>

/**
 * Readings in their published form (docs/read.schema.json).
 * @param version of the package that writes them
 */
export const readingsData = (readings: readonly Reading[], version: string): ReadingsData => ({
  countersign: { version, format: 1 },
  readings: readings.map((one) => (one.kind === 'report' ? reportData(one) : commitData(one))),
})

function reportData({ input, report }: ReadReport): OneOf<'report'> {
  const { outcome, qualifier, line, text } = report.verdict
  return {
    input,
    kind: 'report',
    title: report.title,
    verdict: { outcome, qualifier, line, text },
    round: report.round,
    reviewed: {
      head: report.reviewedHead,
      range: report.reviewedRange,
      branch: report.branch,
      base: report.base,
    },
    blockers: report.blockers.map(blockerData),
    resolutions: report.resolutions.map(resolutionData),
    validation: report.validation.map((run) => ({ ...runData(run), line: run.line })),
    notes: report.notes.map(itemData),
    risks: report.residualRisks.map(itemData),
    followUps: report.followUps.map(itemData),
    diagnostics: report.diagnostics.map((one) => ({ line: one.line, ...diagnosticData(one) })),
  }
}

function commitData({ input, sha, message }: ReadMessage): OneOf<'commit'> {
  return {
    input,
    kind: 'commit',
    sha,
    subject: message.subject,
    trailers: message.trailers.map(({ key, value, line }) => ({ key, value, line })),
    fixes: message.fixesBlockers.map(({ text, path, round, label, because, line }) => ({
      blocker: text,
      path,
      round,
      label,
      because,
      line,
    })),
    findings: message.findings.map(({ ordinal, title, line, evidence }) => ({
      name: `B${ordinal}`,
      title,
      line,
      evidence: evidence.map(evidenceData),
    })),
    answers: message.addressesReviewOf.map(mentionData),
    commits: message.refs.map(mentionData),
    validation: message.validation.map((run) => ({ ...runData(run), line: run.line })),
    manual: message.manualSteps.map(itemData),
    followUps: message.followUps.map(itemData),
    diagnostics: message.diagnostics.map((one) => ({ line: one.line, ...diagnosticData(one) })),
  }
}

const blockerData = (blocker: ReportedBlocker) => ({
  name: blockerName(blocker),
  title: blocker.title,
  state: blocker.state,
  severity: blocker.severity,
  line: blocker.line,
  endLine: blocker.endLine,
  evidence: blocker.evidence.map(evidenceData),
  fixes: blocker.fixCommits.map(mentionData),
})

function resolutionData({ of, count, commits, line, text }: Resolution) {
  const said = { count, commits: commits.map(mentionData), line, text }
  if ('label' in of) return { of: 'blocker' as const, name: of.label, round: null, ...said }
  if ('round' in of) return { of: 'round' as const, name: null, round: of.round, ...said }
  return { of: 'note' as const, name: of.note || null, round: null, ...said }
}

const evidenceData = ({ path, start, end, line }: Evidence) => ({ path, start, end, line })
const mentionData = ({ sha, subject, line }: CommitMention) => ({ sha, subject, line })
const itemData = ({ text, line }: Item) => ({ text, line })
