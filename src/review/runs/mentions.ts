import { type CommandLine, readCommandLine, readCommandSpan } from '../../reading/command-line.ts'
import { codeAt, codeFrom, type Passage } from '../../reading/passage.ts'
import { isAnnouncement } from './said-to-be-run.ts'
import type { Setting } from './setting.ts'
import { sureCommands } from './sure-commands.ts'

/** The commands that a statement names: its code, and what stands uncoded where a command has to stand. */
export function mentionsIn(
  statement: Passage,
  setting: Setting,
  isEntry: boolean,
): readonly Mention[] {
  const { text, codes } = statement
  const isSurely = sureCommands(statement, setting)
  const coded = codes.flatMap((span, index): Mention[] => {
    const command = readCommandSpan(text.slice(span.start, span.end), isSurely(index))
    return command === null ? [] : [{ ...span, ...command }]
  })
  const isTold = isEntry && setting.trust === 'told'
  const isListing = codes.length === 0 && (isTold || isAnnouncement(text) || HAS_RUN.test(text))
  const starts = [
    ...(isTold ? [0] : []),
    ...(isTold || isListing || (isEntry && TICKED.test(text)) ? endsOf(AT_START, text) : []),
    ...(isListing ? endsOf(NEXT, text) : []),
  ]
  const plain = [...starts, ...endsOf(RAN_THEN, text)]
    .slice(0, MAX_PLAIN)
    .filter((at) => codeAt(statement, at) === undefined)
    .flatMap((at) => {
      const next = codeFrom(statement, at)?.start ?? text.length
      const stop = /[;\n]|,\s|\.\s|\sand\s|$/.exec(text.slice(at, at + 300))?.index ?? 0
      const command = readCommandLine(
        text.slice(at, Math.min(at + stop, next)).replace(/[.,;]+$/, ''),
        false,
      )
      return command === null
        ? []
        : [{ command: command.command, rest: '', start: at, end: at + command.command.length }]
    })
  return eachPlaceOnce([...coded, ...plain])
}

/** Nobody lists more without code; a hostile text has a hundred thousand commas. */
const MAX_PLAIN = 500

const endsOf = (pattern: RegExp, text: string): readonly number[] =>
  [...text.matchAll(pattern)].map(({ index, 0: { length } }) => index + length)

/** In their order, none of them within another one. */
const eachPlaceOnce = (mentions: readonly Mention[]): readonly Mention[] =>
  [...mentions]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .reduce<Mention[]>((kept, mention) => {
      if (mention.start >= endOf(kept)) kept.push(mention)
      return kept
    }, [])

/** A mark makes a command even of what is written without code. */
const TICKED = /^(?:[✅❌✓✔✗✘]|PASS\b|FAIL\b)/u

/** Behind its marks, and behind a label: "✅ PASS npm test", "Lint: npm run lint". */
const AT_START =
  /^(?:[✅❌✓✔✗✘🟢🔴⏭]|\uFE0F|\s|(?:PASS|FAIL|SKIP|OK|Ran|Executed|Full)\b){1,8}|^(?:[\w-]{1,30} ){0,3}[\w-]{1,30}: /gu
/** "Verification run: npm ci; npm test (5/5); git diff --check" */
const NEXT = /(?:[;,:]|\s[—–-])\s+(?:and\s+)?/g
const HAS_RUN = /\b(?:re-?)?(?:ran|executed)\b/i
const RAN_THEN = /\b(?:re-?)?(?:ran|executed)\s/gi

/** A command where a text names it. */
export interface Mention extends CommandLine {
  readonly start: number
  readonly end: number
}

export const endOf = (group: readonly Mention[] | undefined): number => group?.at(-1)?.end ?? 0
