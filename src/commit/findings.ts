import { readCommitMentions } from '../reading/commit-mentions.ts'
import { eachOnce } from '../reading/each-once.ts'
import type { Doubt } from '../reading/edits.ts'
import { readEvidence } from '../reading/evidence.ts'
import { COUNT, readCount } from '../reading/numbers.ts'
import { oneLine, plainPassage, sentencesIn } from '../reading/passage.ts'
import { placeholder, placeholdersIn } from '../reading/placeholder.ts'
import { recounted } from '../reading/recount.ts'
import { type Change, insertLines, lineOf, type Source } from '../reading/source.ts'
import type { CommitMention, CountClaim } from '../reading/types.ts'
import type { BodyParagraph, BodySection } from './body-outline.ts'
import type { Finding } from './message.ts'

export interface FindingReading {
  readonly addressesReviewOf: readonly CommitMention[]
  readonly findings: readonly Finding[]
  readonly claimed: CountClaim | null
  readonly doubts: readonly Doubt[]
}

/**
 * Link rule 3: the findings of a review that a commit lists and says it addresses. The list stands right after
 * the sentence that names the review; the message calls itself an answer to it.
 * @param message what is read, with nothing in its placeholders
 * @param source as it was written
 */
export function readFindings(
  message: string,
  sections: readonly BodySection[],
  source: Source,
): FindingReading {
  const [subject = ''] = message.split('\n', 1)
  const addressesReviewOf = reviewedCommits(message)
  const paragraphs = sections.flatMap((section) => section.paragraphs)
  const at = paragraphs.findIndex(({ mark, text: intro }) => mark === null && isIntro(intro))
  const intro = paragraphs[at]
  const answers =
    !RECORDS.test(subject) &&
    (addressesReviewOf.length > 0 || ANSWERS.test(subject) || ANSWERS.test(intro?.text ?? ''))
  if (intro === undefined || !answers)
    return { addressesReviewOf, findings: [], claimed: null, doubts: [] }
  const listed = numbered(paragraphs.slice(at + 1))
  const open = PARTLY.test(intro.text) ? intro : listed.find(({ text: told }) => LEFT.test(told))
  if (open !== undefined) {
    return { addressesReviewOf, findings: [], claimed: null, doubts: [inPart(open)] }
  }
  const findings = listed.map(findingOf)
  const claimed = countIn(intro)
  // What nobody has described yet was not found.
  const described = findings.filter(({ title }) => placeholdersIn(title).length === 0)
  const doubts = mismatch(claimed, findings, source)
  return { addressesReviewOf, findings: described, claimed, doubts }
}

const SURFACED =
  /\breview(?:ers?)?\b[^.]{0,300}?\b(?:surfaced|found|raised|identified|flagged|listed|reported|pointed out|turned up|uncovered|asked for)\b[^.]{0,300}?:$/is
const ADDRESSED =
  /\b(?:address(?:es|ed)?|fix(?:es|ed)?|resolv(?:es|ed?)|answers?)\b[^.]{0,300}?\breview(?:ers?)?\b[^.]{0,300}?:$/is
const LATER =
  /\b(?:later|will|next commit|no review|(?:did|does|has|have)(?: not|n['’]t)|never|nothing|not yet|todo|deferred|separately|remain(?:s|ing)? open|follow-up commit)\b/i

const isIntro = (text: string): boolean => {
  const last = sentencesIn(plainPassage(text, 1)).at(-1)?.text ?? ''
  return (SURFACED.test(last) || ADDRESSED.test(last)) && !LATER.test(last)
}

/** Words by which a message calls itself the answer. */
const ANSWERS =
  /\b(?:address(?:es|ed|ing)?|fix(?:es|ed|ing)?|resolv(?:es|ed?|ing)|hardening|follow-up|clos(?:es|ed?|ing))\b/i

/** A commit that brings the report is none that answers it. "Address" and "important" only begin like one. */
const RECORDS =
  /^(?:\w+(?:\([^)]*\))?!?: )?(?:(?:add|record|publish|import|document)(?:e?s|ed|ing)?|(?:fil|stor)(?:es?|ed|ing)|writ(?:es?|ing|ten)|wrote)\b.*\breview|^docs(?:\([^)]*\))?: (?!.*\b(?:address|fix|resolv)).*\breview/i

/** It says itself that it doesn't fix them all. */
const PARTLY =
  /\b(?:only|not all|some of|part of|all but|except|partly|partially|(?:fix\w*|address\w*|resolv\w*) the first)\b|\b(?:not|n['’]t) (?:yet )?(?:be )?(?:fix|address|resolv)\w*/i
const LEFT =
  /(?:\(|[—–-]\s)(?:not (?:yet )?(?:fixed|addressed|resolved)|open|deferred|skipped|won['’]?t fix|later|todo)\b/i

const inPart = ({ line, text }: BodyParagraph): Doubt => ({
  code: 'unclear-findings',
  severity: 'warning',
  line,
  message: `"${text.replaceAll(/\s+/g, ' ').slice(0, 100)}" does not say that all findings are fixed; none was taken.`,
  next: 'Amend the message: list the findings that this commit fixes, and only those.',
  changes: () => [],
})

/** The numbered entries up to the first that doesn't go on counting. */
function numbered(paragraphs: readonly BodyParagraph[]): readonly BodyParagraph[] {
  const end = paragraphs.findIndex(({ mark }, index) => mark !== index + 1)
  return end < 0 ? paragraphs : paragraphs.slice(0, end)
}

function findingOf({ text, line }: BodyParagraph, index: number): Finding {
  const passage = plainPassage(text, line)
  const title = oneLine(sentencesIn(passage)[0] ?? passage).replace(/[.:]$/, '')
  return {
    ordinal: index + 1,
    title: title.length > 200 ? `${title.slice(0, 199)}…` : title,
    body: oneLine(passage),
    line,
    evidence: readEvidence(passage),
  }
}

const COUNTED = new RegExp(
  String.raw`\b(${COUNT})\s+(?:[\w-]+\s+){0,2}?(?:problems?|findings?|issues?|blockers?|points?|bugs?|concerns?|defects?|comments?)\b`,
  'i',
)

function countIn({ text, line }: BodyParagraph): CountClaim | null {
  const last = sentencesIn(plainPassage(text, line)).at(-1)
  const digits = COUNTED.exec(last?.text ?? '')?.[1]
  return last === undefined || digits === undefined
    ? null
    : { count: readCount(digits) ?? 0, line: last.line, text: oneLine(last) }
}

function mismatch(
  claimed: CountClaim | null,
  findings: readonly Finding[],
  source: Source,
): readonly Doubt[] {
  if (claimed === null || claimed.count === findings.length) return []
  return [
    {
      code: 'count-mismatch',
      severity: 'error',
      line: claimed.line,
      message: `This message announces ${claimed.count} findings of a review and lists ${findings.length}.`,
      next: `Amend the message: write ${findings.length} in this line, or number each finding in the list below it.`,
      changes: () =>
        claimed.count < findings.length
          ? recounted(claimed, findings.length, source)
          : missing(claimed.count - findings.length, findings, source),
    },
  ]
}

/** Findings to describe, behind those that are numbered. */
function missing(count: number, findings: readonly Finding[], source: Source): readonly Change[] {
  const last = findings.at(-1)
  if (last === undefined || count > MOST_MISSING) return []
  const [, indent = '', sign = '.'] = /^(\s*)\d{1,3}([.)])/.exec(lineOf(source, last.line)) ?? []
  let behind = last.line + 1
  while (/^\s+\S/.test(lineOf(source, behind)) && !/^\s*\d{1,3}[.)]\s/.test(lineOf(source, behind)))
    behind++
  const entries = Array.from(
    { length: count },
    (_, index) =>
      `${indent}${findings.length + 1 + index}${sign} ${placeholder('what the review found')}`,
  )
  return [insertLines(source, behind, entries)]
}

const MOST_MISSING = 20

/** "Refs: Review feedback on commit 348a02c", "addresses the review of 348a02c". */
function reviewedCommits(text: string): readonly CommitMention[] {
  const statements = sentencesIn(plainPassage(text, 1)).filter((sentence) =>
    /\breview\b[\w\s,'’-]{0,100}?\b(?:on|of|for|to)\s+(?:the\s+)?(?:commits?\s+)?[0-9a-f]{7,40}\b/i.test(
      sentence.text,
    ),
  )
  return eachOnce(statements.flatMap(readCommitMentions), ({ sha }) => sha)
}
