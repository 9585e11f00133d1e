import { isTemplate, onlyLooks } from '../../reading/command-line.ts'
import { RUN_WORDS } from '../../reading/lexicon.ts'
import { type Ending, readEnding } from '../../reading/validation-line.ts'
import { anyOf, wholeWords } from '../../reading/words.ts'
import type { Mention } from './mentions.ts'
import type { Setting } from './setting.ts'

/** Whether a text says that a group was run, and doesn't merely name it. */
export function isSaidToBeRun(of: {
  readonly group: readonly Mention[]
  readonly lead: string
  /** The sentence up to it. */
  readonly sentence: string
  readonly tail: string
  readonly ending: Ending
  readonly setting: Setting
  /** It is what its entry, or a part of that, is about. */
  readonly isHead: boolean
  /** Its statement begins with "Verification run:" or the like. */
  readonly isAnnounced: boolean
}): boolean {
  const { group, lead, sentence, tail, ending, setting } = of
  if (NOT_RUN_BEFORE.test(lead)) return true
  if (setting.trust === 'closed' && NOT_RUN_BEHIND.test(tail.slice(0, 120))) return true
  const isKnown = ending.outcome !== 'unknown'
  const wasRun = RAN.test(lead) || of.isAnnounced || RAN_BEHIND.test(tail.slice(0, 60))
  const proved = ATTESTED.test(lead)
  if (setting.trust === 'closed') {
    // "✅ `a` passes", "`a`: 76 passed" among findings is none of them.
    const isTicked = of.isHead && MARK_BEFORE.test(lead) && !isHoped(group, tail)
    return (
      (proved || of.isAnnounced || isTicked || (ending.passed !== null && isNear(tail, group))) &&
      ending.outcome === 'passed'
    )
  }
  const lastLead = lead.slice(Math.max(0, lead.length - 120))
  const isWish =
    INSTRUCTED.test(lastLead) || (!RAN.test(sentence) && INSTRUCTED.test(sentence.slice(-200)))
  const isPlain = ending.outcome === 'not-run' || ending.passed !== null || ending.failed !== null
  if (isWish || (MODAL.test(tail.slice(0, 30)) && !RAN_JUST_BEFORE.test(lastLead))) {
    if (setting.trust === 'open' || !isPlain) return false
  }
  if (setting.trust === 'open' && !isKnown && /\bre-?run:\s*$/i.test(lastLead)) return false
  if (ORDER.test(lastLead) && !(setting.trust === 'told' && isKnown)) return false
  if (group.every(({ command }) => onlyLooks(command))) {
    if (setting.trust === 'open') return false
  }
  if (ending.outcome === 'unknown' && group.every(({ command }) => isTemplate(command)))
    return false
  if (!isKnown && (NAMED_AS.test(tail) || OFFERED.test(lead))) return false
  if (setting.trust === 'open' && DEFINED.test(lastLead)) return false
  const leads = LEADS.test(lead)
  if (!(of.isHead && leads) && group.every(({ command }) => command.endsWith('--help')))
    return false
  if (wasRun || proved) return true
  if (setting.trust === 'told') {
    return isKnown || setting.outcome !== null || (of.isHead && leads && !isAside(lead, tail))
  }
  return isKnown && (isNear(tail, group) || BRACKET.test(lead) || MARK_BEFORE.test(lead))
}

const isHoped = (group: readonly Mention[], tail: string): boolean =>
  MODAL.test(tail.slice(0, 30)) || group.every(({ command }) => onlyLooks(command))

/** Whether how it ended is the first thing that is said behind it. */
const isNear = (tail: string, group: readonly Mention[]): boolean =>
  readEnding(`${group.at(-1)?.rest ?? ''} ${tail.slice(0, 48)}`).outcome !== 'unknown'

/** "The `frob -x` invocation is …": a sentence about it. */
const NAMED_AS =
  /^\s+(?:invocation|command|call|flag|option|script|sub-?command|job|step|target|task|workflow|hook|entry|wrapper|path|mode)s?\b/i

/** "Allows filtering: `npm test -- -t fast`" */
const OFFERED = /\b(?:allows?|enables?|supports?|lets|offers?|provides?)\b[^.:]{0,60}:\s*$/i

/** "`check` maps to `tsc --noEmit`", "the script calls `npm ci`": what is in the code. */
const DEFINED =
  /\b(?:map(?:s|ped)|alias(?:es|ed)|expand(?:s|ed)|points?|set|change[sd]?)\b[^.;]{0,60}\bto\s$|\b(?:runs|calls|invokes|wraps)\s$/i

/** Nothing, or a label and marks, stands before a command that an entry is about. */
const LEADS =
  /^(?:\s|[✅❌✓✔✗✘🟢🔴⏭]|\b(?:PASS|FAIL|SKIP|OK|full|the|ran|re-?ran|targeted|also|then|and)\b|\[[x ]\])*$|^(?!confirmed)[^:.]{0,60}:\s*$|^[^()]{0,60}\($/iu

/** "The shell way (`./run.sh` without a wrapper)": the bracket says more than what was run. */
const isAside = (lead: string, tail: string): boolean =>
  lead.endsWith('(') && !/^\s*[),;&+]/.test(tail)

/** "Validation performed: `a`, `b`", "Gate status: PASS, `a`" */
export const isAnnouncement = (statement: string): boolean => ANNOUNCED.test(statement)

const ANNOUNCED =
  /^\s*(?:[\w/-]+ ){0,2}(?:validation|verification|checks|commands?|gates?|tests?|tested|verified|validated)(?:(?: (?:performed|run|runs|executed|done|results?|status|evidence|with|by|locally|re-?run)){0,3}|\s(?:re-?)?r[ua]n\b[^:.]{0,60}):\s/i
/** "I could not run `a`" */
const NOT_RUN_BEFORE =
  /\b(?:did not|do not|does not|could not|was not able to|unable to|cannot|not|never|\w+n['’]t|without|skipped)\s+(?:(?:yet|fully|re-?)\s)?(?:(?:re-?)?(?:run|running|ran|execute|executing)\s)?(?:the\s)?$/i
const NOT_RUN_BEHIND =
  /^[\s)]*(?:(?:was|were|has|have|could|did|is|are)(?: not|n['’]t)(?: be| been)? (?:re-?)?(?:run|executed)\b|(?:cannot|could not|couldn['’]t) be (?:re-?)?(?:run|executed)\b|[:—–-] not run\b)/i
const RAN = wholeWords(RUN_WORDS.ran)
/** "Ran `a` to make sure that …" */
const RAN_JUST_BEFORE = /\b(?:re-?)?(?:ran|executed)\s+(?:the\s)?$/i
const RAN_BEHIND =
  /^[\s)]*(?:(?:now |also |again )?(?:returned|report(?:s|ed)|printed|showed|confirmed|confirms|gave|listed|yielded|emitted|ended|completed|finished|hangs|hung)\b|(?:(?:was|were|is|are)\s)?(?:re-?)?(?:ran|run|executed|launched)\b)/i
const ATTESTED = new RegExp(String.raw`\b(?:${anyOf(RUN_WORDS.attested)})\s*\(?$`, 'iu')
const INSTRUCTED = wholeWords(RUN_WORDS.instructed)
const MODAL =
  /^[\s)]*(?:should|must|will|would|can|could|may|might|needs?|before (?!writing|reviewing|reading|starting|and\b)|to)\b/i
const ORDER = new RegExp(
  String.raw`(?:^|[.;:,]\s*|\band\s+|\bthen\s+|[-*]\s+)(?:${anyOf(RUN_WORDS.orders)})\b(?!:)[^.;:]{0,60}$`,
  'iu',
)

/** How a group ended: what stands behind it, or else before it. */
export function endingOf(group: readonly Mention[], lead: string, tail: string): Ending {
  if (NOT_RUN_BEFORE.test(lead)) {
    return { outcome: 'not-run', passed: null, failed: null, ignored: null }
  }
  const behind = readEnding(`${group.at(-1)?.rest ?? ''} ${tail.replace(/^\)/, '')}`)
  const mark = MARK_BEFORE.exec(lead)?.[0]
  if (mark !== undefined) {
    const both = readEnding(`${mark} ${group.at(-1)?.rest ?? ''} ${tail}`)
    return group.length > 1 ? { ...both, passed: null, failed: null, ignored: null } : both
  }
  if (behind.outcome !== 'unknown') return behind
  const before = BRACKET.test(lead) || /:\s*$/.test(lead) ? readEnding(lead) : behind
  if (before.outcome !== 'unknown') return before
  return ATTESTED.test(lead) && !/\b(?:not|n't)\b/.test(lead)
    ? { ...behind, outcome: 'passed' }
    : behind
}

const MARK_BEFORE =
  /(?:[✅❌✓✔✗✘🟢🔴⏭]|\b(?:PASS|PASSED|FAIL|FAILED|SKIP|SKIPPED|OK))\uFE0F?[\s:*—–-]*$/u
const BRACKET = /[([]\s*(?:via\s|with\s|using\s)?$|\b(?:via|with|using|by|per)\s+$/i
