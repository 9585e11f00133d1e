import { linesIn, oneLine, type Passage, part, sentencesIn } from '../reading/passage.ts'
import type { Diagnostic, Item } from '../reading/types.ts'
import { headerEntries, preamble } from './header.ts'
import { type Block, type Outline, passagesIn, type Section } from './outline.ts'
import type { Verdict } from './report.ts'
import { type Decision, readDecision } from './verdict-words.ts'

export interface VerdictReading {
  readonly verdict: Verdict
  readonly asides: readonly Item[]
  readonly diagnostics: readonly Diagnostic[]
}

/** A place where a report decides, or seems to. */
interface Candidate {
  readonly decision: Decision | null
  readonly passage: Passage
  /** `main`: in the header or under "Verdict"; `later`: in a section about something else. */
  readonly place: 'main' | 'later'
}

/**
 * The verdict of a report. It stands in the header or under a title of its own; "Verdict: …" in a later
 * section speaks of that section, unless it decides in so many words: then it has to agree.
 */
export function readVerdict(outline: Outline): VerdictReading {
  const main = [...fromHeader(outline), ...outline.flatMap(fromOwnSection)]
  const later = outline.flatMap(fromLaterSection)
  const decided = [...main, ...later].filter(({ decision }) => decision !== null)
  const bare = decided.length === 0 && main.length === 0 ? fromBareLine(outline) : []
  const [first, ...others] =
    main.some(({ decision }) => decision === null) && !decided.some(({ place }) => place === 'main')
      ? []
      : [...decided, ...bare]
  const asides = later
    .filter(({ decision }) => decision === null)
    .map(({ passage }) => itemOf(passage))
  if (first === undefined)
    return { verdict: none(main[0]), asides, diagnostics: [noVerdict(main[0])] }
  const other = others.find(({ decision }) => decision?.outcome !== first.decision?.outcome)
  if (other !== undefined) {
    return { verdict: none(first), asides, diagnostics: [contradiction(first, other)] }
  }
  return { verdict: verdictOf(first), asides, diagnostics: [] }
}

const verdictOf = ({ decision, passage }: Candidate): Verdict => ({
  outcome: decision?.outcome ?? 'none',
  qualifier: decision?.qualifier ?? null,
  line: passage.line,
  text: oneLine(passage),
})

const none = (candidate: Candidate | undefined): Verdict => ({
  outcome: 'none',
  qualifier: null,
  line: candidate?.passage.line ?? 1,
  text: candidate === undefined ? '' : oneLine(candidate.passage),
})

const itemOf = (passage: Passage): Item => ({ text: oneLine(passage), line: passage.line })

const VERDICT_KEY = /^(?:(?:final|overall|review|reviewers?|my) )*(?:verdict|decision)$/
const RESULT_KEY =
  /^(?:(?:final|overall|review|reviewers?|my) )*(?:result|outcome|conclusion|recommendation|assessment|disposition|sign-?off|approval|status)$/

const fromHeader = (outline: Outline): Candidate[] =>
  headerEntries(outline).flatMap(({ key, value }): Candidate[] => {
    if (VERDICT_KEY.test(key)) return [candidate(value, 'verdict', 'main')]
    return RESULT_KEY.test(key) ? decidedOnly(candidate(value, 'result', 'main')) : []
  })

/** "## Verdict" with what follows it, or "## Verdict: blocking". */
function fromOwnSection(section: Section): Candidate[] {
  const inTitle = section.title === null ? null : keyed(section.title)
  if (inTitle !== null) return [candidate(inTitle, 'verdict', 'main')]
  if (section.kind !== 'verdict' && section.kind !== 'result') return []
  const place = section.kind
  const [opening, ...others] = passagesIn(chosen(section.blocks)).flatMap(sentencesIn)
  if (opening === undefined) return []
  // Only the opening decides; what comes after explains it, and must not decide otherwise.
  const following = others.map(({ text }) => text).join('\n')
  const first = candidate(keyed(opening) ?? opening, place, 'main', following)
  const rest = others.flatMap((line) => {
    const value = keyed(line)
    return value === null ? [] : decidedOnly(candidate(value, 'verdict', 'main'))
  })
  if (first.decision !== null) return [first, ...rest]
  // An approval that is taken back right behind it decides nothing.
  if (candidate(first.passage, place, 'main').decision !== null) return [first]
  const later = rest.length > 0 ? rest : others.flatMap((line) => shortly(line, following))
  return later.length > 0 || place === 'result' ? later : [first]
}

/** A whole sentence that decides, in few words: "Approve.", behind one that praises. */
const shortly = (line: Passage, following: string): Candidate[] =>
  line.text.split(/\s+/).length > 8 || /\b(?:R\d|round|was|were)\b/i.test(line.text)
    ? []
    : decidedOnly(candidate(line, 'result', 'main', following))

/** Of a list of boxes, those that are ticked. */
const chosen = (blocks: readonly Block[]): readonly Block[] =>
  blocks.map((block) =>
    block.type === 'list' && block.items.some(({ checked }) => checked !== null)
      ? { ...block, items: block.items.filter(({ checked }) => checked === true) }
      : block,
  )

function fromLaterSection(section: Section, index: number, outline: Outline): Candidate[] {
  if (PAST.test(section.title?.text ?? '')) return []
  if (index < preamble(outline).length || section.kind === 'verdict' || section.kind === 'result')
    return []
  return passagesIn(section.blocks)
    .flatMap(linesIn)
    .flatMap((line) => {
      const sentences = sentencesIn(line)
      return sentences.flatMap((sentence, at) => {
        const value = keyed(sentence)
        const next = sentences[at + 1]?.text ?? ''
        return value === null ? [] : [candidate(value, 'verdict', 'later', next)]
      })
    })
}

/** A section that tells what was said before. */
const PAST = /\b(?:previous|prior|earlier|history|superseded|original)\b/i

/** "APPROVED", "This change is approved." alone in a line under the title. */
const fromBareLine = (outline: Outline): Candidate[] =>
  preamble(outline)
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.type === 'paragraph' ? linesIn(block.passage) : []))
    .filter(({ text }) => text.split(/\s+/).length <= 8)
    .flatMap((line) => decidedOnly(candidate(line, 'result', 'main')))
    .slice(0, 1)

const KEYED =
  /^(?:\p{Extended_Pictographic}|\uFE0F|\s)*(?:(?:final|overall|review|reviewer(?:['’]s)?|my) )*(?:verdict|decision)(?:\s*[:=]|\s+[-–—])\s*(?=\S)/iu

/** What stands behind "Verdict:", to the end of its sentence. */
function keyed(passage: Passage): Passage | null {
  const found = KEYED.exec(passage.text)
  if (found === null) return null
  const value = sentencesIn(part(passage, found[0].length))[0]
  return value === undefined ? null : part(value, 0, value.text.replace(/[.\s]+$/, '').length)
}

const candidate = (
  passage: Passage,
  place: 'verdict' | 'result',
  where: Candidate['place'],
  following = '',
): Candidate => ({
  decision: readDecision(passage.text, place, following),
  passage,
  place: where,
})

const decidedOnly = (one: Candidate): Candidate[] => (one.decision === null ? [] : [one])

const noVerdict = (candidate: Candidate | undefined): Diagnostic => ({
  code: 'no-verdict',
  severity: 'error',
  line: candidate?.passage.line ?? 1,
  message:
    candidate === undefined
      ? 'This report gives no verdict.'
      : `"${shortened(oneLine(candidate.passage))}" is no verdict that could be read.`,
  next: 'Write "Verdict: approve" or "Verdict: blocking" on a line of its own under the title.',
})

const contradiction = (first: Candidate, other: Candidate): Diagnostic => ({
  code: 'verdicts-contradict',
  severity: 'error',
  line: other.passage.line,
  message: `"${shortened(oneLine(other.passage))}" contradicts the verdict in line ${first.passage.line}, "${shortened(oneLine(first.passage))}".`,
  next: 'Keep one verdict; quote an earlier one behind ">".',
})

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text)
