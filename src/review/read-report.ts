import { readCommitMentions } from '../reading/commit-mentions.ts'
import { eachOnce } from '../reading/each-once.ts'
import { type Doubt, withEdits } from '../reading/edits.ts'
import { placesOnce, readEvidence } from '../reading/evidence.ts'
import { parseMarkdown } from '../reading/parse-markdown.ts'
import type { Passage } from '../reading/passage.ts'
import { emptied, placeholdersIn } from '../reading/placeholder.ts'
import { plainLines, type Source, sourceOf } from '../reading/source.ts'
import type { CommitMention, Diagnostic, Evidence, Line } from '../reading/types.ts'
import { passagesIn } from './blocks.ts'
import { crossCheck } from './cross-checks.ts'
import { dataAsMarkdown } from './data-blocks.ts'
import { readClaimedCount } from './findings/announced.ts'
import { readBlockers } from './findings/blockers.ts'
import type { Finding } from './findings/finding.ts'
import { readItems } from './findings/items.ts'
import { readFixes } from './fixes/fixes.ts'
import { cutFrontMatter } from './front-matter.ts'
import { readHeader } from './header.ts'
import { type Outline, outlineOf } from './outline.ts'
import { asMarkdown } from './pasted-text.ts'
import type { ReviewReport } from './report.ts'
import { approvedOverFailures, findDiscrepancies } from './runs/discrepancies.ts'
import { readValidation } from './runs/validation.ts'
import { readVerdict } from './verdict/verdict.ts'

/** The longest report that is read, in bytes of UTF-8. */
export const MAX_REPORT_BYTES = 512 * 1024

/** More blockers than any reviewer lists; each is held against those of every other revision. */
export const MAX_BLOCKERS = 250

/** Reads a review report. Whatever it says unclearly becomes a diagnostic; nothing is guessed, nothing thrown. */
export function readReport(markdown: string): ReviewReport {
  if (Buffer.byteLength(markdown) > MAX_REPORT_BYTES) return unread(tooLarge)
  const text = plainLines(markdown)
  const { entries, record, rest, body } = cutFrontMatter(emptied(text))
  const parsed = parseMarkdown(asMarkdown(dataAsMarkdown(rest)))
  if ('refused' in parsed) return unread(parsed.refused)
  return readOutline(outlineOf(parsed.root, entries), record, sourceOf(text, body))
}

/** @param record the whole front matter, which may list what was run */
function readOutline(outline: Outline, record: Passage | null, source: Source): ReviewReport {
  const { verdict, asides, doubts } = readVerdict(outline, source)
  const listed = readBlockers(outline, verdict)
  const fixes = readFixes(outline, listed.slice(0, MAX_BLOCKERS), source)
  const validation = readValidation(outline, record)
  const claimed = readClaimedCount(outline, verdict)
  return {
    ...readHeader(outline),
    verdict,
    asides,
    // What nobody has described yet is no blocker that a later revision could be held to.
    blockers: fixes.blockers.filter(({ title }) => placeholdersIn(title).length === 0),
    claimedBlockerCount: claimed,
    resolutions: fixes.resolutions,
    quotedCommits: quotedCommits(outline),
    evidence: otherEvidence(outline, listed),
    notes: readItems(outline, 'notes'),
    validation,
    discrepancies: findDiscrepancies(validation),
    residualRisks: readItems(outline, 'risks'),
    followUps: readItems(outline, 'follow-ups'),
    diagnostics: withEdits(
      source,
      [
        ...(listed[MAX_BLOCKERS] === undefined ? [] : [tooMany(listed[MAX_BLOCKERS].line)]),
        ...doubts,
        ...fixes.doubts,
        ...approvedOverFailures(verdict, validation, { outline, source }),
        ...crossCheck(outline, source, {
          verdict,
          blockers: fixes.blockers,
          claimed,
          denials: fixes.denials,
        }),
      ].sort((a, b) => a.line - b.line),
    ),
  }
}

/** The commits whose subject is quoted, each once. */
const quotedCommits = (outline: Outline): readonly CommitMention[] => {
  const quoted = outline
    .flatMap(({ blocks }) => passagesIn(blocks))
    .flatMap(readCommitMentions)
    .filter(({ subject }) => subject !== null)
  return eachOnce(quoted, ({ sha }) => sha)
}

/** What is cited outside of blockers and notes. */
function otherEvidence(outline: Outline, blockers: readonly Finding[]): readonly Evidence[] {
  const others = outline.filter(({ kind, within }) => kind !== 'notes' && !within.includes('notes'))
  const all = others.flatMap(({ blocks }) => passagesIn(blocks)).flatMap(readEvidence)
  const lines = new Set(blockers.flatMap(({ evidence }) => evidence.map(({ line }) => line)))
  return placesOnce(all.filter(({ line }) => !lines.has(line)))
}

const tooLarge: Diagnostic = {
  code: 'report-too-large',
  severity: 'error',
  line: 1,
  message: `This report is longer than ${MAX_REPORT_BYTES / 1024} KB; nothing of it was read.`,
  next: 'Keep logs out of the report, or split it into several files.',
  edit: null,
}

const tooMany = (line: Line): Doubt => ({
  code: 'too-many-blockers',
  severity: 'error',
  line,
  message: `A report can list ${MAX_BLOCKERS} blockers; this one and those after it were not read.`,
  next: `Split the report: list at most ${MAX_BLOCKERS} blockers in one file.`,
  changes: () => [],
})

/** A report of which nothing was read. */
const unread = (why: Diagnostic): ReviewReport => ({
  ...readHeader([]),
  verdict: { outcome: 'none', qualifier: null, line: why.line, text: '' },
  asides: [],
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
