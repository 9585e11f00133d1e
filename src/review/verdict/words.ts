import type { Verdict } from '../report.ts'
import { opposesApproval, opposesBlock } from './opposition.ts'
import {
  APPROVE,
  APPROVE_OR_PASS,
  BLOCK,
  BLOCK_ANYWHERE,
  CLAUSE_END,
  firstTerm,
  isLead,
  isLeadAlone,
  normal,
  type Term,
  withoutMoment,
} from './terms.ts'

export type Decision = Pick<Verdict, 'outcome' | 'qualifier'>

/** A decision is made in fewer characters. */
const MAX_WORDS = 500

/** Where the words stand: after "Verdict", where "pass" decides too, or after "Status" and the like, where it may say anything. */
export type Place = 'verdict' | 'result' | 'bare'

/**
 * What a reviewer's words decide: "APPROVE — ready to merge", "Approved after fixes.", "cannot approve yet".
 * Null when they decide nothing or could mean two things: unknown is never approved.
 * @param following what is said right after them, and must not say the opposite
 */
export function readDecision(text: string, place: Place, following = ''): Decision | null {
  if (EMPTY_BOX.test(text)) return null
  if (place === 'verdict' && !/[\p{L}\p{N}]{2}/u.test(text)) return bySign(text)
  const words = withoutPreface(normal(text.slice(0, MAX_WORDS)))
  const clause = clauseOf(words)
  const block = firstTerm(clause, BLOCK)
  // What blocks the merge, or comes before it, is no merge.
  const approve = firstTerm(withoutMoment(clause).replaceAll(BLOCK, blank), APPROVE_OR_PASS)
  if (block !== null && approve !== null && !(block.negated || approve.negated)) return null
  const rest = `${words.slice(clause.length)}. ${normal(following.slice(0, MAX_WORDS))}`
  if (approve !== null && !approve.negated) {
    const isEnough =
      place === 'verdict' || firstTerm(clause, APPROVE) !== null || EXACT.test(clause.trim())
    if (!isEnough || BAD_SIGN.test(text)) return null
    if (place === 'bare' && GOES_FURTHER.test(words)) return null
    const decision = approval(words, clause, approve)
    return decision?.outcome === 'approve' && opposesApproval(rest) ? null : decision
  }
  if (!(approve?.negated || (block !== null && !block.negated))) {
    return place === 'bare' ? null : laterClause(words, words.slice(clause.length), place)
  }
  const term = block !== null && !block.negated ? block : approve
  return term !== null && isLead(clause.slice(0, term.at)) && !opposesBlock(rest)
    ? { outcome: 'block', qualifier: null }
    : null
}

/** "F2 closed; F1 remains open / changes required": a later clause may block, or approve in so many words. */
function laterClause(words: string, rest: string, place: Place): Decision | null {
  if (FIX_FIRST.test(words)) return { outcome: 'block', qualifier: null }
  const clauses = rest.split(CLAUSE_END).map((clause) => clause.trim())
  const says = (clause: string, terms: RegExp): boolean => {
    const term = firstTerm(clause, terms)
    return (
      term !== null &&
      !term.negated &&
      isLead(clause.slice(0, term.at)) &&
      ENDS.test(clause.slice(term.end))
    )
  }
  if (clauses.some((clause) => says(clause, BLOCK_ANYWHERE))) {
    return { outcome: 'block', qualifier: null }
  }
  const approves = place === 'verdict' && clauses.some((clause) => says(clause, APPROVE))
  return approves && !opposesApproval(rest) && !CONDITION.test(rest)
    ? { outcome: 'approve', qualifier: null }
    : null
}

/** "Fix the missing constraint (state, clear) before merging" */
const FIX_FIRST = /^fix\b[^;]{1,150}?\bbefore (?:the )?merg(?:e|ing)\b/
const ENDS = /^(?: (?:before|until|first|again)\b.*)?$/

/** "Verdict: ✅", "👎", "+1" */
function bySign(text: string): Decision | null {
  const approves = /[✅👍🟢☑✔]|\+1/u.test(text)
  const blocks = /[❌👎⛔🔴🛑🚫✗✘]|-1/u.test(text)
  if (approves === blocks) return null
  return { outcome: approves ? 'approve' : 'block', qualifier: null }
}

/** A form with boxes that stand beside each other: which one counts is not ours to guess. */
const EMPTY_BOX = /\[\s?\]|[☐⬜🔲]/u

/** Under "Status" and the like these words decide only when nothing else is said. */
const EXACT =
  /^(?:pass|passed|merge|go|ship|proceed|verified|ready|clean|looks good to me)(?: (?:with|w|for|at|in|on|of|as) (?:\w+ ){0,6}\w+)?$/

/** "Ship it and see" is a step of a plan. */
const GOES_FURTHER = /\b(?:ship|merge|go)\b[^.!]*\b(?:and|then)\b/

/** A sign that says the opposite of an approving word; a zero behind it counts what there isn't. */
const BAD_SIGN = /[❌🔴🛑⛔🚫👎✗✘✖](?!\uFE0F?\s*(?:\w+\s*)?[:=]?\s*0\b)/u

const blank = (term: string): string => ' '.repeat(term.length)

const clauseOf = (words: string): string => words.split(CLAUSE_END, 1)[0] ?? ''

/** "No blockers found — approve": what there isn't comes first, and decides nothing. */
function withoutPreface(words: string): string {
  const clause = clauseOf(words)
  const isPreface =
    clause !== '' &&
    PREFACE.test(clause) &&
    firstTerm(clause, BLOCK)?.negated !== false &&
    firstTerm(clause, APPROVE_OR_PASS) === null
  if (!isPreface) return words
  const rest = words.slice(clause.length)
  return withoutPreface(rest.slice(CLAUSE_END.exec(rest)?.[0].length ?? 0).trim())
}

const PREFACE =
  /^(?:there (?:are|is) )?(?:(?:no|zero|0|nothing)\b.*\b(?:block\w*|objections?|concerns?|issues?|findings?|problems?)\b|(?:not|nothing) (?:\w+ )?block(?:ed|ing)\b)/

function approval(words: string, clause: string, term: Term): Decision | null {
  const [before, after] = [clause.slice(0, term.at), words.slice(term.end)]
  if (DENIED.test(after)) return { outcome: 'block', qualifier: null }
  if (HYPOTHETICAL.test(before) || !GOES_ON.test(after)) return null
  if (WEAK.test(term.word) ? !isLeadAlone(before) || !WEAK_GOES_ON.test(after) : !isLead(before)) {
    return null
  }
  if (UNDECIDED.test(after) || OTHER_OPTION.test(after) || OTHERS.test(after)) return null
  return { outcome: 'approve', qualifier: qualifierOf(words, clause.slice(term.end)) }
}

/** Words that are said of many things: they decide alone, or with a condition. */
const WEAK = /^(?:clean|sound|verified|confirmed|ready|green|go|proceed|ship|merged?)$/
const WEAK_GOES_ON =
  /^\s*(?:$|[^\w\s]|(?:with|without|after|once|if|when|as|it|this|now|and|but|because|since|pending|the (?:change|pr|patch|branch)|at|to \w+$)\b)/

/** What may follow a decision; "the approval flow looks fine" is none. */
const GOES_ON =
  /^(?:\s*$|\s*[^\w\s]|\s+(?:(?:is |was |has been )?(?:recommended|granted|given)|after|again|all|and|as|at|because|both|but|by|conditionally|contingent|except|following|for|given|if|in|it|minor|modulo|scoped|no|now|of|on|once|or|overall|pending|provided|r\d+|round|since|subject|that|the (?:change|changes|change set|pr|patch|pull request|branch|fix|fixes|commits?|diff|delta|implementation|work|merge|release|plan|proposal|rest)|these|this|to|unconditionally|unless|upon|was|when|with|without|\d+)\b)/

/** "Approval withheld", "Approved: no", "approval is not possible". */
const DENIED =
  /^\s*(?:(?:is|was|has|have|had|been|can|could|should|must|will|would|be|currently|yet|still) )*(?:[:?=]\s*(?:no|false|not)\b|(?:not|never|no longer|cannot|can't|isn't|wasn't|won't|impossible|withheld|denied|refused|revoked|withdrawn|declined|rejected|blocked)\b)/
const UNDECIDED =
  /^\s*(?:is |was )?(?:[:?=]\s*)?(?:pending\s*(?:$|[^\w\s])|awaited|tbd|unclear|unknown|undecided|\?)/
/** A form that nobody filled in: "approve | block", "approve / request changes". */
const OTHER_OPTION =
  /^\s*(?:\||\/|\bor\b)\s*(?:\w+ )?(?:block|request|reject|changes|needs|comment|fail)/
/** Approved by those whose work is reviewed. */
const OTHERS =
  /^ by (?:the (?!reviewers?\b)|(?:coder|author|developer|implementer|agent|default|architect|manager|product|design|lead|team|legal)\b)/
const HYPOTHETICAL = /\b(?:would|could|might|will|if|once|when|before|until)\b/

function qualifierOf(words: string, after: string): Verdict['qualifier'] {
  const sentence = (words.split(/[.!?](?:\s|$)/, 1)[0] ?? '').replaceAll(NO_CONDITION, ' ')
  if (AFTER_FIXES.test(sentence)) return 'after-fixes'
  if (CONDITION.test(sentence) || ONLY_SO.test(after) || DEMAND.test(words))
    return 'with-conditions'
  return null
}

const AFTER_FIXES =
  /\b(?:after|following|upon|with) (?:(?:the|all|these|two|both|its|minor|small|required|requested|listed|\d+) )*(?:fix(?:es|ing)?|addressing|resolving|changes|corrections|revisions?|rework|re ?review|(?:r\d+ )?[bf]\d+)\b|\bwith fixes\b/
const NO_CONDITION = /\b(?:without|no) (?:\w+ )?(?:conditions?|reservations?|caveats?)\b/g
const CONDITION =
  /\bcondition(?:s|al|ally)?\b|\b(?:subject to|provided|contingent|pending|reservations?|caveats?|concerns|assuming|modulo|as soon as|upon|following)\b|\b(?:if|once|unless|but|except|when|despite)\b|\b(?:merg(?:e|ing)|go|ship|land) (?:\w+ )?after\b/
/** "For staging only", "without B2", "with B1 open". */
const ONLY_SO =
  /\bonly\b|^ without (?!(?:any|further|more|reservations?|conditions?|changes?|comments?|caveats?|objections?|block\w*)\b)/
/** "However, B1 must be fixed": whatever is demanded is a condition. */
const DEMAND =
  /\b(?:must|has to|have to|needs? to) (?:still |first )?be\b|\bhowever\b|\bbefore (?:the )?merg/
