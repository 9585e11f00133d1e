import { eachOnce } from '../reading/each-once.ts'
import type { Diagnostic } from '../reading/types.ts'
import type { FixStatement } from './fix-statement.ts'
import type { ListedBlocker } from './listed-blocker.ts'
import type { Outline } from './outline.ts'
import type { ReportedBlocker, Resolution } from './report.ts'
import { fixesSaidIn, fixesSaidInItem } from './said-fixes.ts'

export interface FixReading {
  readonly blockers: readonly ReportedBlocker[]
  readonly resolutions: readonly Resolution[]
  /** "B2 is not fixed", and nothing behind it says that it is. */
  readonly denials: readonly FixStatement[]
  readonly diagnostics: readonly Diagnostic[]
}

/** What a report says is fixed: of its own blockers, and of those that earlier rounds raised. */
export function readFixes(outline: Outline, listed: readonly ListedBlocker[]): FixReading {
  const inItems = listed.map((blocker, index) => fixesSaidInItem(blocker, nameOf(blocker, index)))
  const outside = outline.flatMap((section, index) => fixesSaidIn(outline, section, index))
  const own = new Set(listed.map(nameOf))
  const aimed = outside.map((statement) => aim(statement, listed.length, own))
  const claims = (blocker: ListedBlocker, index: number): readonly FixStatement[] => [
    ...(inItems[index] ?? []),
    ...aimed
      .filter(({ labels }) => labels === 'all' || labels.includes(nameOf(blocker, index)))
      .map(({ statement }) => statement),
  ]
  const resolutions = aimed.flatMap((one) => one.resolutions)
  const denials = outside.filter(({ claim }) => claim === 'denied')
  const contradicted = resolutions.filter((resolution) => isDenied(resolution, denials))
  return {
    blockers: listed.map((blocker, index) => {
      const said = standing(claims(blocker, index))
      const { passages: _, row: __, ...reported } = blocker
      return {
        ...reported,
        ordinal: index + 1,
        state: said.length === 0 ? 'open' : 'fixed',
        fixCommits: eachOnce(
          said.flatMap(({ commits }) => commits),
          ({ sha }) => sha,
        ),
      }
    }),
    resolutions: merged(resolutions.filter((resolution) => !contradicted.includes(resolution))),
    denials: denials.filter((denial) => !isTakenBack(denial, outside)),
    diagnostics: [
      ...[...inItems.flat(), ...outside].filter(({ claim }) => claim === 'unclear').map(doubt),
      ...contradicted.map(doubt),
      ...aimed.flatMap(({ diagnostics }) => diagnostics),
    ],
  }
}

/** The claims that nothing behind them takes back. */
function standing(said: readonly FixStatement[]): readonly FixStatement[] {
  const inOrder = [...said].sort((one, other) => one.line - other.line)
  const denied = inOrder.findLastIndex(({ claim }) => claim === 'denied')
  return inOrder.slice(denied + 1).filter(({ claim }) => claim === 'yes')
}

const isTakenBack = (denial: FixStatement, said: readonly FixStatement[]): boolean =>
  said.some(
    ({ claim, labels, line }) =>
      claim === 'yes' &&
      line >= denial.line &&
      labels.some((label) => denial.labels.includes(label)),
  )

/** "All R1 blockers are fixed", and further down "R1-B2 is not fixed". */
const isDenied = ({ of, line }: Resolution, denials: readonly FixStatement[]): boolean =>
  denials.some(
    (denial) =>
      denial.labels.length > 0 &&
      denial.line >= line &&
      ('round' in of || denial.labels.includes(of.label)),
  )

const nameOf = (blocker: Pick<ListedBlocker, 'label'>, index: number): string =>
  blocker.label ?? `B${index + 1}`

interface Aimed {
  readonly statement: FixStatement
  /** The report's own blockers that are meant. */
  readonly labels: readonly string[] | 'all'
  readonly resolutions: readonly Resolution[]
  readonly diagnostics: readonly Diagnostic[]
}

function aim(statement: FixStatement, ownCount: number, own: ReadonlySet<string>): Aimed {
  const nothing = { statement, labels: [], resolutions: [], diagnostics: [] }
  const { labels, group, commits, line, text } = statement
  const mine = statement.prior ? [] : labels.filter((label) => own.has(label))
  if (statement.claim !== 'yes') return { ...nothing, labels: mine }
  if (labels.length > 0) {
    const others = labels.filter((label) => !mine.includes(label))
    return {
      ...nothing,
      labels: mine,
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
  commits: eachOnce([...one.commits, ...other.commits], ({ sha }) => sha),
})

const doubt = ({ line, text }: Pick<FixStatement, 'line' | 'text'>): Diagnostic => ({
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
