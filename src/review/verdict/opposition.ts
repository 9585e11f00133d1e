import {
  APPROVE,
  BLOCK_ANYWHERE,
  CLAUSE_END,
  firstTerm,
  isLead,
  normal,
  withoutMoment,
} from './terms.ts'

/** Whether a text that goes with an approval speaks against it: "Do not merge yet", "2 blockers remain". */
export const opposesApproval = (text: string): boolean =>
  clausesOf(text).some((clause) => !SETTLED.test(clause) && (blocks(clause) || isOpen(clause)))

/** Whether a text that goes with a block takes it back: "blocking → approve". */
export const opposesBlock = (text: string): boolean =>
  clausesOf(text).some((clause) =>
    /^(?:now )?(?:approve[ds]?|approval|lgtm|accept(?:ed)?|ready to merge)$/.test(clause),
  )

/** What somebody is quoted with is not said here. */
const QUOTED = /["“][^"“”\n]{1,80}["”]/g

const clausesOf = (text: string): readonly string[] =>
  normal(text.replaceAll(QUOTED, '…'))
    // "None is open / blocked" is one.
    .replaceAll(' / ', ' or ')
    .split(CLAUSE_END)
    .map((clause) => clause.trim().replace(/^(?:and|but|however|yet|also|so|still) /, ''))
    // "Do not merge until B1 is fixed": what comes first is not settled by what is waited for.
    .map((clause) => clause.replace(/\b(?:until|till|before|unless|once)\b.*$/, ''))

const SETTLED =
  /\b(?:fixed|resolved|addressed|closed|made|done|gone|verified|cleared|met|prior|previous(?:ly)?|earlier|former|old|r\d+|round \d+|was|were|would|could|might|if)\b/

const isOpen = (clause: string): boolean =>
  /\b(?:still|remains?|is|are) (?:still )?(?:open|unresolved|unfixed|unaddressed|broken|blocking|blocked)\b/.test(
    clause,
  ) && !/\b(?:no|none|nothing|not|never|non)\b/.test(clause)

function blocks(clause: string): boolean {
  const block = firstTerm(clause, BLOCK_ANYWHERE)
  if (block !== null && !block.negated && stands(clause, block)) return true
  const approve = firstTerm(withoutMoment(clause), DECIDED)
  return approve?.negated === true && stands(clause, approve)
}

const DECIDED = new RegExp(`${APPROVE.source}|\\b(?:merge|ship)\\b`, 'g')

const stands = (clause: string, { at, end }: { readonly at: number; readonly end: number }) =>
  isLead(clause.slice(0, at)) && GOES_ON.test(clause.slice(end))

/** "Blocked on CI", not "blocking calls are gone". */
const GOES_ON =
  /^\s*(?:$|[^\w\s]|(?:on|until|unless|because|for|since|due|by|the|this|that|it|yet|now|as|pending|issues?|findings?|items?|problems?|remain\w*|open|left|exists?|found|present|outstanding|unresolved|before|after|in|with)\b)/
