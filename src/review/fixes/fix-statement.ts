import { readCommitMentions } from '../../reading/commit-mentions.ts'
import { FIX_VERBS } from '../../reading/lexicon.ts'
import { readCount } from '../../reading/numbers.ts'
import { lineAt, oneLine, type Passage, part } from '../../reading/passage.ts'
import { SEVERITY_WORD, type Severity, severityNamed } from '../../reading/severity.ts'
import type { CommitMention, Line } from '../../reading/types.ts'
import { type Claim, readClaim, type Setting } from './claim.ts'

/** "B1 is fixed in abc1234", "commit abc1234 addresses the two prior blocking issues". */
export interface FixStatement {
  readonly labels: readonly string[]
  readonly group: Group | null
  readonly commits: readonly CommitMention[]
  /** `unclear`: it could be read as a fix and as none, "two of the three", "fixed, but …". */
  readonly claim: Exclude<Claim, 'none'>
  /** It stands under a heading like "Prior blockers": its labels are those of another round. */
  readonly prior: boolean
  readonly line: Line
  readonly text: string
}

/** Blockers that are meant together. */
export interface Group {
  readonly count: number | null
  /** "Prior", "R1", "earlier": those of another round. */
  readonly prior: boolean
  readonly round: number | null
  /** "All important findings". */
  readonly severity: Severity | null
  /** "All findings", those that don't block too. */
  readonly ofFindings: boolean
}

/** What a sentence says to be fixed; several when it goes through them one by one. Empty when it says no such thing. */
export function readFixStatements(sentence: Passage, place: Place): readonly FixStatement[] {
  const { text } = sentence
  if (!MENTIONS.test(text) || text.trimEnd().endsWith('?')) return []
  if (text.length > MAX_SENTENCE) return [tooLong(sentence)]
  return eachCase(sentence, place).flatMap((clause, index): readonly FixStatement[] => {
    const claim = readClaim(clause, { ...place, goesOn: index > 0 })
    if (claim === 'none') return []
    const labels = place.names.in(clause.text).flatMap(({ keys }) => keys)
    return [
      {
        labels,
        group: labels.length > 0 ? null : groupIn(clause.text),
        commits: readCommitMentions(clause),
        claim,
        prior: false,
        line: lineAt(sentence, Math.max(0, text.search(MENTIONS))),
        text: oneLine(sentence),
      },
    ]
  })
}

/** Where a sentence stands. */
export type Place = Pick<Setting, 'inItem' | 'aboutFixes' | 'names'>

/** Without any of these words, nothing is said of a fix. */
const MENTIONS = new RegExp(
  String.raw`\b(?:fix|resolve|address|close|${FIX_VERBS.told.join('|')}|unresolved|unfixed|reopened|open|broken)\b`,
  'i',
)

/** A longer one is no sentence that anybody could check. */
const MAX_SENTENCE = 2_000

const tooLong = (sentence: Passage): FixStatement => ({
  labels: [],
  group: null,
  commits: [],
  claim: 'unclear',
  prior: false,
  line: sentence.line,
  text: `${oneLine(sentence).slice(0, 100)}…`,
})

/** "B1 in a, B2 in b" is cut before B2, "a fixes B1, b fixes B2" before b: what stands first begins each case. */
function eachCase(sentence: Passage, { names }: Place): readonly Passage[] {
  const labels = names.in(sentence.text).map(({ at }) => ({ at, is: 'label' }))
  const hashes = [
    ...sentence.text.matchAll(/(?<![\w./-])(?=[0-9a-f]*\d)[0-9a-f]{7,40}(?![\w/-])/gi),
  ].map(({ index }) => ({ at: index, is: 'hash' }))
  const marks = [...labels, ...hashes].sort((a, b) => a.at - b.at)
  const first = marks[0]?.is
  const starts = marks
    .filter((mark, index) => mark.is === first && index > 0 && marks[index - 1]?.is !== first)
    .map(({ at }) => at)
  const cuts = [0, ...starts, sentence.text.length]
  return cuts.slice(1).map((end, index) => part(sentence, cuts[index] ?? 0, end))
}

const NOUN =
  /\b(?:blocking (?:issues?|findings?|problems?|items?|comments?|concerns?|points?)|blockers?|(?:review )?findings?|(?<=\b(?:critical|important|major|minor|medium|high|low|must[- ]fix|p\d)\s)(?:issues?|items?|comments?|points?))\b/gi

/** Words that may stand before the noun and say which ones are meant. */
const WHICH =
  /^(?:the|these|those|its|this|that|each|every|all|both|of|prior|previous|earlier|initial|original|above|specific|remaining|open|last|first|round|review|reviewer['’]?s?|critical|r\d+(?:['’]s)?|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|v\d+|my|historical|old|former|important|major|minor|medium|high|low|moderate|must|fix|should|p\d)$/i

const GRADED = new RegExp(String.raw`\b(${SEVERITY_WORD})\b`, 'i')

function groupIn(text: string): Group | null {
  for (const noun of text.matchAll(NOUN)) {
    const words = before(text.slice(0, noun.index))
    const from = FROM_ROUND.exec(text.slice(noun.index + noun[0].length))
    const phrase = `${words.join(' ')} ${from?.[0] ?? ''}`
    const round = /\b(?:r|round )(\d{1,4})\b/i.exec(phrase)?.[1]
    const counted = words
      .filter((_, index) => words[index - 1]?.toLowerCase() !== 'round')
      .map(readCount)
      .find((count) => count !== null)
    const isOne = !/s$/i.test(noun[0]) && !/\b(?:each|every)\b/i.test(phrase)
    const behind = BEHIND.exec(text.slice(noun.index + noun[0].length))?.[1]
    const told = counted ?? (behind === undefined ? null : readCount(behind))
    const count = /\bboth\b/i.test(phrase) ? 2 : (told ?? (isOne ? 1 : null))
    const prior =
      round !== undefined ||
      /\b(?:prior|previous|earlier|last|historical|old|former|v\d+)\b/i.test(phrase)
    // "Findings" alone is too common a word.
    if (
      /^findings?$/i.test(noun[0]) &&
      !prior &&
      count === null &&
      !GRADED.test(phrase) &&
      !/\b(?:all|review\w*)\b/i.test(phrase)
    )
      continue
    if (/\d\s*$/.test(text.slice(noun.index + noun[0].length).slice(0, 3))) continue
    const graded = GRADED.exec(words.join(' '))?.[1]
    const severity = graded === undefined ? null : severityNamed(graded)
    const ofFindings = !/block/i.test(noun[0])
    return { count, prior, round: round === undefined ? null : Number(round), severity, ofFindings }
  }
  const pronoun =
    /\b(?:fix|resolv|address|clos)\w*\s+(?<all>both|all of them|all|them)\b(?=\s*(?:[.,;:]|$|in\b|by\b|with\b))/i.exec(
      text,
    )
  if (pronoun === null) return null
  return {
    count: /both/i.test(pronoun.groups?.all ?? '') ? 2 : null,
    prior: false,
    round: null,
    severity: null,
    ofFindings: false,
  }
}

/** "Blockers: all 9 closed". */
const BEHIND =
  /^\s*[:—–-]?\s*all (?:of )?(?:the )?(\d{1,3}|[a-z]{3,7})\b(?! (?:is|are|was|were|of))/i

/** "The blockers from round 1", "of R1", "of the previous round". */
const FROM_ROUND =
  /^\s+(?:from|of|in|raised (?:in|by))\s+(?:the\s+)?(?:R\d{1,4}|round \d{1,4}|(?:prior|previous|earlier|last) (?:round|review))\b/i

function before(text: string): readonly string[] {
  const words = text.split(/[\s-]+/).filter((word) => word !== '')
  const last = words.findLastIndex((word) => !WHICH.test(word))
  return words.slice(last + 1)
}
