import { readCommandSpan } from '../../reading/command-line.ts'
import { lineAt, type Passage, sentencesIn } from '../../reading/passage.ts'
import { readRole } from '../../reading/role.ts'
import type { Outcome, ValidationRun } from '../../reading/types.ts'
import { readEnding, readEndingOfAll } from '../../reading/validation-line.ts'
import { endOf, type Mention, mentionsIn } from './mentions.ts'
import { endingOf, isAnnouncement, isSaidToBeRun } from './said-to-be-run.ts'
import type { Setting } from './setting.ts'

/** The runs that running text tells of: "I ran `a` and `b`; both pass. `c`: not run". */
export function runsInText(passage: Passage, setting: Setting): readonly ValidationRun[] {
  if (mentionsIn(passage, setting, false).length === 0) return []
  const statements: { readonly sentence: Passage; more: string }[] = []
  for (const sentence of sentencesIn(passage)) {
    const last = statements.at(-1)
    if (last !== undefined && goesOn(sentence)) last.more += ` ${sentence.text}`
    else {
      const before = COMMAND_LABEL.test(sentence.text) ? last?.sentence.text : undefined
      statements.push({ sentence, more: before ?? '' })
    }
  }
  return statements.flatMap(({ sentence, more }) => runsInStatement(sentence, more, setting, false))
}

/** The runs of an entry: one command and its whole story, or several with the story of each. */
export const runsInEntry = (
  passage: Passage,
  more: string,
  setting: Setting,
): readonly ValidationRun[] => runsInStatement(passage, more, setting, true)

/** "79/79 pass. Command run: `pytest`": how it ended has been said before. */
const COMMAND_LABEL = /^(?:commands?(?: (?:run|used|executed))?|ran|via):?\s/i

/** "Both pass.": a sentence that only says how what was named before has ended. */
const goesOn = ({ text, codes }: Passage): boolean =>
  text.length < 200 &&
  codes.every(({ start, end }) => readCommandSpan(text.slice(start, end), false) === null) &&
  (/^(?:result|output|outcome|exit(?: code)?:|status:|it|they|no |zero |\d+ |✅|❌|tests?\b|test (?:suites|files)\b|={3})/i.test(
    text,
  ) ||
    readEndingOfAll(text) !== null)

function runsInStatement(
  statement: Passage,
  more: string,
  setting: Setting,
  isEntry: boolean,
): readonly ValidationRun[] {
  const { text } = statement
  const groups = grouped(mentionsIn(statement, setting, isEntry), text)
  const gaps = [...groups, undefined].map((group, index) =>
    text.slice(endOf(groups[index - 1]), group?.[0]?.start ?? text.length),
  )
  const isAnnounced = isAnnouncement(text)
  const ofAll = sharedEnding(gaps, more, isAnnounced)
  const cut = ENDS_IN_MARK.test(gaps[0] ?? '') ? markAhead : nextPart
  return groups.flatMap((group, index) => {
    const before = gaps[index] ?? ''
    const behind = gaps[index + 1] ?? ''
    const isLast = index === groups.length - 1
    const part = index === 0 ? 0 : cut(before)
    const lead = before.slice(part ?? before.length)
    const tail = isLast ? `${behind} ${more}` : behind.slice(0, cut(behind) ?? behind.length)
    const told = endingOf(group, lead, tail)
    const ending = told.outcome === 'unknown' && ofAll !== null ? { ...told, outcome: ofAll } : told
    const start = group[0]?.start ?? 0
    const said = text.slice(Math.max(0, start - NEAR), start)
    const sentence = said.split(/[.!?;]\s/).at(-1) ?? ''
    const isHead = isEntry && part !== null
    // "`./ci.sh` is green (lint, `npm test`)": what it consists of.
    if (index > 0 && told.outcome === 'unknown' && isWithin(text, endOf(groups[index - 1]), start))
      return []
    const isRun = isSaidToBeRun({
      group,
      lead,
      sentence,
      tail,
      ending,
      setting,
      isHead,
      isAnnounced,
    })
    if (!isRun) return []
    const by = readRole(said) ?? setting.by
    // "`a`, `b` (57 passed)": the figures are those of the last.
    const shared =
      inBrackets(tail) && ending.passed !== null ? ('unknown' as const) : ending.outcome
    const others = { ...NO_FIGURES, outcome: ofAll ?? shared }
    return group.map(({ command, start: at }, place) => ({
      by,
      command,
      ...(place === group.length - 1 ? ending : others),
      outcome: settled((place === group.length - 1 ? ending : others).outcome, setting.outcome),
      line: lineAt(statement, at),
    }))
  })
}

/** Whether a bracket has been opened behind a command that ended well, and not been closed. */
const isWithin = (text: string, from: number, to: number): boolean =>
  /^[^()]{1,60}\([^()]*$/.test(text.slice(from, to)) &&
  readEnding(text.slice(from, to)).outcome !== 'unknown'

const NO_FIGURES = { passed: null, failed: null, ignored: null }

const inBrackets = (tail: string): boolean => /^\s*\(/.test(tail)

const settled = (own: Outcome, ofAll: Outcome | null): Outcome =>
  own === 'unknown' && ofAll !== null ? ofAll : own

/** "All green: `a`, `b`", "`a` on Linux and `b`; both pass": how several ended, said before them or behind. */
function sharedEnding(gaps: readonly string[], more: string, isAnnounced: boolean): Outcome | null {
  if (gaps.length < 2) return null
  const ahead = /^(?<said>[^:]{1,200}):\s*$/.exec(gaps[0] ?? '')?.groups?.said
  const before = ahead === undefined ? null : endingAhead(ahead, isAnnounced)
  return before ?? (gaps.length < 3 ? null : endingOfAllIn(`${gaps.at(-1)} ${more}`))
}

/** "All green:", "Gates re-run green after the fix:" */
function endingAhead(said: string, isAnnounced: boolean): Outcome | null {
  const ofAll = readEndingOfAll(said)
  const { outcome } = readEnding(isAnnounced && ofAll === null ? said : '')
  return ofAll ?? (outcome === 'passed' ? outcome : null)
}

/** How far back a text says who ran something; a hostile one is a sentence of half a megabyte. */
const NEAR = 400

/** What stands between two commands is said of the first, up to the point at which a new part begins, if one does. */
function nextPart(between: string): number | null {
  const found = [
    ...between.matchAll(
      /^\)[,;.]?\s|[;.]\s|\s\((?=(?:verified|validated|confirmed|checked|proved)\s)|\n(?=\W*$)|,\s(?:and\s)?(?=(?:then\s|I\s|re-?ran\s))/g,
    ),
  ].at(-1)
  return found === undefined ? null : found.index + found[0].length
}

/** "✅ `a` ❌ `b`": a mark before the first command means that each has its own before it. */
const markAhead = (between: string): number | null =>
  ENDS_IN_MARK.exec(between)?.index ?? nextPart(between)

const ENDS_IN_MARK = /[✅❌✓✔✗✘🟢🔴⏭]\uFE0F?\s*$/u

/** Commands with nothing said between them share what is said behind them. */
function grouped(mentions: readonly Mention[], text: string): readonly (readonly Mention[])[] {
  const groups: Mention[][] = []
  for (const mention of mentions) {
    const last = groups.at(-1)
    const gap = text.slice(endOf(last), mention.start)
    if (last !== undefined && last.at(-1)?.rest === '' && JOINS.test(gap) && isSilent(gap))
      last.push(mention)
    else groups.push([mention])
  }
  return groups
}

const isSilent = (gap: string): boolean => readEnding(gap).outcome === 'unknown'

const JOINS =
  /^\s*(?:(?:,|;|\/|·|\||\+|&|→|(?:and|or|then|plus|as well as|followed by|also|the|full|both|und|on)\b|\([^()]{0,80}\))\s*){0,5}$/i

const endingOfAllIn = (text: string): Outcome | null =>
  text
    .split(/(?<=[.;])\s/)
    .map((part) => readEndingOfAll(part.replace(/^[\s),;.—–-]+/, '')))
    .find((outcome) => outcome !== null) ?? null
