import { readCommitMentions } from '../reading/commit-mentions.ts'
import { readEvidence } from '../reading/evidence.ts'
import { COUNT, readCount } from '../reading/numbers.ts'
import { oneLine, plainPassage, sentencesIn } from '../reading/passage.ts'
import type { CountClaim, Diagnostic } from '../reading/types.ts'
import type { BodyParagraph, BodySection } from './body-outline.ts'
import type { Finding } from './message.ts'

export interface FindingReading {
  readonly addressesReviewOf: readonly string[]
  readonly findings: readonly Finding[]
  readonly claimed: CountClaim | null
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Link rule 3: the findings of a review that a commit lists and says it addresses. The list stands right after
 * the sentence that names the review; the message calls itself an answer to it.
 */
export function readFindings(
  subject: string,
  sections: readonly BodySection[],
  text: string,
): FindingReading {
  const addressesReviewOf = reviewedCommits(text)
  const paragraphs = sections.flatMap((section) => section.paragraphs)
  const at = paragraphs.findIndex(({ mark, text: intro }) => mark === null && isIntro(intro))
  const intro = paragraphs[at]
  const answers =
    addressesReviewOf.length > 0 || ANSWERS.test(subject) || ANSWERS.test(intro?.text ?? '')
  if (intro === undefined || !answers)
    return { addressesReviewOf, findings: [], claimed: null, diagnostics: [] }
  const findings = numbered(paragraphs.slice(at + 1)).map(findingOf)
  const claimed = countIn(intro)
  return { addressesReviewOf, findings, claimed, diagnostics: mismatch(claimed, findings) }
}

const SURFACED =
  /\breview(?:ers?)?\b[^.]*\b(?:surfaced|found|raised|identified|flagged|listed|reported|pointed out|turned up|uncovered|asked for)\b[^.]*:$/is
const ADDRESSED =
  /\b(?:address(?:es|ed)?|fix(?:es|ed)?|resolv(?:es|ed?)|answers?)\b[^.]*\breview(?:ers?)?\b[^.]*:$/is
const LATER =
  /\b(?:later|not yet|todo|deferred|separately|remain(?:s|ing)? open|follow-up commit)\b/i

const isIntro = (text: string): boolean => {
  const last = sentencesIn(plainPassage(text, 1)).at(-1)?.text ?? ''
  return (SURFACED.test(last) || ADDRESSED.test(last)) && !LATER.test(last)
}

/** Words by which a message calls itself the answer. */
const ANSWERS =
  /\b(?:address(?:es|ed|ing)?|fix(?:es|ed|ing)?|resolv(?:es|ed?|ing)|hardening|follow-up|clos(?:es|ed?|ing))\b/i

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

function mismatch(claimed: CountClaim | null, findings: readonly Finding[]): readonly Diagnostic[] {
  if (claimed === null || claimed.count === findings.length) return []
  return [
    {
      code: 'count-mismatch',
      severity: 'error',
      line: claimed.line,
      message: `This message announces ${claimed.count} findings of a review and lists ${findings.length}.`,
      next: 'Amend the message so that the list and its announcement agree.',
    },
  ]
}

/** "Refs: Review feedback on commit 348a02c", "addresses the review of 348a02c". */
function reviewedCommits(text: string): readonly string[] {
  const statements = sentencesIn(plainPassage(text, 1)).filter((sentence) =>
    /\breview\b[\w\s,'’-]*\b(?:on|of|for|to)\s+(?:the\s+)?(?:commits?\s+)?[0-9a-f]{7,40}\b/i.test(
      sentence.text,
    ),
  )
  return [...new Set(statements.flatMap(readCommitMentions).map(({ sha }) => sha))]
}
