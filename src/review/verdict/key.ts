import type { Place } from './words.ts'

/** How a line is introduced that may hold the verdict. */
export interface Key {
  readonly place: Place
  /** It says that it speaks for the whole: "Overall verdict", "Final decision". */
  readonly isOverall: boolean
  /** "Verdict" and no more: not that of one of several reviewers. */
  readonly isPlain: boolean
  /** It asks what is answered: "Ready to merge: no". */
  readonly isQuestion: boolean
}

/** What a key like "QA verdict" or "Merge readiness" leads up to; null when that is no decision. */
export function keyedBy(key: string): Key | null {
  const words = wordsOf(key)
  if (OF_BEFORE.test(words) || OF_OTHERS.test(words)) return null
  const isOverall = OVERALL.test(words)
  const isPlain = PLAIN.test(words)
  const isQuestion = QUESTION.test(words)
  const about = { isOverall, isPlain, isQuestion }
  if (VERDICT.test(words) || FOREIGN.test(words)) return { place: 'verdict', ...about }
  return RESULT.test(words) ? { place: 'result', ...about } : null
}

/** "Previous verdict", "Initial decision". */
export function tellsOfBefore(key: string): boolean {
  const words = wordsOf(key)
  return OF_BEFORE.test(words) && (VERDICT.test(words) || RESULT.test(words))
}

const wordsOf = (key: string): string =>
  key
    .toLowerCase()
    .replaceAll(/\([^()]*\)/g, ' ')
    .replaceAll(/[^\p{L}\p{N}'’/-]+/gu, ' ')
    .trim()

/** Headers of other languages around English words of decision. */
const FOREIGN =
  /^(?:(?:评审|最终|总体|総合|最終)?(?:结论|裁决|判定|状态|結論|評価)|fazit|urteil|gesamturteil|veredicto|veredito|conclusión|conclusão|verdetto)$/u

/** A key at the start of a text, with what ends it. */
export const VERDICT_KEY =
  /^(?:\p{Extended_Pictographic}|\uFE0F|\s)*(?:\(?[a-z\d]{1,2}[.)]\s+)?(?<key>(?:[\p{L}\d'’/-]+ ){0,4}?[\p{L}-]+(?: \([^()\n]{1,40}\))?)(?:\s*[:=?|：]|\s+[-–—]{1,2})\s*(?=\S)/iu

const WORD = String.raw`[\p{L}\p{N}'’/-]+`
const VERDICT = new RegExp(`^(?:${WORD} ){0,4}(?:verdict|decision)s?$`, 'u')
const RESULT =
  /^(?:(?:[\p{L}\p{N}'’/-]+ ){0,3}(?:result|outcome|conclusion|recommendation|assessment|disposition|sign-?off|approval|status|rating|judge?ment|gate|opinion|readiness|ready to (?:merge|ship|proceed)|overall|conclusion|in short|tl;?dr|ready for (?:merge|merging|review|release|production)|safe to (?:merge|ship)|mergeable|merge|bottom line|stance|next steps?)|(?:recommended|reviewer(?:['’]s)?|next|required) action|action|approved|signed off)$/u
const QUESTION = /\b(?:ready|safe|merge|mergeable|approved|approval|signed off|readiness)\b/u
const PLAIN = /^(?:(?:the|my|our|review) )?(?:verdict|decision)$/u
const OVERALL =
  /^(?:the )?(?:overall|final|consolidated|combined|aggregated?|summary|total|merged|review|panel|consensus|joint|gate)\b/u
const OF_BEFORE = /\b(?:previous|prior|earlier|former|original|initial|first|old)\b/u
/** What others than the reviewers said, or is said of something else. */
const OF_OTHERS =
  /\b(?:author|coder|suggested|proposed|expected|possible|ci|test|build|implementation|compliance|coverage|current|task|step|story|issue|fix|project|draft|lint|type|confidence|plan)\b/u
