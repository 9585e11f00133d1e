import { readShortHash } from '../reading/commit-mentions.ts'
import { lineAt, oneLine, type Passage } from '../reading/passage.ts'
import type { CountClaim, Diagnostic, Line } from '../reading/types.ts'
import { type Block, passagesIn, plainText } from './blocks.ts'
import { saysNothing } from './entries.ts'
import { readFindings } from './findings/findings.ts'
import { rolesOf, subjectOf } from './findings/sections.ts'
import type { Outline, Section } from './outline.ts'
import type { ReportedBlocker, Verdict } from './report.ts'

/** What a report says as a whole, held against itself: what doesn't fit fails, and is never guessed at. */
export const crossCheck = (
  outline: Outline,
  report: {
    readonly verdict: Verdict
    readonly blockers: readonly ReportedBlocker[]
    readonly claimed: CountClaim | null
    readonly denials: readonly { readonly line: Line; readonly text: string }[]
  },
): readonly Diagnostic[] => [
  ...blockWithoutBlockers(report.verdict, report.blockers),
  ...countMismatch(report.claimed, report.blockers),
  ...approvedUnfixed(report.verdict, report.denials),
  ...unmarked(report.verdict, report.blockers),
  ...runTogether(outline),
  ...shortHashes(outline),
]

function blockWithoutBlockers(
  verdict: Verdict,
  blockers: readonly ReportedBlocker[],
): Diagnostic[] {
  if (verdict.outcome !== 'block' || blockers.length > 0) return []
  return [
    {
      code: 'block-without-blockers',
      severity: 'error',
      line: verdict.line,
      message: 'The verdict is blocking, and no blocker could be read.',
      next: 'List each one as a numbered item under "## Blockers".',
    },
  ]
}

/** A verdict that blocks asks for something: what was found is taken for it, and that is said. */
function unmarked(verdict: Verdict, blockers: readonly ReportedBlocker[]): Diagnostic[] {
  const isGrave = ({ severity }: ReportedBlocker) => severity === 'blocking' || severity === 'high'
  const [first] = blockers
  if (verdict.outcome !== 'block' || first === undefined || blockers.some(isGrave)) return []
  return [
    {
      code: 'nothing-marked-blocking',
      severity: 'warning',
      line: first.line,
      message: `The verdict blocks, and no finding says that it does: ${blockers.length === 1 ? 'the one that is listed was' : `all ${blockers.length} were`} taken as blockers.`,
      next: 'List those that must be fixed under "## Blockers".',
    },
  ]
}

function countMismatch(
  claimed: CountClaim | null,
  blockers: readonly ReportedBlocker[],
): Diagnostic[] {
  const grave = blockers.filter(({ severity }) => severity === 'blocking').length
  if (claimed === null || claimed.count === blockers.length || claimed.count === grave) return []
  const were = blockers.length === 1 ? '1 was' : `${blockers.length} were`
  return [
    {
      code: 'count-mismatch',
      severity: 'error',
      line: claimed.line,
      message: `${claimed.count} ${claimed.count === 1 ? 'blocker is' : 'blockers are'} announced here, ${were} read.`,
      next: 'Number each blocker under "## Blockers", or correct the announced number.',
    },
  ]
}

/** Blockers that are only listed are the ledger's to hold: a trailer may have fixed them since. */
function approvedUnfixed(
  verdict: Verdict,
  [denial]: readonly { readonly line: Line; readonly text: string }[],
): Diagnostic[] {
  if (verdict.outcome !== 'approve' || verdict.qualifier !== null || denial === undefined) return []
  return [
    {
      code: 'approve-with-open-blockers',
      severity: 'error',
      line: denial.line,
      message: `The verdict in line ${verdict.line} approves, and "${denial.text.slice(0, 100)}" says that a blocker is open.`,
      next: 'Say in which commit it was fixed, or block.',
    },
  ]
}

/** Lists that lost their line breaks: what was one item and what another can't be told apart. */
function runTogether(outline: Outline): Diagnostic[] {
  const roles = rolesOf(outline)
  const holding = sectionsHolding(outline, readFindings(outline))
  return outline.flatMap((section, index): Diagnostic[] => {
    const glued = passagesIn(section.blocks)
      .map(gluedLine)
      .find((line) => line !== null)
    const lists = roles[index] === 'list' && subjectOf(section).severity === 'blocking'
    const isHtml = lists && section.blocks.some((block) => block.type === 'quote' && block.html)
    const isUnread =
      isHtml ||
      (lists && section.kind === 'blockers' && !holding.has(section) && !isEmpty(section.blocks))
    if (glued === undefined && !isUnread) return []
    const titled = section.title === null ? 'the text' : `"${oneLine(section.title)}"`
    return [
      {
        code: 'items-run-together',
        severity: lists ? 'error' : 'warning',
        line: glued ?? section.line,
        message: `The items of ${titled} could not be told apart.`,
        next: 'Begin each item on a line of its own, with its number.',
      },
    ]
  })
}

/** "None.", a list of nothing but that, a table whose rows are dashes. */
const isEmpty = (blocks: readonly Block[]): boolean =>
  blocks.every((block) => {
    switch (block.type) {
      case 'list':
        return block.items.every((entry) => saysNothing(plainText(entry.blocks)))
      case 'table':
        return block.rows
          .slice(1)
          .every(({ cells }) => cells.every(({ text }) => EMPTY_CELL.test(text)))
      case 'code':
        return true
      default:
        return saysNothing(plainText([block]))
    }
  })

const EMPTY_CELL = /^\W*(?:none|n\/a|no\b[^.]{0,40})?\W*$/iu

/** The sections in which something was found, and those around them. */
function sectionsHolding(
  outline: Outline,
  findings: readonly { readonly line: Line }[],
): ReadonlySet<Section> {
  const holding = new Set<Section>()
  const lines = findings.map(({ line }) => line).sort((one, other) => one - other)
  let next = 0
  for (const [index, section] of outline.entries()) {
    const end = outline[index + 1]?.line ?? Number.POSITIVE_INFINITY
    while (next < lines.length && (lines[next] ?? 0) < end) {
      for (const outer of [section, ...section.around]) holding.add(outer)
      next++
    }
  }
  return holding
}

/** The end of a sentence, a dash, the next one: "… reported success.- Reciprocal registration …". */
const GLUED = /[.)\]`\w]-\s+(?=[A-Z])/

function gluedLine(passage: Passage): Line | null {
  const found = GLUED.exec(passage.text)
  return found === null ? null : lineAt(passage, found.index)
}

const shortHashes = (outline: Outline): Diagnostic[] =>
  outline
    .flatMap(({ blocks }) => passagesIn(blocks))
    .flatMap((passage) => {
      const hash = readShortHash(passage.text)
      if (hash === null) return []
      return [
        {
          code: 'short-hash',
          severity: 'warning' as const,
          line: passage.line,
          message: `"${hash}" is too short to name a commit.`,
          next: 'Write at least 7 digits of its hash.',
        },
      ]
    })
