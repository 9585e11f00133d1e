import { readCommitMentions } from '../../reading/commit-mentions.ts'
import { FIX_VERBS } from '../../reading/lexicon.ts'
import { codeAt, type Passage } from '../../reading/passage.ts'
import type { Names } from './names.ts'

/**
 * How a clause speaks of a fix: it claims one, it could be read both ways, it denies one, or nothing of the kind.
 * `unclear` closes nothing and is pointed out; `denied` takes back what was claimed before.
 */
export type Claim = 'yes' | 'unclear' | 'denied' | 'withdrawn' | 'none'

/** What the clause is a part of. */
export interface Setting {
  /** How the findings of this report are called. */
  readonly names: Pick<Names, 'in'>
  /** It stands in the text of one blocker, which needn't be named then. */
  readonly inItem: boolean
  /** It stands where fixes are told of, so that "abc1234 bounds the loop" behind a label is one. */
  readonly aboutFixes: boolean
  /** The clause before it had the verb: "B1 is fixed in abc1234, B2 in def5678". */
  readonly goesOn: boolean
}

/** Whether a clause claims a fix: who or what is fixed before the verb, by which commit, and no word against it. */
export function readClaim(clause: Passage, setting: Setting): Claim {
  const written = shapeOf(clause, setting.names)
  const shape = written.toLowerCase()
  const verb = verbIn(shape)
  if (verb === null) return withoutVerb(shape, setting)
  const [before, after] = [shape.slice(0, verb.at), shape.slice(verb.end)]
  const cut = lastCut(before)
  const subject = before.slice(cut)
  if (NEGATED.test(subject)) return /[#]/.test(before) || setting.inItem ? 'denied' : 'none'
  if (PLANNED.test(subject)) return 'none'
  if (TROUBLE.test(after) || HYPOTHETICAL.test(after.split(/[:;—–(]/, 1)[0] ?? '')) return 'unclear'
  const line = before.slice(cut + lastLine(written.slice(cut, verb.at)))
  if (BY_OTHERS.test(before.slice(0, cut)) || !isSubject(line)) return 'unclear'
  const isActive = /@/.test(line) && !verb.passive
  if (!isActive) return verb.passive && AFTER_PASSIVE.test(after) ? 'yes' : 'unclear'
  const isNamed = /#/.test(before) && setting.aboutFixes
  return isNamed || OBJECT.test(after) ? 'yes' : 'unclear'
}

/** Hashes with the subject that is quoted beside them become `@`, labels `#`, other code `…`. */
export function shapeOf(clause: Passage, names: Pick<Names, 'in'>): string {
  const { text } = clause
  const marks = text.split('')
  const cover = (from: number, to: number, sign: string) => {
    for (let at = from; at < to; at++) marks[at] = at === from ? sign : ''
  }
  for (const { start, end } of clause.codes) cover(start, end, '…')
  for (const { at, end } of names.in(text)) cover(at, end, '#')
  const lower = text.toLowerCase()
  let from = 0
  for (const { sha, subject } of readCommitMentions(clause)) {
    const at = lower.indexOf(sha, from)
    if (at < 0) continue
    const quoted = subject === null ? -1 : text.indexOf(subject, at)
    from = quoted >= 0 && subject !== null ? quoted + subject.length : at + sha.length
    const code = codeAt(clause, at)
    cover(at, Math.max(from, code?.end ?? 0), '@')
  }
  return marks.join('').replaceAll(/@["”'’)\]]*/g, '@')
}

const VERB = new RegExp(String.raw`(?<![\w-])(?:${FIX_VERBS.told.join('|')})\b(?!-)`)
/** "Commits a and b fix …": the bare form is a claim only after the commits. */
const BARE_VERB = /(?<=@.*)(?<![\w-])(?:fix|resolve|address|close|correct|patch)\b(?!-)/s

interface Verb {
  readonly at: number
  readonly end: number
  readonly passive: boolean
}

function verbIn(shape: string): Verb | null {
  const found = VERB.exec(shape) ?? BARE_VERB.exec(shape)
  if (found === null) return null
  const after = shape.slice(found.index + found[0].length)
  // "Commit @ fixed B1" is active, "B1 (@) was fixed" passive.
  const hasHelper = /\b(?:is|are|was|were|been|being|be|now)\s+(?:\w+\s+)?$/.test(
    shape.slice(0, found.index),
  )
  const passive =
    /(?:ed|done|gone)$/.test(found[0]) &&
    (hasHelper || !/^\s*(?:the|this|that|it|both|all|them|#)/.test(after))
  return { at: found.index, end: found.index + found[0].length, passive }
}

/** "B2 in def5678", behind "B1 is fixed in abc1234"; "B2 is not", "B2 still open". */
function withoutVerb(shape: string, { goesOn }: Setting): Claim {
  if (/#/.test(shape) && OPEN.test(shape)) return 'denied'
  if (!goesOn || !/#.*@|@.*#/s.test(shape)) return 'none'
  const [, between = ''] = /#([^#@]*)@/.exec(shape) ?? /@([^#@]*)#/.exec(shape) ?? []
  if (NEGATED.test(between)) return 'denied'
  return isSubject(between) && !TROUBLE.test(shape) ? 'yes' : 'unclear'
}

/** Where the last remark before the verb ends: "B1 (the loop): ", "B1 — loops — ". */
const lastCut = (before: string): number =>
  [...before.matchAll(/[:|;,()→⇒]|[—–]|\s-{1,2}\s|[-=]>/g)]
    .map(({ index, 0: mark }) => index + mark.length)
    .findLast(() => true) ?? 0

/** Where the last line begins, when it begins a sentence: above it stood a title. */
const lastLine = (written: string): number => /\n(?=[A-Z@#][^\n]*$)/.exec(written)?.index ?? 0

const isSubject = (text: string): boolean =>
  !text.includes('…') &&
  text
    .split(/[^\p{L}\p{N}'’]+/u)
    .filter((word) => word !== '')
    .every((word) => SUBJECT.has(word.replace('’', "'")) || /^(?:r?\d+)$/.test(word))

const SUBJECT = new Set(
  "the this that these those it they its both all each every of and also only then now already since is are was were has have had been got being fully completely properly correctly cleanly successfully actually indeed all verified confirmed confirm checked re i we reviewer reviewer's status state resolution result outcome in by with via as at on from through round review review's prior previous earlier initial original above specific remaining open last first critical new latest one two three four five six seven eight nine ten eleven twelve blocker blockers blocking issue issues finding findings problem problems item items point points comment comments concern concerns commit commits hash sha fix fixes patch change changes follow up followup coder's author's coder author head which have's they've finding's important major minor high medium low moderate severe critical code required requested must should so too p0 p1 p2".split(
    ' ',
  ),
)

/** What denies, right before the verb. */
const NEGATED = /\b(?:not|never|no|none|neither|nor|nothing|cannot|hardly|without|un)\b|n['’]t\b/
/** What is planned, wished for or doubted. */
const PLANNED =
  /\b(?:should|must|needs?|ought|will|would|could|can|may|might|once|unless|until|if|whether|please|todo|to be|planned|supposed|intended|meant|tries|tried|attempts?|attempted|expect(?:s|ed)?|hopefully|claim(?:s|ed)?|allegedly|says|said|reported|reports|according|partially|partly)\b/
const BY_OTHERS =
  /\b(?:coder|author|developer|implementer|agent|contributor|claim(?:s|ed)?|says|said|according|allegedly|supposedly|reportedly|planned|plan|todo|expected|was|were)\b/
const HYPOTHETICAL = /\b(?:once|unless|until|if|when|should|must|will)\b/
/** Whether something is said against a fix behind it. */
export const isTroubled = (text: string): boolean => TROUBLE.test(text.toLowerCase())

/** What is said against a fix behind it. */
const TROUBLE =
  /\?|\b(?:but|however|though|although|except|incomplete(?:ly)?|insufficient(?:ly)?|partial(?:ly)?|partly|wrong(?:ly)?|reverted|(?:broken|breaks|broke) again|regress\w*|unverified|still|remains?|not (?:sufficient|enough|complete(?:ly)?|verified|fully|yet|quite|really|tested|all|correct(?:ly)?)|(?:does(?:n['’]t| not)|did(?:n['’]t| not)) (?:work|help|suffice|hold|fix|cover|resolve|address)|only|workaround|symptoms?|pending|todo|back|half|mostly|one of|some of|part of|most of|many of|half of|(?:two|three|four|five|six|\d+) of)\b|['"”’]\s*(?:—|–|-)\s/
/** What may follow "is fixed": the commit, a remark, the end. */
const AFTER_PASSIVE =
  /^["'”’*_)\]]*\s*(?:(?:now|already|fully|correctly|properly|both|all|too|as well|also|here|upstream|completely|and verified|commit|commits)\b\s*)*(?:$|[.;,:!()[\]|—–→…@]|-{1,2}\s|->|=>|(?:in|by|with|via|at|as of|through|since|on|from|under|per|using|see|and)\b)/
/** What a commit may fix for it to be a claim: a label, blockers, "this". */
const OBJECT =
  /^\s*(?:(?:the|these|those|its|all|both|of|prior|previous|earlier|initial|original|above|specific|remaining|open|last|first|round|review(?:er)?(?:['’]s)?|critical|blocking|r?\d+(?:['’]s)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|this|that|each|every)[\s-]+)*(?:#(?!['’]s|-)|(?:blockers?|issues?|findings?|problems?|items?|points?|comments?|concerns?)\b(?!['’])|(?:this|that|it|both|all|them)(?=\s*(?:$|[^\w\s'’]|(?:in|by|with|via|and|too|as|properly|correctly|now|for)\b)))/
/** What says that nothing is fixed yet. */
const OPEN =
  /\b(?:(?:still|remains?|is|are) (?:open|broken|unfixed|unresolved|unaddressed)|unresolved|unfixed|reopened|is not|isn['’]t|are not|aren['’]t)\b/
