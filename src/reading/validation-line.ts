import type { Outcome } from './types.ts'

/** An honest remark on a command is shorter; what comes after is not read. */
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
  const text = told.slice(0, MAX_TOLD)
  const share = shareOf(text)
  const passed = share?.passed ?? sumOfGroups(text) ?? figure(text, PASSED)
  const failed = figure(text, FAILED) ?? share?.failed ?? null
  const ignored = figure(text, IGNORED)
  return { outcome: outcomeOf(text, passed, failed), passed, failed, ignored }
}

const NUMBER = String.raw`(?<![\w.+-])~?(\d{1,3}(?:,\d{3})+|\d{1,9})`
const PASSED = new RegExp(
  String.raw`${NUMBER}\s*(?:(?:unit|integration|e2e|\w+)\s+)?(?:tests?\s+|specs?\s+)?(?:pass(?:ed|es|ing)?|ok|green)\b`,
  'i',
)
const FAILED = new RegExp(
  String.raw`${NUMBER}\s*(?:tests?\s+|specs?\s+)?(?:fail(?:ed|ures?|ing)?|errors?)\b`,
  'i',
)
const IGNORED = new RegExp(
  String.raw`${NUMBER}\s*(?:tests?\s+|specs?\s+)?(?:ignored|skipped|pending)\b`,
  'i',
)

/** "11/12 passed", "11 of 12 tests pass": one failed. */
function shareOf(text: string): { readonly passed: number; readonly failed: number | null } | null {
  const found =
    /(?<![\w.+/-])(\d{1,7})\s?(?:\/|of|out of)\s?(\d{1,7})\s+(?:\w+\s+)?(?:tests?\s+|specs?\s+)?(?:pass(?:ed|es|ing)?|ok|green)\b/i.exec(
      text,
    )
  if (found === null) return null
  const [passed, all] = [Number(found[1]), Number(found[2])]
  return { passed, failed: all > passed ? all - passed : null }
}

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

const NOT_RUN =
  /\b(?:not|never|n't)\s+(?:been\s+)?(?:re-?)?(?:run|ran|executed|tested)\b|\bskipped\b|\bnot\s+available\b|\bcould\s*(?:not|n't)\s+(?:be\s+)?(?:re-?)?(?:run|executed)\b/i
const BAD =
  /❌|✗|✘|🔴|\b(?:fail(?:s|ed|ing|ure|ures)?|broken|red|error(?:s|ed)?|(?:not|n't|never)\s+(?:\w+\s+)?(?:pass(?:ed|es)?|ok|green|clean|succeed(?:ed)?))\b|\bexit(?:ed)?\s+(?:code\s+|status\s+|with\s+)?[1-9]/i
const GOOD =
  /✅|✓|✔|🟢|\b(?:pass(?:es|ed|ing)?|ok|green|clean|succeed(?:s|ed)?|success(?:ful|fully)?|no\s+(?:errors|issues|failures|warnings))\b|\bexit(?:s|ed)?\s+(?:code\s+|status\s+|with\s+)?0\b/i
/** Words of failure that say there is none. */
const NO_FAILURE =
  /\b(?:0|no|zero|without(?:\s+any)?)\s+(?:tests?\s+)?(?:fail(?:ed|ures?|ing)?|errors?)\b/gi

/** What is told of another state of the code: "failed before", "without the fix it fails". */
const EARLIER =
  /\bfail(?:s|ed|ing)?\s+(?:before|on\s+(?:main|base)|without)\b|\b(?:without|before)\s+(?:the|this)\s+(?:fix|change|patch)[, ]+(?:\w+\s+)?fail(?:s|ed)?\b/gi

function outcomeOf(text: string, passed: number | null, failed: number | null): Outcome {
  if (failed !== null && failed > 0) return 'failed'
  const rest = text.replaceAll(NO_FAILURE, ' ').replaceAll(EARLIER, ' ')
  if (BAD.test(rest)) return 'failed'
  if (passed !== null || (GOOD.test(text) && !NOT_RUN.test(text))) return 'passed'
  if (NOT_RUN.test(text)) return 'not-run'
  return failed === 0 ? 'passed' : 'unknown'
}

/** "All commands passed.", "Both checks failed": said of every command above. Null for anything less than all. */
export function readEndingOfAll(sentence: string): Outcome | null {
  const found =
    /^(?:and )?(?:all|both|everything|every command|each|these|the(?:se)? commands)\b(?<rest>.*)$/is.exec(
      sentence.trim(),
    )
  if (found === null || /\b(?:except|but|besides|other than|apart from|most)\b/i.test(sentence))
    return null
  const { outcome } = readEnding(found.groups?.rest ?? '')
  return outcome === 'unknown' ? null : outcome
}
