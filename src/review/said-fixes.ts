import { readCommitMentions } from '../reading/commit-mentions.ts'
import { leadingLabel } from '../reading/label.ts'
import { oneLine, type Passage, plainPassage, sentencesIn } from '../reading/passage.ts'
import type { CommitMention } from '../reading/types.ts'
import { rolesOf } from './blocker-sections.ts'
import { entriesOf } from './entries.ts'
import { type FixStatement, type Group, readFixStatements } from './fix-statement.ts'
import { type Block, type Outline, passagesIn, type Section } from './outline.ts'

/** "Fixed in `abc1234`", "Status: resolved by `abc1234`", "Fix: `abc1234`" inside a blocker's own entry. */
export function fixesSaidInItem(passage: Passage): readonly FixStatement[] {
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
  line: sentence.line,
  text: oneLine(sentence),
})

/** Sections in which a fix that is mentioned is beside the point. */
const SILENT = new Set(['notes', 'risks', 'follow-ups', 'validation'])

/** A statement outside of the entries, with the section it was made in. */
export interface SaidFix extends FixStatement {
  readonly section: Section['kind']
}

/** What a section says to be fixed, outside of the entries that list blockers. */
export function fixesSaidIn(outline: Outline, section: Section, index: number): readonly SaidFix[] {
  if ([section.kind, ...section.within].some((kind) => SILENT.has(kind))) return []
  const role = rolesOf(outline)[index]
  // What stands in a blocker's own text is read with it.
  if (role === 'blocker' || role === 'inside') return []
  const ownEntries = role === 'list'
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
