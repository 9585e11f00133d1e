import { readReport } from '../../review/read-report.ts'
import type { ReviewReport } from '../../review/report.ts'
import { inFull } from './plan.ts'
import { outcomeOf, sectionOf, type Validation } from './section.ts'

/**
 * The commands of a section that our own reader doesn't read as they are meant: not as a command at all, or with another
 * end. A report that holds the section says nothing of them.
 */
export const notReadBack = (validation: Validation): readonly string[] =>
  missing(readReport(`# Review\n\n${sectionOf(validation)}\n`), validation)

/**
 * Whether the section is read where it was put into a report, and whether that says the same as before else. Code that
 * is never closed swallows what comes behind it, and the last list can be taken to go on.
 */
export function isReadThere(before: string, after: string, validation: Validation): boolean {
  const [old, now] = [readReport(before), readReport(after)]
  return (
    JSON.stringify(decided(old)) === JSON.stringify(decided(now)) &&
    missing(now, validation).length === notReadBack(validation).length
  )
}

function missing(report: ReviewReport, { by, entries }: Validation): readonly string[] {
  return entries
    .filter((entry) => {
      const command = inFull(entry.command).replaceAll(/\s+/gu, ' ').trim()
      return !report.validation.some(
        (run) => run.command === command && run.by === by && run.outcome === outcomeOf(entry),
      )
    })
    .map(({ command }) => command)
}

const decided = ({ verdict, blockers, resolutions, reviewedHead, round }: ReviewReport) => [
  verdict.outcome,
  verdict.qualifier,
  blockers.map(({ label, title, state }) => [label, title, state]),
  resolutions.map(({ of }) => of),
  reviewedHead,
  round,
]
