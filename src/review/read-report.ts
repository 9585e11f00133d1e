import { readCommitMentions } from '../reading/commit-mentions.ts'
import { onceEach, readEvidence } from '../reading/evidence.ts'
import { parseMarkdown } from '../reading/parse-markdown.ts'
import type { CommitMention, Diagnostic, Evidence } from '../reading/types.ts'
import { readClaimedCount } from './announced.ts'
import { isList, readBlockers } from './blockers.ts'
import { crossCheck } from './cross-checks.ts'
import { findDiscrepancies } from './discrepancies.ts'
import { readFixes } from './fixes.ts'
import { readHeader } from './header.ts'
import { readItems } from './items.ts'
import { cutFrontMatter, type Outline, outlineOf, passagesIn } from './outline.ts'
import { asMarkdown } from './pasted-text.ts'
import type { ReviewReport } from './report.ts'
import { readValidation } from './validation.ts'
import { readVerdict } from './verdict.ts'

/** The longest report that is read, in bytes of UTF-8. */
export const MAX_REPORT_BYTES = 512 * 1024

/** Reads a review report. Whatever it says unclearly becomes a diagnostic; nothing is guessed, nothing thrown. */
export function readReport(markdown: string): ReviewReport {
  if (Buffer.byteLength(markdown) > MAX_REPORT_BYTES) return unread(tooLarge)
  const { entries, rest } = cutFrontMatter(markdown.replaceAll(/\r\n?/g, '\n'))
  const parsed = parseMarkdown(asMarkdown(rest))
  if ('refused' in parsed) return unread(parsed.refused)
  return readOutline(outlineOf(parsed.root, entries))
}

function readOutline(outline: Outline): ReviewReport {
  const { verdict, asides, diagnostics } = readVerdict(outline)
  const fixes = readFixes(outline, readBlockers(outline))
  const validation = readValidation(outline)
  const claimed = readClaimedCount(outline, verdict)
  return {
    ...readHeader(outline),
    verdict,
    asides,
    blockers: fixes.blockers,
    claimedBlockerCount: claimed,
    resolutions: fixes.resolutions,
    quotedCommits: quotedCommits(outline),
    evidence: otherEvidence(outline),
    notes: readItems(outline, 'notes'),
    validation,
    discrepancies: findDiscrepancies(validation),
    residualRisks: readItems(outline, 'risks'),
    followUps: readItems(outline, 'follow-ups'),
    diagnostics: [
      ...diagnostics,
      ...fixes.diagnostics,
      ...crossCheck(outline, {
        verdict,
        blockers: fixes.blockers,
        claimed,
        resolutions: fixes.resolutions,
      }),
    ].sort((a, b) => a.line - b.line),
  }
}

/** The commits whose subject is quoted, each once. */
const quotedCommits = (outline: Outline): readonly CommitMention[] => {
  const quoted = outline
    .flatMap(({ blocks }) => passagesIn(blocks))
    .flatMap(readCommitMentions)
    .filter(({ subject }) => subject !== null)
  return [
    ...new Map([...quoted].reverse().map((commit) => [commit.sha, commit])).values(),
  ].reverse()
}

/** What is cited outside of the lists of blockers and notes. */
const otherEvidence = (outline: Outline): readonly Evidence[] =>
  onceEach(
    outline
      .filter(
        (section, index) =>
          section.kind !== 'notes' &&
          !section.within.includes('notes') &&
          !isList(outline, index) &&
          !section.within.includes('blockers'),
      )
      .flatMap(({ blocks }) => passagesIn(blocks))
      .flatMap((passage) => readEvidence(passage)),
  )

const tooLarge: Diagnostic = {
  code: 'report-too-large',
  severity: 'error',
  line: 1,
  message: `This report is longer than ${MAX_REPORT_BYTES / 1024} KB; nothing of it was read.`,
  next: 'Keep logs out of the report, or split it.',
}

/** A report of which nothing was read. */
const unread = (why: Diagnostic): ReviewReport => ({
  title: null,
  verdict: { outcome: 'none', qualifier: null, line: why.line, text: '' },
  asides: [],
  round: null,
  iterations: null,
  reviewedHead: null,
  reviewedRange: null,
  branch: null,
  base: null,
  commitsAhead: null,
  blockers: [],
  claimedBlockerCount: null,
  resolutions: [],
  quotedCommits: [],
  evidence: [],
  notes: [],
  validation: [],
  discrepancies: [],
  residualRisks: [],
  followUps: [],
  diagnostics: [why],
})
