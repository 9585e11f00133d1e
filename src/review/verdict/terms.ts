import { VERDICT_WORDS } from '../../reading/lexicon.ts'
import { COUNT } from '../../reading/numbers.ts'

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

const anyOf = (words: readonly string[]): RegExp =>
  new RegExp(String.raw`\b(?:${words.join('|')})\b`, 'g')

/** Words by which a reviewer blocks wherever they stand. */
export const BLOCK_ANYWHERE = anyOf(VERDICT_WORDS.block.anywhere)

/** And those that block only as a verdict: things fail and hold in any text. */
export const BLOCK = anyOf([...VERDICT_WORDS.block.anywhere, ...VERDICT_WORDS.block.asVerdict])

/** Words by which a reviewer approves. */
export const APPROVE = anyOf(VERDICT_WORDS.approve.anywhere)

/** And those that approve only behind "Verdict:". */
export const APPROVE_OR_PASS = anyOf([
  ...VERDICT_WORDS.approve.anywhere,
  ...VERDICT_WORDS.approve.asVerdict,
])

/** Lower case, without marks and signs, without what is said of other rounds. */
export const normal = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[’‘‚'](?=\w)(?<!\w.)|(?<=\w)[’‘'](?!\w)/g, '')
    .replaceAll(/[’‘]/g, "'")
    .replaceAll(/[*`"“”„«»‹›#]|\p{Extended_Pictographic}|\uFE0F/gu, ' ')
    .replaceAll(/(?<=\w)[_-](?=\w)/g, ' ')
    .replaceAll(/[\s_]+/g, ' ')
    .replace(/^ ?\d+(?:\.\d+)+\.? /, '')
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
export const CLAUSE_END = /\.(?=\s|$)|[;,:!?()[\]|/]|\s(?:[—–-]{1,3}|[→⇒]|[-=]>)\s|—/

/** When the merge may happen is no decision on it. */
export const withoutMoment = (clause: string): string =>
  clause.replaceAll(
    /\b(?:before|after|until|prior to|at|post|pre) (?:the |it can be |being )?merg(?:e|ed|ing)\b|\b(?:for|in|of|with) (?:the|this|a) merge\b/g,
    (moment) => ' '.repeat(moment.length),
  )

/** Nothing but words that lead up to a decision: "We recommend to", "Conditionally". */
export const isLead = (before: string): boolean =>
  // "The phase 1 implementation is approved."
  SUBJECT_IS.test(before) || isLeadAlone(before)

/** The same without a subject: "The build is clean" is said of the build. */
export const isLeadAlone = (before: string): boolean =>
  before
    .split(/[\s-]+/)
    .filter((word) => word !== '')
    .every((word) => LEADING.has(word))

const SUBJECT_IS =
  /^(?!.*\b(?:parts?|half|some|only|most|previous|earlier|old)\b)(?:(?:[\w#.'-]+ ){0,6}?(?:this|change(?:s|set)?|pr|pull request|#\d+|implementation|phase|branch|work|patch|commits?|story|task|feature|plan|spec(?:ification)?|design|release|report|fix(?:es)?|code|submission|milestone|sprint|increment|diff|delta|refactor(?:ing)?)(?: [\w#.]+)? (?:(?:is|are|has been|have been|looks) )?|(?:[\w#.'-]+ ){1,4}(?:is|are) )(?:now |hereby |therefore |fully |not |not yet )?$/

const LEADING = new Set(
  `a an and are at be been being but can can't cannot change changes code commit conditional conditionally could currently did didn't do does doesn't don't final for formally fully hard happily happy has have hereby i is isn't issue issues it its least maintainer may might minor must my never no non not now of on open our outcome overall patch pr pull r1 r2 r3 r4 re recommend recommendation recommended recommending request result review reviewer round shall should shouldn't soft still strong strongly tentative tentatively than that the therefore this to unable unconditional unconditionally verdict version was we weak will won't work would yet you once if when before until i'm i'd 0 zero nothing ${COUNT.split('|').slice(1).join(' ')} 1 2 3 4 5 6 7 8 9 10 11 12`.split(
    ' ',
  ),
)
