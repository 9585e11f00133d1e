import { readShortHashes } from '../reading/commit-mentions.ts'
import type { Doubt } from '../reading/edits.ts'
import { leftToFill } from '../reading/left-to-fill.ts'
import { lineAt } from '../reading/passage.ts'
import { placeholder, placeholdersIn } from '../reading/placeholder.ts'
import { lineOf, replaceIn, type Source } from '../reading/source.ts'
import type { CountClaim, Line } from '../reading/types.ts'
import { countInstead, marked, skeleton } from './blocker-edits.ts'
import { passagesIn } from './blocks.ts'
import type { Outline } from './outline.ts'
import type { ReportedBlocker, Verdict } from './report.ts'
import { runTogether } from './run-together.ts'

interface Said {
  readonly verdict: Verdict
  readonly blockers: readonly ReportedBlocker[]
  readonly claimed: CountClaim | null
  readonly denials: readonly Denial[]
}

interface Denial {
  readonly line: Line
  readonly text: string
  readonly labels: readonly string[]
}

/** What a report says as a whole, held against itself: what doesn't fit fails, and is never guessed at. */
export function crossCheck(outline: Outline, source: Source, report: Said): readonly Doubt[] {
  const together = runTogether(outline, source)
  // Blockers that could not be told apart are missing elsewhere: once they can, they are not.
  const apart = together.find(({ severity }) => severity === 'error')?.changes
  return [
    ...blockWithoutBlockers(report, apart, outline, source),
    ...countMismatch(report, apart, outline, source),
    ...approvedUnfixed(report.verdict, report.denials),
    ...unmarked(report.verdict, report.blockers, source),
    ...together,
    ...shortHashes(outline, source),
    ...leftToFill(linesLeft(outline, source), 'error'),
  ]
}

function blockWithoutBlockers(
  { verdict, blockers, claimed }: Said,
  apart: Doubt['changes'] | undefined,
  outline: Outline,
  source: Source,
): Doubt[] {
  if (verdict.outcome !== 'block' || blockers.length > 0) return []
  return [
    {
      code: 'block-without-blockers',
      severity: 'error',
      line: verdict.line,
      message: 'The verdict is blocking, and no blocker could be read.',
      next: 'List each one as a numbered item under "## Blockers": "1. **What must change.** `src/a.ts:12` Why." If nothing blocks, write "Verdict: approve" here.',
      changes: apart ?? (() => skeleton(outline, source, verdict.line, claimed?.count ?? 1)),
    },
  ]
}

/** A verdict that blocks asks for something: what was found is taken for it, and that is said. */
function unmarked(verdict: Verdict, blockers: readonly ReportedBlocker[], source: Source): Doubt[] {
  const isGrave = ({ severity }: ReportedBlocker) => severity === 'blocking' || severity === 'high'
  const [first] = blockers
  if (verdict.outcome !== 'block' || first === undefined || blockers.some(isGrave)) return []
  return [
    {
      code: 'nothing-marked-blocking',
      severity: 'warning',
      line: first.line,
      message: `The verdict blocks, and no finding says that it does: ${blockers.length === 1 ? 'the one that is listed was taken for a blocker' : `all ${blockers.length} were taken as blockers`}.`,
      next: 'List those that must be fixed under "## Blockers", or begin each of them with "[BLOCKER]".',
      changes: () => marked(blockers, source),
    },
  ]
}

function countMismatch(
  { verdict, claimed, blockers }: Said,
  apart: Doubt['changes'] | undefined,
  outline: Outline,
  source: Source,
): Doubt[] {
  const grave = blockers.filter(({ severity }) => severity === 'blocking').length
  if (claimed === null || claimed.count === blockers.length || claimed.count === grave) return []
  const were = blockers.length === 1 ? '1 was' : `${blockers.length} were`
  const isBare = verdict.outcome === 'block' && blockers.length === 0
  return [
    {
      code: 'count-mismatch',
      severity: 'error',
      line: claimed.line,
      message: `${claimed.count} ${claimed.count === 1 ? 'blocker is' : 'blockers are'} announced here, ${were} read${readAt(blockers)}.`,
      next: `Number each blocker under "## Blockers", or write ${blockers.length} here if that is how many there are.`,
      changes:
        apart ??
        (() =>
          isBare
            ? skeleton(outline, source, verdict.line, claimed.count)
            : countInstead(claimed, blockers, source)),
    },
  ]
}

/** In which lines they stand, so that whoever counts sees which is missing. */
function readAt(blockers: readonly ReportedBlocker[]): string {
  if (blockers.length === 0 || blockers.length > 20) return ''
  const lines = blockers.map(({ line }) => line)
  return lines.length === 1 ? `, in line ${lines[0]}` : `, in the lines ${lines.join(', ')}`
}

/** Blockers that are only listed are the ledger's to hold: a trailer may have fixed them since. */
function approvedUnfixed(verdict: Verdict, [denial]: readonly Denial[]): Doubt[] {
  if (verdict.outcome !== 'approve' || verdict.qualifier !== null || denial === undefined) return []
  const name = denial.labels[0] ?? 'B1'
  return [
    {
      code: 'approve-with-open-blockers',
      severity: 'error',
      line: denial.line,
      message: `The verdict in line ${verdict.line} approves, and "${denial.text.slice(0, 100)}" says that a blocker is open.`,
      next: `If it is fixed, write "${name}: fixed in abc1234" here, with its commit. If it is open, write "Verdict: blocking" in line ${verdict.line} and list it under "## Blockers".`,
      changes: () => [],
    },
  ]
}

/** One for each line. */
function shortHashes(outline: Outline, source: Source): Doubt[] {
  const byLine = new Map<Line, string[]>()
  for (const passage of outline.flatMap(({ blocks }) => passagesIn(blocks))) {
    for (const { hash, at } of readShortHashes(passage.text)) {
      const line = lineAt(passage, at)
      const found = byLine.get(line)
      if (found === undefined) byLine.set(line, [hash])
      else if (found.length < MOST_HASHES) found.push(hash)
    }
  }
  return [...byLine].map(([line, hashes]) => ({
    code: 'short-hash',
    severity: 'warning',
    line,
    message: `"${hashes.join('", "')}" ${hashes.length === 1 ? 'is too short to name a commit' : 'are too short to name commits'}.`,
    next: 'Write at least 7 digits of its hash.',
    changes: () =>
      [...new Set(hashes)].flatMap((hash) =>
        replaceIn(
          source,
          line,
          new RegExp(String.raw`(?<![\w/])${hash}(?!\w)`),
          placeholder(`${hash} with at least 7 digits`),
        ),
      ),
  }))
}

/** More in one line is no line that anybody wrote. */
const MOST_HASHES = 10

/** The lines with a placeholder wherever the report is read, as they are written. */
function linesLeft(outline: Outline, source: Source) {
  const passages = outline.flatMap(({ title, blocks }) => [
    ...(title === null ? [] : [title]),
    ...passagesIn(blocks),
  ])
  const lines = passages.flatMap((passage) =>
    passage.text.includes('{')
      ? passage.text
          .split('\n')
          .flatMap((text, index) => (placeholdersIn(text).length > 0 ? [passage.line + index] : []))
      : [],
  )
  return [...new Set(lines)].map((line) => ({ line, text: lineOf(source, line) }))
}
