import type { CommitMention, Diagnostic } from '../reading/types.ts'
import type { ListedBlocker } from './blockers.ts'
import type { FixStatement } from './fix-statement.ts'
import type { Outline } from './outline.ts'
import type { ReportedBlocker, Resolution } from './report.ts'
import { fixesSaidIn, fixesSaidInItem, type SaidFix } from './said-fixes.ts'

export interface FixReading {
  readonly blockers: readonly ReportedBlocker[]
  readonly resolutions: readonly Resolution[]
  readonly diagnostics: readonly Diagnostic[]
}

/** What a report says is fixed: of its own blockers, and of those that earlier rounds raised. */
export function readFixes(outline: Outline, listed: readonly ListedBlocker[]): FixReading {
  const inItems = listed.map(({ passages }) =>
    passages.flatMap((passage) => fixesSaidInItem(passage)),
  )
  const outside = outline.flatMap((section, index) => fixesSaidIn(outline, section, index))
  const own = new Set(listed.map(nameOf))
  const aimed = outside.map((statement) => aim(statement, listed.length, own))
  const claims = (blocker: ListedBlocker, index: number): readonly FixStatement[] => [
    ...(inItems[index] ?? []),
    ...aimed
      .filter(({ labels }) => labels === 'all' || labels.includes(nameOf(blocker, index)))
      .map(({ statement }) => statement),
  ]
  return {
    blockers: listed.map((blocker, index) => {
      const said = claims(blocker, index).filter(({ doubtful }) => !doubtful)
      const { passages: _, ...reported } = blocker
      return {
        ...reported,
        ordinal: index + 1,
        state: said.length === 0 ? 'open' : 'fixed',
        fixCommits: eachOnce(said.flatMap(({ commits }) => commits)),
      }
    }),
    resolutions: merged(aimed.flatMap(({ resolutions }) => resolutions)),
    diagnostics: [
      ...[...inItems.flat(), ...outside].filter(({ doubtful }) => doubtful).map(doubt),
      ...aimed.flatMap(({ diagnostics }) => diagnostics),
    ],
  }
}

const nameOf = (blocker: Pick<ListedBlocker, 'label'>, index: number): string =>
  blocker.label ?? `B${index + 1}`

const eachOnce = (commits: readonly CommitMention[]): readonly CommitMention[] =>
  [...new Map([...commits].reverse().map((commit) => [commit.sha, commit])).values()].reverse()

interface Aimed {
  readonly statement: FixStatement
  /** The report's own blockers that are meant. */
  readonly labels: readonly string[] | 'all'
  readonly resolutions: readonly Resolution[]
  readonly diagnostics: readonly Diagnostic[]
}

function aim(statement: SaidFix, ownCount: number, own: ReadonlySet<string>): Aimed {
  const nothing = { statement, labels: [], resolutions: [], diagnostics: [] }
  if (statement.doubtful) return nothing
  const { labels, group, commits, line, text } = statement
  if (labels.length > 0) {
    const others = labels.filter((label) => !own.has(label))
    return {
      ...nothing,
      labels: labels.filter((label) => own.has(label)),
      resolutions: others.map((label) => ({ of: { label }, count: null, commits, line, text })),
    }
  }
  if (group === null) return nothing
  if (group.prior || ownCount === 0) {
    return {
      ...nothing,
      resolutions: [{ of: { round: group.round }, count: group.count, commits, line, text }],
    }
  }
  if (group.count !== null && group.count !== ownCount) {
    return { ...nothing, diagnostics: [otherCount(statement, group.count, ownCount)] }
  }
  return { ...nothing, labels: 'all' }
}

/** "Addresses the two prior blockers" and "the R1 blockers are resolved" are one thing said twice. */
function merged(resolutions: readonly Resolution[]): readonly Resolution[] {
  const byLabel = new Map<string, Resolution>()
  const ofRounds: Resolution[] = []
  for (const resolution of resolutions) {
    if ('label' in resolution.of) {
      const same = byLabel.get(resolution.of.label)
      byLabel.set(resolution.of.label, same === undefined ? resolution : together(same, resolution))
      continue
    }
    const at = ofRounds.findIndex((other) => isSameRound(other, resolution))
    const same = ofRounds[at]
    if (same === undefined) ofRounds.push(resolution)
    else ofRounds[at] = together(same, resolution)
  }
  return [...ofRounds, ...byLabel.values()].sort((one, other) => one.line - other.line)
}

function isSameRound(one: Resolution, other: Resolution): boolean {
  const agree = (a: number | null, b: number | null) => a === null || b === null || a === b
  return 'round' in one.of && 'round' in other.of
    ? agree(one.of.round, other.of.round) && agree(one.count, other.count)
    : false
}

const together = (one: Resolution, other: Resolution): Resolution => ({
  ...one,
  of: 'label' in one.of || 'label' in other.of ? one.of : { round: one.of.round ?? other.of.round },
  count: one.count ?? other.count,
  commits: eachOnce([...one.commits, ...other.commits]),
})

const doubt = ({ line, text }: FixStatement): Diagnostic => ({
  code: 'unclear-fix',
  severity: 'warning',
  line,
  message: `"${text.length > 100 ? `${text.slice(0, 99)}…` : text}" does not say clearly which blocker is fixed.`,
  next: 'Name each blocker with its commit: "B1: fixed in abc1234".',
})

const otherCount = ({ line, text }: FixStatement, said: number, listed: number): Diagnostic => ({
  code: 'count-mismatch',
  severity: 'error',
  line,
  message: `"${text}" speaks of ${said} blockers, this report lists ${listed}.`,
  next: 'Name each blocker with its commit: "B1: fixed in abc1234".',
})
