import { isScriptOrTool, readCommandSpan } from '../../reading/command-line.ts'
import type { Passage } from '../../reading/passage.ts'
import type { Setting } from './setting.ts'

/**
 * Which pieces of code a text makes commands of, whatever their program is: it says that commands stand here, that this
 * one was just run, how it ended, or lists it beside a command.
 */
export function sureCommands(
  { text, codes }: Passage,
  setting: Setting,
): (index: number) => boolean {
  const code = (index: number): string => text.slice(codes[index]?.start, codes[index]?.end)
  const gaps = codes.map(({ start }, index) => text.slice(codes[index - 1]?.end ?? 0, start))
  const isListed = gaps.map((gap, index) => index > 0 && LISTED.test(gap))
  const isCommand = codes.map((_, index) => readCommandSpan(code(index), false) !== null)
  // What stands behind the first ones quotes what they printed.
  const firstQuoted = isListed.findIndex((listed, index) => index > 0 && !listed)
  return (index) => {
    if (isCommand[index] === true) return true
    const { start = 0, end = 0 } = codes[index] ?? {}
    if (setting.certain && (firstQuoted < 0 || index < firstQuoted)) return true
    if (isListed[index] === true && isCommand[index - 1] === true) return true
    if (isListed[index + 1] === true && isCommand[index + 1] === true) return true
    if (RAN_BEFORE.test(text.slice(Math.max(0, start - 40), start))) return true
    const isTyped = LOOKS_TYPED.test(code(index))
    if (isTyped && TICKED_BEFORE.test(gaps[index] ?? '')) return true
    if (setting.trust === 'told' && isTyped) return true
    const before = text.slice(Math.max(0, start - 80), start)
    if (isScriptOrTool(code(index)) && ENDED_BEFORE.test(before)) return true
    return (isTyped || isScriptOrTool(code(index))) && ENDED_BEHIND.test(text.slice(end, end + 40))
  }
}

/** What stands between two that are listed one after another. */
const LISTED = /^\s*(?:[,;/·|+&→]\s*)?(?:(?:and|or|then|plus)\s+)?$/i

/** A flag, a path, a variable: nothing of that is in words that are only quoted. */
const LOOKS_TYPED = /\s(?:--?\w|\S*[./:=@]\w)|\s\.\.?$/

/** "✅ `app --json out.json` writes valid JSON" */
const TICKED_BEFORE = /(?:[✅❌✓✔✗✘]|\b(?:PASS|FAIL):?)\uFE0F?\s*$/u

const RAN_BEFORE = /\b(?:(?:re-?)?ran|executed|running)\s(?:(?:the|a|both|also|full)\s)?$/i
/** "Passed across 32 files with `tools/check.py`" */
const ENDED_BEFORE = /\bpass(?:ed|es)\b[^.;]{0,50}\b(?:with|via|by|using)\s$/i
const ENDED_BEHIND =
  /^\s*(?:(?:→|->|=>|[:—–(-]|result(?:ed)?|is|was)\s*){0,3}(?:exit(?:s|ed)?\b|rc\b|pass(?:ed|es)?\b|fail(?:ed|s)?\b|clean\b|ok\b|green\b|succeeded\b|\d+\/\d+|✅|✓|❌|✗)/iu
