import { COUNT } from '../reading/numbers.ts'

/** A deciding word of a clause, and whether it is denied. */
export interface Term {
  readonly word: string
  readonly at: number
  readonly end: number
  readonly negated: boolean
}

/** The first word of a clause that decides so; one that is denied stands back behind one that isn't. */
export function firstTerm(clause: string, terms: RegExp): Term | null {
  const found = [...clause.matchAll(terms)].map(({ 0: word, index }) => ({
    word,
    at: index,
    end: index + word.length,
    negated: NEGATED.test(clause.slice(0, index)),
  }))
  return found.find(({ negated }) => !negated) ?? found[0] ?? null
}

/** A word of denial, at most three words before. */
const NEGATED =
  /(?:\b(?:not|no|0|zero|nothing|none|never|cannot|can ?not|unable|refuse[sd]?|declined?|without|neither|nor|non|hardly|against|deny|denied|withh(?:old|eld))|n't|cant|wont|dont)[\s-]+(?:[\w']+ ){0,3}$/

const ASKED = '(?:requested|required|needed|necessary)'

const BLOCKING = String.raw`block(?:s|ed|ing|ers?)?(?: merg(?:e|ing))?|merg(?:e|ing) (?:is )?blocked|reject(?:s|ed|ion)?|disapprov\w+|unapproved|declined?|request(?:s|ed|ing)?(?: for)? changes|(?:changes?|revisions?|fix(?:es)?|rework) (?:are |is )?${ASKED}|(?:needs?|requires?) (?:(?!no\b)\w+ ){0,2}?(?:work|changes|fix(?:es|ing)?|revisions?|rework|round)|must fix|fix(?:es)? before|major revisions?|nack|no ?go|unacceptable|not (?:yet )?ready$`

/** Words by which a reviewer blocks wherever they stand. */
export const BLOCK_ANYWHERE = new RegExp(String.raw`\b(?:${BLOCKING})\b`, 'g')

/** And those that block only as a verdict: things fail and hold in any text. */
export const BLOCK = new RegExp(
  String.raw`\b(?:${BLOCKING}|revise|rework|fail(?:s|ed|ing|ure)?|veto(?:ed)?|hold)\b`,
  'g',
)

const APPROVING = `approv(?:e|es|ed|ing|al)|lgtm|accept(?:s|ed|able)?|ship it|sign(?:ed)?[- ]off|(?:ready|good|safe|ok|okay|fine|clear(?:ed)?) (?:to|for) (?:go|merg(?:e|ing)|be merged|ship|land)|merge ready`

/** Words by which a reviewer approves. */
export const APPROVE = new RegExp(String.raw`\b(?:${APPROVING})\b`, 'g')

/** And those that approve only behind "Verdict:". */
export const APPROVE_OR_PASS = new RegExp(
  String.raw`\b(?:${APPROVING}|looks good(?: to me)?|pass(?:es|ed)?|ack|merge(?:able|d)?|go|green|ship)\b`,
  'g',
)

/** Lower case, without marks and signs, without what is said of other rounds. */
export const normal = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[’‘‚'](?=\w)(?<!\w.)|(?<=\w)[’‘'](?!\w)/g, '')
    .replaceAll(/[’‘]/g, "'")
    .replaceAll(/[*`"“”„«»‹›#]|\p{Extended_Pictographic}|\uFE0F/gu, ' ')
    .replaceAll(/(?<=\w)[_-](?=\w)/g, ' ')
    .replaceAll(/[\s_]+/g, ' ')
    .replaceAll(/\((?:was|previously|formerly|before|r\d+|round \d+)\b[^()]*\)/g, ' ')
    .replaceAll(
      /\b(?:un)?block(?:ers?|ing(?: \w+)?) ?[:=] ?(?:none|no|0|zero|n\/a)\b/g,
      'no blockers',
    )
    .replaceAll(/\bblocker free\b/g, 'no blockers')
    .replace(SETTLED, '')
    .replace(/^[\s:;,.>→⇒–—-]+/, '')
    .trim()

/** "All blockers are fixed, approve": what is settled decides nothing. */
const SETTLED =
  /^[\s:>–—-]*(?:(?:all|both|the|prior|previous|r\d+|earlier|\d+|two|three) )*block(?:ing (?:issues|findings|items|problems)|ers?) (?:(?:are|is|were|have been|has been|all|now) )*(?:resolved|fixed|addressed|closed)\b/

/** What comes after may weigh a decision, or speak against it. */
export const CLAUSE_END = /[.;,:!?()[\]|/]|\s(?:[—–-]{1,3}|[→⇒]|[-=]>)\s|—/

/** When the merge may happen is no decision on it. */
export const withoutMoment = (clause: string): string =>
  clause.replaceAll(
    /\b(?:before|after|until|prior to|at|post|pre) (?:the |it can be |being )?merg(?:e|ed|ing)\b/g,
    (moment) => ' '.repeat(moment.length),
  )

/** Nothing but words that lead up to a decision: "We recommend to", "Conditionally". */
export const isLead = (before: string): boolean =>
  before
    .split(/[\s-]+/)
    .filter((word) => word !== '')
    .every((word) => LEADING.has(word))

const LEADING = new Set(
  `a an and are at be been being but can can't cannot change changes code commit conditional conditionally could currently did didn't do does doesn't don't final for formally fully hard happily happy has have hereby i is isn't issue issues it its least maintainer may might must my never no non not now of on open our outcome overall patch pr pull r1 r2 r3 r4 re recommend recommendation recommended recommending request result review reviewer round shall should shouldn't soft still strong strongly tentative tentatively than that the therefore this to unable unconditional unconditionally verdict version was we weak will won't work would yet you once if when before until i'm i'd 0 zero nothing ${COUNT.split('|').slice(1).join(' ')} 1 2 3 4 5 6 7 8 9 10 11 12`.split(
    ' ',
  ),
)
