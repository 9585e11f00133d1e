import { OUTCOME_SIGNS, OUTCOME_WORDS } from './lexicon.ts'
import { readRunnerOutput } from './runner-output.ts'
import type { Outcome } from './types.ts'
import { anyOf } from './words.ts'

/** An honest remark on a command is shorter, and what a runner says last stands at the end. */
const MAX_TOLD = 2_000

/** What a text says about how a command ended. Null: it gives no such figure. */
export interface Ending {
  readonly outcome: Outcome
  readonly passed: number | null
  readonly failed: number | null
  readonly ignored: number | null
}

/**
 * Reads how a command ended: "✅ ~550 passed / 0 failed", "exit 1", "80 peer + 3 cli + 5 tauri tests pass" (88),
 * "not run". A figure of failures decides over any word.
 */
export function readEnding(told: string): Ending {
  const ends =
    told.length <= 2 * MAX_TOLD ? told : `${told.slice(0, MAX_TOLD)}\n${told.slice(-MAX_TOLD)}`
  const text = withoutOldFailures(ends)
  const printed = readRunnerOutput(text)
  const share = shareOf(text)
  const passed = printed?.passed ?? share?.passed ?? sumOfGroups(text) ?? figure(text, PASSED)
  const failed = printed?.failed ?? figure(text, FAILED) ?? share?.failed ?? null
  const ignored = printed?.ignored ?? figure(text, IGNORED)
  return { outcome: outcomeOf(text, passed, failed), passed, failed, ignored }
}

const NUMBER = String.raw`(?<![\w.+-])~?(\d{1,3}(?:,\d{3})+|\d{1,9})`
const PASSED = new RegExp(
  String.raw`${NUMBER}\s*(?:(?!(?:file|suite|package|crate|project)s?\b)\w+\s+)?(?:tests?\s+|specs?\s+)?(?:(?:pass(?:ed|es|ing)?|ok|green|succeeded|bestanden)\b|grün)`,
  'i',
)
const FAILED = new RegExp(
  String.raw`${NUMBER}\s*(?:\w+\s+)?(?:tests?\s+|specs?\s+)?(?:fail(?:ed|ures?|ing)?|errors?)\b`,
  'i',
)
const IGNORED = new RegExp(
  String.raw`${NUMBER}\s*(?:tests?\s+|specs?\s+)?(?:ignored|skipped|pending)\b`,
  'i',
)

/** "11/12 passed", "11 of 12 tests pass", "ok, 44/44": one failed, none did. */
function shareOf(text: string): { readonly passed: number; readonly failed: number | null } | null {
  const found = SHARE_PASSED.exec(text) ?? SHARE_ALONE.exec(text)
  if (found === null) return null
  const [passed, all] = [Number(found[1]), Number(found[2])]
  if (passed > all) return null
  return { passed, failed: all > passed ? all - passed : null }
}

const SHARE_PASSED =
  /(?<![\w.+/-])(\d{1,7})\s?(?:\/|of|out of)\s?(\d{1,7})\s+(?:\w+\s+)?(?:tests?\s+|specs?\s+)?(?:pass(?:ed|es|ing)?|ok|green)\b/i

/** A share with nothing beside it, at the start of a remark, after a comma or in brackets. */
const SHARE_ALONE =
  /(?:^[\s—–:→>=-]{0,6}|[,(—–→:]\s{0,3}|\b(?:pass|passed|ok|is)\s)(\d{1,7})\/(\d{1,7})(?=\s*(?:$|[,;.()—–]|tests?\b|tasks?\b|通过))/iu

function figure(text: string, pattern: RegExp): number | null {
  const digits = pattern.exec(text)?.[1]
  return digits === undefined ? null : Number(digits.replaceAll(',', ''))
}

/** "80 peer + 3 cli + 5 tauri tests pass": the groups that were counted apart. */
function sumOfGroups(text: string): number | null {
  const groups =
    /(?<![\w.])(\d{1,7} [\w-]+(?:\s*(?:\+|,|and)\s*\d{1,7} [\w-]+)+)\s+(?:tests?|specs?)?\s*(?:all\s+)?pass(?:ed|es)?\b/i.exec(
      text,
    )?.[1]
  if (groups === undefined) return null
  return [...groups.matchAll(/(?<![\w.])\d+(?=\s)/g)].reduce(
    (sum, [count]) => sum + Number(count),
    0,
  )
}

const word = (list: readonly string[]): RegExp =>
  new RegExp(String.raw`(?<![\w./_-])(?:${anyOf(list)})(?![\w_/])`, 'iu')

const GOOD = word(OUTCOME_WORDS.passed)
const NOTHING_WRONG = word(OUTCOME_WORDS.nothingWrong)
const BAD = word(OUTCOME_WORDS.failed)
const NOT_RUN = word(OUTCOME_WORDS.notRun)
const PENDING = word(OUTCOME_WORDS.pending)
const EXIT_GOOD =
  /\bexit(?:s|ed)?(?:[\s_:=-]{0,3}(?:code|status|with|cleanly))?[\s:=]{0,3}0\b|\brc\s?=?\s?0\b|(?:→|->|=>)\s*0(?=\s*(?:$|[,.;)]))/i
const EXIT_BAD = /\bexit(?:s|ed)?(?:[\s_:=-]{0,3}(?:code|status|with))?[\s:=]{0,3}[1-9]/i

/** Words of failure that say there is none. */
const NO_FAILURE =
  /\b(?:0|no|zero|without(?:\s+any)?)\s+(?:\w+\s+){0,2}?(?:fail(?:ed|ures?|ing)?|errors?)\b|\b(?:failures?|failed|errors?|fail)\b[:= ]\s*0\b|\bnothing\s+failed\b/gi

/** What is told of another state of the code: "failed before", "without the fix it fails", "RED → GREEN". */
const EARLIER =
  /\bfail(?:s|ed|ing)?\s+(?:before(?=\s*(?:$|[,.;:)]|the\s+(?:fix|change|patch)|this|it\b|and\b|now\b))|on\s+(?:main|base)|without)\b|\b(?:without|before)\s+(?:the|this)\s+(?:fix|change|patch)[, ]+(?:\w+\s+)?fail(?:s|ed)?\b|\b(?:red|failed|failing)\s*(?:→|->|then|to)\s*(?=green|pass)/gi

/** "PASS (1 pre-existing error in an unrelated file)": the reviewer has weighed it. */
const OLD =
  /\([^()]{0,80}\b(?:pre-?existing|known|unrelated)\b[^()]{0,160}\)|\b\d+\s+(?:[\w-]+\s+){0,2}?(?:pre-?existing|known|unrelated)\s+(?:[\w-]+\s+){0,3}?(?:fail\w*|errors?|warnings?)\b/gi

/** "expected exit 1", "exits 1 as intended (refuses)": that it fails is what was to be shown. */
const MEANT_TO_FAIL =
  /\bexpected\b(?! exit (?:code )?0)[^.;,\n]{0,40}?\bexit(?:s|ed)?(?: code| with)? [1-9]\d{0,2}\b|\bexit(?:s|ed)?(?: code| with| status)?[ :=]{1,2}[1-9]\d{0,2}[^.;\n]{0,40}?\b(?:as (?:expected|intended|designed)|by design|is expected|expected\))|\(expected[^()]{0,30}\bexit [1-9]|\b(?:refuse[sd]?|reject(?:s|ed)|denie[sd])\b[^.;\n]{0,40}?\bexit(?:s|ed)?(?: code| with)? [1-9]/gi

const withoutOldFailures = (told: string): string =>
  withoutOld(told.replaceAll(MEANT_TO_FAIL, ' as expected '))

const withoutOld = (text: string): string =>
  /^[\s—–:→*>-]{0,8}(?:[✅✓✔🟢]|(?:pass(?:ed|es)?|ok|green|clean|success(?:ful)?)\b)/iu.test(text)
    ? text.replaceAll(OLD, ' ')
    : text

function outcomeOf(text: string, passed: number | null, failed: number | null): Outcome {
  if (failed !== null && failed > 0) return 'failed'
  const told = text.replaceAll(NO_FAILURE, ' no-failure ').replaceAll(EARLIER, ' ')
  const first = clauseOf(told)
  if (BAD_LINE.test(told)) return 'failed'
  if (isBad(told) && (isBad(first) || !isGood(first) || TURNS.test(told))) return 'failed'
  if (NOT_RUN.test(first) || OUTCOME_SIGNS.notRun.test(first)) {
    if (passed === null) return 'not-run'
  }
  if (passed !== null) return 'passed'
  if (NOT_RUN.test(told) || OUTCOME_SIGNS.notRun.test(told)) {
    return isGood(first) ? 'passed' : 'not-run'
  }
  if (PENDING.test(told)) return 'unknown'
  if (isGood(told) || NOTHING_WRONG.test(text)) return 'passed'
  return failed === 0 ? 'passed' : 'unknown'
}

const isBad = (text: string): boolean =>
  BAD.test(text) || EXIT_BAD.test(text) || OUTCOME_SIGNS.failed.test(text)

const isGood = (text: string): boolean =>
  GOOD.test(text) || EXIT_GOOD.test(text) || OUTCOME_SIGNS.passed.test(text)

/** What is said first decides over the story that follows, unless that takes it back. */
const clauseOf = (text: string): string =>
  text.slice(0, /[^\s—–:→-][^;.\n(—]*(?=[;.\n(—]|$)/.exec(text)?.[0].length ?? 0) ||
  text.slice(0, 80)

/** What a runner prints at the start of a line, below all that went well. */
const BAD_LINE =
  /\n[^\S\n]*(?:-{3} )?(?:FAIL(?:ED|URE)?|ERROR|BUILD FAILED|error(?:\[|:| TS))(?![\w-])/

const TURNS = /\b(?:but|however|except|though|apart from|other than)\b|❌|✗|✘|🔴/iu

/** "All commands passed.", "Both checks failed": said of every command above. Null for anything less than all. */
export function readEndingOfAll(sentence: string): Outcome | null {
  const found = OF_ALL.exec(sentence.trim())
  if (found === null || /\b(?:except|but|besides|other than|apart from|most)\b/i.test(sentence))
    return null
  const { outcome } = readEnding(found.groups?.rest ?? '')
  return outcome === 'unknown' ? null : outcome
}

const OF_ALL =
  /^(?:[\s,;:→=>—–(-]|✅|✔)*(?:and )?(?:result: )?(?:all|both|everything|every (?:command|check|one)|each|these|they|none|the(?:se)? (?:commands|checks|following))\b(?: (?:of (?:them|these)|\d+|two|three|four|five|six))?(?<rest>.*)$/is
