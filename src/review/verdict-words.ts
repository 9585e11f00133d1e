import type { Verdict } from './report.ts'

export type Decision = Pick<Verdict, 'outcome' | 'qualifier'>

/** A decision is made in fewer characters. */
const MAX_WORDS = 500

/** Where the words stand: after "Verdict", where "pass" decides too, or after "Status" and the like, where it may say anything. */
export type Place = 'verdict' | 'result'

/**
 * What a reviewer's words decide: "APPROVE — ready to merge", "Approved after fixes.", "cannot approve yet".
 * Null when they decide nothing or could mean two things: unknown is never approved.
 */
export function readDecision(text: string, place: Place): Decision | null {
  const words = normal(text.slice(0, MAX_WORDS))
  const clause = words.split(CLAUSE_END, 1)[0] ?? ''
  const block = firstTerm(clause, BLOCK)
  const approve = firstTerm(clause, APPROVE_OR_PASS)
  if (block !== null && approve !== null && !(block.negated || approve.negated)) return null
  const isEnough = place === 'verdict' || firstTerm(clause, APPROVE) !== null || EXACT.test(clause)
  if (approve !== null && !approve.negated) {
    return isEnough && !BAD_SIGN.test(text) ? approval(words, clause, approve) : null
  }
  if (approve?.negated || (block !== null && !block.negated)) {
    const term = block !== null && !block.negated ? block : approve
    return term !== null && isLead(clause.slice(0, term.at))
      ? { outcome: 'block', qualifier: null }
      : null
  }
  return null
}

/** Under "Status" and the like these words decide only when nothing else is said. */
const EXACT = /^(?:pass|passed|merge|go|ship)$/

/** A sign that says the opposite of an approving word. */
const BAD_SIGN = /[❌🔴🛑⛔]/u

const normal = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[’‘]/g, "'")
    .replaceAll(/[*`"“”#]|\p{Extended_Pictographic}|\uFE0F/gu, '')
    .replaceAll(/(?<=\w)[_-](?=\w)/g, ' ')
    .replaceAll(/[\s_]+/g, ' ')
    .replace(SETTLED, '')
    .replace(/^[\s:;,.>–—-]+/, '')
    .trim()

/** "All blockers are fixed, approve": what is settled decides nothing. */
const SETTLED =
  /^[\s:>–—-]*(?:(?:all|both|the|prior|previous|r\d+|earlier|\d+|two|three) )*block(?:ing (?:issues|findings|items|problems)|ers?) (?:(?:are|is|were|have been|has been|all|now) )*(?:resolved|fixed|addressed|closed)\b/

/** What comes after may weigh the decision, and doesn't change it. */
const CLAUSE_END = /[.;,:!?()[\]|/]|\s[—–-]+\s|\s→\s|—/

const BLOCK =
  /\b(?:block(?:s|ed|ing|ers?)?|reject(?:s|ed|ion)?|disapprov\w+|unapproved|declined?|request(?:s|ed|ing)?(?: for)? changes|changes? (?:are )?(?:requested|required|needed|necessary)|(?:needs?|requires?) (?:work|changes|fix(?:es|ing)?|revision|rework|another round)|revise|rework|nack|no ?go|fail(?:s|ed|ing|ure)?|veto(?:ed)?|hold|unacceptable)\b/g
const APPROVE =
  /\b(?:approv(?:e|es|ed|ing|al)|lgtm|accept(?:s|ed|able)?|ship it|sign(?:ed)?[- ]off|ready (?:to|for) (?:merge|merging|ship|land)|good to (?:go|merge))\b/g
const APPROVE_OR_PASS = new RegExp(
  `${APPROVE.source}|\\b(?:pass(?:es|ed)?|ack|merge(?:able)?|go|green|ship)\\b`,
  'g',
)

interface Term {
  readonly at: number
  readonly end: number
  readonly negated: boolean
}

function firstTerm(clause: string, terms: RegExp): Term | null {
  const found = [...clause.matchAll(terms)].map(({ 0: word, index }) => ({
    at: index,
    end: index + word.length,
    negated: NEGATED.test(clause.slice(0, index)),
  }))
  // "Not blocking, …" must not hide behind a word that was negated first.
  return found.find(({ negated }) => !negated) ?? found[0] ?? null
}

/** A word of denial, at most three words before. */
const NEGATED =
  /(?:\b(?:not|no|never|cannot|can ?not|unable|refuse[sd]?|declined?|without|neither|nor|non|hardly|against|deny|denied|withh(?:old|eld))|n't|cant|wont|dont)[\s-]+(?:[\w']+ ){0,3}$/

function approval(words: string, clause: string, term: Term): Decision | null {
  const [before, after] = [clause.slice(0, term.at), words.slice(term.end)]
  if (!isLead(before) || HYPOTHETICAL.test(before) || !GOES_ON.test(after)) return null
  if (DENIED.test(after)) return { outcome: 'block', qualifier: null }
  if (UNDECIDED.test(after) || OTHER_OPTION.test(after)) return null
  return { outcome: 'approve', qualifier: qualifierOf(words.split(/[.!?](?:\s|$)/, 1)[0] ?? '') }
}

/** What may follow a decision; "the approval flow looks fine" is none. */
const GOES_ON =
  /^(?:\s*$|\s*[^\w\s]|\s+(?:after|again|all|and|as|at|because|both|but|by|conditionally|contingent|except|for|if|in|is|it|no|now|of|on|once|or|overall|pending|provided|r\d+|round|since|subject|that|the|these|this|to|unconditionally|unless|was|with|without|withheld|denied|refused|revoked|withdrawn|declined|rejected|\d+)\b)/

/** "Approval withheld", "Approved: no". */
const DENIED =
  /^\s*(?:is |was |has been )?(?:[:?=]\s*(?:no|false|not)\b|(?:withheld|denied|refused|revoked|withdrawn|declined|rejected)\b)/
const UNDECIDED =
  /^\s*(?:is |was )?(?:[:?=]\s*)?(?:pending|awaited|tbd|unclear|unknown|undecided|\?)/
/** A form that nobody filled in: "approve | block", "approve / request changes". */
const OTHER_OPTION =
  /^\s*(?:\||\/|\bor\b)\s*(?:\w+ )?(?:block|request|reject|changes|needs|comment|fail)/
const HYPOTHETICAL = /\b(?:would|could|might|will|if|once|when|before|until)\b/

/** Nothing but words that lead up to a decision: "We recommend to", "Conditionally". */
const isLead = (before: string): boolean =>
  before
    .split(/[\s-]+/)
    .filter((word) => word !== '')
    .every((word) => LEADING.has(word))

const LEADING = new Set(
  "a an and are be been being but can can't cannot change changes code commit conditional conditionally could do does don't final for formally fully happily happy has have hereby i is isn't it its maintainer may might must my never no non not now of our outcome overall patch pr pull r1 r2 r3 r4 re recommend recommendation recommended recommending request result review reviewer round shall should still strongly tentative tentatively than that the therefore this to unable unconditional unconditionally verdict version was we will won't work would yet you once if when before until i'm i'd".split(
    ' ',
  ),
)

function qualifierOf(sentence: string): Verdict['qualifier'] {
  if (
    /\bafter (?:(?:the|all|these|two|both|its|\d+) )*(?:fix(?:es|ing)?|changes|corrections|rework|re ?review)\b|\bwith fixes\b/.test(
      sentence,
    )
  )
    return 'after-fixes'
  if (
    /\bcondition(?:s|al|ally)?\b|\b(?:subject to|provided|contingent|pending|reservations?|caveats?|assuming)\b|\b(?:if|once|unless|but|except)\b/.test(
      sentence,
    )
  )
    return 'with-conditions'
  return null
}
