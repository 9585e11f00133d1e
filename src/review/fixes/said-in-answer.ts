import { readCommitMentions } from '../../reading/commit-mentions.ts'
import { readLead } from '../../reading/lead.ts'
import { linesIn, type Passage, part, sentencesIn } from '../../reading/passage.ts'
import { type Entry, type List, passagesIn } from '../blocks.ts'
import type { Section } from '../outline.ts'
import { isTroubled, shapeOf } from './claim.ts'
import { type FixStatement, readFixStatements } from './fix-statement.ts'
import type { Names } from './names.ts'
import { AGAINST, ALL, hasFixKey, inAnswer, named, ofAll, stated } from './said-of.ts'
import { rowsSay } from './status-row.ts'
import { saidInUnit, type Unit } from './told-unit.ts'

/** A section in which fixes are told of. */
export interface Answer {
  readonly names: Names
  /** "Fixes applied", "Resolved findings": what it names is fixed, unless it says otherwise. */
  readonly isDone: boolean
  /** It speaks of blockers of another round. */
  readonly isPrior: boolean
  /** Its numbers are those of blockers. */
  readonly ofBlockers: boolean
  /** The heading around it that names whom it is about. */
  readonly heading: Passage | null
}

/** A section about fixes: each entry and sub-heading of one finding, or running text about them all. */
export function saidInAnswer(section: Section, answer: Answer): readonly FixStatement[] {
  const { heading } = answer
  const own = heading === null ? null : nameOf(heading, answer)
  const said: FixStatement[] = []
  const pieces = section.blocks.flatMap((block): readonly Piece[] => {
    switch (block.type) {
      case 'paragraph':
        return unitsOfLines(block.passage, answer)
      case 'list':
        return block.items.map((entry, at) => pieceOf(block, entry, at, answer))
      case 'table':
        said.push(...rowsSay([block], answer.ofBlockers ? 'blockers' : 'any', answer.names))
        return []
      default:
        return []
    }
  })
  if (own !== null && heading !== null) {
    const { keys, end } = own
    const rest = pieces.filter((piece) => piece.keys.length === 0 || isSame(piece.keys, keys))
    const others = pieces.filter((piece) => !rest.includes(piece))
    const passages = [
      ...(heading === section.title ? [heading] : []),
      ...rest.flatMap((piece) => piece.passages),
    ]
    const from = heading === section.title ? end : 0
    return [...said, ...saidInUnit({ keys, passages, from }, answer), ...inTurn(others, answer)]
  }
  return [...titleSays(section, answer), ...said, ...inTurn(pieces, answer)]
}

/** A paragraph, line or entry; about nobody in particular where it names none. */
type Piece = Unit

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.every((key) => other.includes(key))

const titleSays = ({ title, depth }: Section, { names }: Answer): readonly FixStatement[] =>
  title === null || depth > 6
    ? []
    : sentencesIn(title).flatMap((sentence) =>
        named(readFixStatements(sentence, inAnswer(names)), sentence, null),
      )

/** Piece by piece: a line "Commit: abc1234" below others is the commit of those that name none. */
function inTurn(pieces: readonly Piece[], answer: Answer): readonly FixStatement[] {
  const said: FixStatement[] = []
  let waiting: readonly string[] = []
  let leading: Passage | null = null
  for (const piece of pieces) {
    const [first] = piece.passages
    if (first === undefined) continue
    if (piece.keys.length > 0) {
      const commits = leading === null ? [] : readCommitMentions(leading)
      const own = saidInUnit(piece, answer)
      const isAnswered = own.some(({ claim, commits: by }) => claim !== 'yes' || by.length > 0)
      if (leading !== null && !isAnswered && !isTroubled(first.text)) {
        said.push({ ...stated(first, piece.keys, null, commits) })
      } else said.push(...own)
      if (!isAnswered && leading === null) waiting = [...waiting, ...piece.keys]
      continue
    }
    leading = null
    if (waiting.length > 0 && hasFixKey(first, answer.names)) {
      said.push(stated(first, waiting, null, readCommitMentions(first)))
      waiting = []
      continue
    }
    if (COMMIT_ALONE.test(shapeOf(first, answer.names)) && piece.passages.length === 1)
      leading = first
    said.push(...saidFreely(piece, answer))
  }
  return said
}

/** "`abc1234` (frontend):" above the list of what it fixes. */
const COMMIT_ALONE = /^(?:(?:fix )?commit\s*)?@\s*(?:\([^()]{1,40}\))?\s*:?$/i

/** The lines of a paragraph, those that name nobody with the one before. */
function unitsOfLines(passage: Passage, answer: Answer): readonly Piece[] {
  const pieces: { keys: readonly string[]; from: number; lines: Passage[] }[] = []
  for (const line of linesIn(passage)) {
    const name = nameOf(line, answer)
    const last = pieces.at(-1)
    if (name === null && last !== undefined) last.lines.push(line)
    else pieces.push({ keys: name?.keys ?? [], from: name?.end ?? 0, lines: [line] })
  }
  if (pieces.length <= 1) {
    return [{ keys: pieces[0]?.keys ?? [], from: pieces[0]?.from ?? 0, passages: [passage] }]
  }
  return pieces.map(({ keys, from, lines }) => ({ keys, from, passages: together(passage, lines) }))
}

/** Lines of one passage that follow each other, as they stand there. */
function together(passage: Passage, lines: readonly Passage[]): readonly Passage[] {
  const [first] = lines
  const last = lines.at(-1)
  if (first === undefined || last === undefined) return []
  const all = passage.text.split('\n')
  const before = all.slice(0, first.line - passage.line).join('\n').length
  const until = all.slice(0, last.line - passage.line + 1).join('\n').length
  return [part(passage, before, until)]
}

function pieceOf({ start }: List, entry: Entry, at: number, answer: Answer): Piece {
  const passages = passagesIn(entry.blocks)
  const [first] = passages
  if (first === undefined) return { keys: [], from: 0, passages }
  const name = nameOf(first, answer)
  if (name !== null) return { keys: name.keys, from: name.end, passages }
  const isNumbered = start !== null && STATUS_FIRST.test(first.text)
  const keys = isNumbered ? answer.names.numbered(start + at, answer.ofBlockers) : []
  return { keys, from: 0, passages }
}

/** Whom a text begins with: findings of this report, or an id that another one gave. */
function nameOf(
  passage: Passage,
  { names, ofBlockers }: Answer,
): { readonly keys: readonly string[]; readonly end: number } | null {
  const known = names.leading(passage)
  if (known !== null) return known
  const lead = readLead(passage)
  if (lead.label !== null) return { keys: [lead.label], end: lead.end }
  const number = /^#(\d{1,3})\b/.exec(passage.text)
  if (number === null) return null
  const keys = names.numbered(Number(number[1]), ofBlockers)
  return keys.length === 0 ? null : { keys, end: number[0].length }
}

const STATUS_FIRST =
  /^(?:\p{Extended_Pictographic}|\uFE0F|\s)*(?:(?:not|un|partially|still)[\s-]*)?(?:fixed|resolved|addressed|closed|open|done)\b/iu

/** What an entry or paragraph says that begins with no name. */
const saidFreely = ({ passages }: Piece, answer: Answer): readonly FixStatement[] =>
  passages.flatMap(sentencesIn).flatMap((sentence): readonly FixStatement[] => {
    const { names, isPrior } = answer
    const statements = readFixStatements(sentence, inAnswer(names))
    const found = named(statements, sentence, null)
    if (found.length > 0) return found
    const ofCommit = subjectNames(sentence, names)
    if (ofCommit !== null) return [ofCommit]
    const all = ofAll(sentence, isPrior, names)
    if (all.length > 0) return all
    const commits = readCommitMentions(sentence)
    if (commits.length === 0) return []
    const claimed = statements.filter(({ claim }) => claim === 'yes')
    return claimed.length > 0 && !names.all.some(({ blocks }) => !blocks)
      ? [stated(sentence, [], ALL(isPrior), commits)]
      : statements
  })

/** "abc1234 fix: bound the loop (B1)" in a list of fix commits. */
function subjectNames(sentence: Passage, names: Names): FixStatement | null {
  const mentions = names.in(sentence.text)
  const [first] = mentions
  const last = mentions.at(-1)
  if (first === undefined || last === undefined) return null
  const before = sentence.text.slice(0, first.at)
  const after = sentence.text.slice(last.end)
  const isFirst = /^[0-9a-f]{7,40}(?:["')]*\s*(?:[:→⇒—–-]|=>|->)\s*[[(]?|\s*\()$/i.test(before)
  const opens =
    /^[0-9a-f]{7,40}\b.{0,300}[[(](?:fix(?:es)? )?(?:[^()[\]]{0,200}(?:, | and |\/))?$/is
  const isLast = opens.test(sentence.text.slice(0, last.at)) && /^[\])][.:]?$/.test(after)
  if (!isFirst && !isLast) return null
  const keys = mentions.flatMap((mention) => mention.keys)
  const said = stated(sentence, keys, null, readCommitMentions(sentence))
  return AGAINST.test(sentence.text) ? { ...said, claim: 'unclear' } : said
}
