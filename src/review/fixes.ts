import { readCommitMentions } from '../reading/commit-mentions.ts'
import { leadingLabel } from '../reading/label.ts'
import { lineAt, oneLine, type Passage, plainPassage, sentencesIn } from '../reading/passage.ts'
import type { CommitMention, Diagnostic } from '../reading/types.ts'
import { isList, type ListedBlocker } from './blockers.ts'
import { entriesOf } from './entries.ts'
import { type FixStatement, type Group, readFixStatements } from './fix-statement.ts'
import { type Block, type Outline, passagesIn, type Section } from './outline.ts'
import type { ReportedBlocker, Resolution } from './report.ts'

export interface FixReading {
  readonly blockers: readonly ReportedBlocker[]
  readonly resolutions: readonly Resolution[]
  readonly diagnostics: readonly Diagnostic[]
}

/** What a report says is fixed: of its own blockers, and of those that earlier rounds raised. */
export function readFixes(outline: Outline, listed: readonly ListedBlocker[]): FixReading {
  const inItems = listed.map(({ passages }) => passages.flatMap((passage) => saidInItem(passage)))
  const outside = outline.flatMap((section, index) => saidIn(outline, section, index))
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

/** "Fixed in `abc1234`", "Status: resolved by `abc1234`", "Fix: `abc1234`" inside a blocker's own entry. */
function saidInItem(passage: Passage): readonly FixStatement[] {
  return sentencesIn(passage).flatMap((sentence) => {
    const commits = readCommitMentions(sentence)
    const statements = readFixStatements(sentence).filter(
      ({ doubtful }) => commits.length > 0 || doubtful,
    )
    if (statements.length > 0) return [{ ...(statements[0] as FixStatement), commits }]
    if (isBareStatus(sentence.text)) return [stated(sentence, [], null, commits)]
    return FIX_KEY.test(sentence.text) && commits.length > 0
      ? [stated(sentence, [], null, commits)]
      : []
  })
}

/** "Status: fixed", "✅ Fixed", "(resolved)". */
const isBareStatus = (text: string): boolean =>
  /^(?:status\s*:\s*)?[(✅☑✔\s]*(?:fixed|resolved|addressed|closed)\s*[.)]?$/iu.test(text.trim())

/** The key alone claims a fix when a hash is its value. */
const FIX_KEY =
  /^(?:fix(?:ed)?(?:[- ](?:by|in|commit))?|fix commits?|resolution|resolved[- ]by|commits?)\s*:\s*["'(]?[0-9a-f]{7,40}\b/i

const stated = (
  sentence: Passage,
  labels: readonly string[],
  group: Group | null,
  commits: readonly CommitMention[],
): FixStatement => ({
  labels,
  group,
  commits,
  doubtful: false,
  line: lineAt(sentence, 0),
  text: oneLine(sentence),
})

/** Sections in which a fix that is mentioned is beside the point. */
const SILENT = new Set(['notes', 'risks', 'follow-ups', 'validation'])

/** A statement outside of the entries, with the section it was made in. */
interface Said extends FixStatement {
  readonly section: Section['kind']
}

function saidIn(outline: Outline, section: Section, index: number): readonly Said[] {
  if ([section.kind, ...section.within].some((kind) => SILENT.has(kind))) return []
  const ownEntries = isList(outline, index)
  const blocks = ownEntries
    ? section.blocks.filter(({ type }) => type !== 'list' && type !== 'table')
    : section.blocks
  const about = section.kind === 'fixes' || section.kind === 'prior-blockers'
  const title = section.title === null || section.depth > 6 ? [] : [section.title]
  const statements = [
    ...[...title, ...passagesIn(withoutTables(blocks))]
      .flatMap(sentencesIn)
      .flatMap((sentence) => sentenceSays(sentence, section, ownEntries)),
    ...(about || section.kind === 'result' || section.kind === 'verdict' || section.kind === 'other'
      ? rowsSay(blocks)
      : []),
    ...(about ? unnamed(blocks) : []),
  ]
  return statements.map((statement) => ({ ...statement, section: section.kind }))
}

const withoutTables = (blocks: readonly Block[]): readonly Block[] =>
  blocks.filter(({ type }) => type !== 'table')

function sentenceSays(
  sentence: Passage,
  section: Section,
  afterOwnList: boolean,
): readonly FixStatement[] {
  const statements = readFixStatements(sentence)
  const about = section.kind === 'fixes' || section.kind === 'prior-blockers'
  const named = statements.filter(({ labels, group }) => labels.length > 0 || group !== null)
  if (named.length > 0) return named
  const commits = readCommitMentions(sentence)
  if (commits.length === 0) return []
  const label = leadingLabel(sentence.text)
  if (about && label !== null && /^["'(]?[0-9a-f]{7,40}\b/i.test(sentence.text.slice(label.end))) {
    return [stated(sentence, [label.label], null, commits)]
  }
  if (
    (about || afterOwnList) &&
    (ADDED.test(sentence.text) || (about && statements.length > 0) || FIX_KEY.test(sentence.text))
  ) {
    return [
      stated(
        sentence,
        [],
        { count: null, prior: section.kind === 'prior-blockers', round: null },
        commits,
      ),
    ]
  }
  return []
}

/** "Coder added commit …": in the section about fixes, that is the fix of them all. */
const ADDED =
  /\b(?:coder|author|developer|implementer|agent|they|we)\s+(?:\w+\s+)?(?:added|pushed|committed|submitted|answered with|responded with|landed)\s+(?:the\s+|a\s+)?(?:\w+\s+)?commits?\b/i

/** A row of a status table: `| B1 | fixed | abc1234 |`. */
const rowsSay = (blocks: readonly Block[]): readonly FixStatement[] =>
  blocks.flatMap((block) => {
    if (block.type !== 'table') return []
    return block.rows.slice(1).flatMap(({ cells, line }) => {
      const label = leadingLabel(cells[0]?.text ?? '')
      const rest = cells.slice(1)
      const isFixed = rest.some(({ text }) =>
        /^[✅☑✔\s]*(?:fixed|resolved|addressed|closed)\b(?!.*\bnot\b)/iu.test(text.trim()),
      )
      if (label === null || !isFixed) return []
      const row = plainPassage(cells.map(oneLine).join(' | '), line)
      return [
        stated(
          row,
          [label.label],
          null,
          rest.flatMap((cell) => readCommitMentions(cell).map((commit) => ({ ...commit, line }))),
        ),
      ]
    })
  })

/** An entry that is called fixed without saying which blocker it is. */
const unnamed = (blocks: readonly Block[]): readonly FixStatement[] =>
  entriesOf(blocks).flatMap((entry) =>
    passagesIn(entry.blocks)
      .flatMap(sentencesIn)
      .flatMap(readFixStatements)
      .filter(
        ({ labels, group, commits }) => labels.length === 0 && group === null && commits.length > 0,
      )
      .map((statement) => ({ ...statement, doubtful: true })),
  )

interface Aimed {
  readonly statement: FixStatement
  /** The report's own blockers that are meant. */
  readonly labels: readonly string[] | 'all'
  readonly resolutions: readonly Resolution[]
  readonly diagnostics: readonly Diagnostic[]
}

function aim(statement: Said, ownCount: number, own: ReadonlySet<string>): Aimed {
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
  const all: Resolution[] = []
  for (const resolution of resolutions) {
    const index = all.findIndex((other) => isSame(other, resolution))
    const same = all[index]
    if (same === undefined) all.push(resolution)
    else all[index] = together(same, resolution)
  }
  return all
}

function isSame(one: Resolution, other: Resolution): boolean {
  if ('label' in one.of || 'label' in other.of) {
    return 'label' in one.of && 'label' in other.of && one.of.label === other.of.label
  }
  const agree = (a: number | null, b: number | null) => a === null || b === null || a === b
  return agree(one.of.round, other.of.round) && agree(one.count, other.count)
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
