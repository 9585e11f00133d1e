import { leadingLabel } from './label.ts'
import type { Passage } from './passage.ts'
import {
  graver,
  SEVERITY_WORD,
  type Severity,
  severityInTag,
  severityNamed,
  severityOfSigns,
} from './severity.ts'

/** What stands before the words of an item: "🔴 **B1.** [High] [fixed] The loop never ends". */
export interface Lead {
  /** `B1`, `R2-F1`, `C3`, upper case. */
  readonly label: string | null
  /** "1.", "#2", "Issue 3:". */
  readonly number: number | null
  /** It has a number, or one of a chapter ("3.1.2"), which counts nothing. */
  readonly isNumbered: boolean
  readonly severity: Severity | null
  /** How it says that it is a severity: in so many words, or by a sign alone. */
  readonly isNamed: boolean
  /** Nothing sets the word apart: "P0 rules never apply". */
  readonly isLoose: boolean
  readonly status: Status | null
  /** Where the words begin. */
  readonly end: number
}

export type Status = 'fixed' | 'open' | 'withdrawn'

/** Reads what stands before the words of an item. An item that is nothing but such marks has words at its end. */
export function readLead(passage: Passage): Lead {
  const known = leads.get(passage)
  if (known !== undefined) return known
  const lead = readAnew(passage)
  leads.set(passage, lead)
  return lead
}

/** Several readers ask for the same. */
const leads = new WeakMap<Passage, Lead>()

function readAnew(passage: Passage): Lead {
  let lead = NOTHING
  for (;;) {
    const rest = passage.text.slice(lead.end)
    const read = READERS.map((reader) => reader(rest, lead, passage)).find((one) => one !== null)
    if (read === undefined || read === null) return lead
    lead = read
  }
}

const NOTHING: Lead = {
  label: null,
  number: null,
  isNumbered: false,
  severity: null,
  isNamed: false,
  isLoose: false,
  status: null,
  end: 0,
}

type Reader = (rest: string, lead: Lead, passage: Passage) => Lead | null

const signs: Reader = (rest, lead) => {
  const found = /^(?:\p{Extended_Pictographic}|\uFE0F|\u200D|\s)+(?=\S)/u.exec(rest)?.[0]
  if (found === undefined) return null
  const status = /[✅✔☑]/u.test(found) ? 'fixed' : /[❌✗✘]/u.test(found) ? 'open' : null
  return {
    ...lead,
    severity: graver(lead.severity, severityOfSigns(found)),
    status: lead.status ?? status,
    end: lead.end + found.length,
  }
}

/** "1. ", "3) ", "#2 ", "2.1 ", "Issue 3: ", "Finding #1 — ". */
const number: Reader = (rest, lead) => {
  if (lead.isNumbered) return null
  const found =
    /^(?:#?(?<bare>\d{1,3})(?:[.)](?!\d)|:)\s+(?=\S)|#(?<hash>\d{1,3})\s*[:.)—–-]?\s+(?=\S)|(?:\d{1,2}\.){1,3}(?<last>\d{1,3})[.)]?\s+(?=\S)|(?!(?:block\w*|phase|step|round|task|stage|part|section|pass|wave|sprint|tier|version|day|week|chapter|sev|severity|level|priority)\b)[a-z]{3,12}\s+#?(?:\d{1,2}\.)?(?<spelled>\d{1,3})\s*(?:[:.)](?!\d)|\s[—–-]{1,2}|—|(?=\())\s*(?=\S))/i.exec(
      rest,
    )
  const { bare, hash, last, spelled } = found?.groups ?? {}
  const digits = bare ?? hash ?? last ?? spelled
  if (found === null || digits === undefined) return null
  const ofChapter = bare === undefined && hash === undefined && spelled === undefined
  return {
    ...lead,
    number: ofChapter ? null : Number(digits),
    isNumbered: true,
    end: lead.end + found[0].length,
  }
}

/** "B1: ", "[F3]", "R2-F1 — ", "C1. ", a label in code or bold. */
const label: Reader = (rest, lead, passage) => {
  if (lead.label !== null) return null
  const noun = /^(?:finding|issue|bug|defect)\s+(?=[A-Z]{1,8}-?\d)/i.exec(rest)?.[0].length ?? 0
  const bare = rest.slice(noun)
  const found = leadingLabel(bare) ?? anyLabel(bare, lead.end + noun, passage)
  if (found === null) return null
  // "Blocker 1" says it in words.
  const severity = /^block/i.test(bare) ? 'blocking' : severityOfLabel(found.label)
  return {
    ...lead,
    label: found.label,
    severity: graver(lead.severity, severity),
    isNamed: lead.isNamed || severity !== null,
    end: lead.end + noun + found.end,
  }
}

/** Other ids than B and F need a mark behind them, or bold or code around: "H2O is wet" has none. */
function anyLabel(rest: string, at: number, { strong, codes }: Passage) {
  const found =
    /^[[(]?(?<label>(?:R\d{1,3}-)?[A-Z]{1,8}\d?-?\d{1,3}[a-z]?)(?<after>[\])]?(?:\s*(?:[:.)—–|]|-{1,2}(?=\s))+\s*|\s+(?=[[(])|(?<=[\])])\s+|\s*$)?)/.exec(
      rest,
    )
  const { label: name, after } = found?.groups ?? {}
  if (found === null || name === undefined || NO_LABEL.test(name)) return null
  // "V-1 Gate opens twice": with a hyphen an id needs no mark behind it.
  const isHyphenated = /^[A-Z]{1,8}\d?-\d{1,3}\s+[A-Z]/.test(rest)
  const isMarked =
    isHyphenated ||
    [...strong, ...codes].some(
      (span) => span.start === at && Math.abs(span.end - at - name.length) <= 1,
    )
  if (after === undefined && !isMarked) return null
  const space = /^\s*/.exec(rest.slice(found[0].length))?.[0].length ?? 0
  return { label: name.toUpperCase(), end: found[0].length + space }
}

/** Standards, versions and severities that look like ids. */
const NO_LABEL = /^(?:UTF|SHA|ISO|RFC|CVE|CWE|HTTP|ES|IPV|MD|V|UTC|P)-?\d+$/i

/** "P1-2" is an id that tells its severity, "CRIT-1" and "HIGH-3" are as well. */
const severityOfLabel = (name: string): Severity | null => {
  const word = /^(?:R\d+-)?(?<word>P\d(?=-)|[A-Z]{3,8}?(?=-?\d))/.exec(name)?.groups?.word
  return word === undefined ? null : severityNamed(SHORT[word] ?? word)
}

const SHORT: Readonly<Record<string, string>> = {
  CRIT: 'critical',
  MAJ: 'major',
  IMP: 'important',
  MIN: 'minor',
  SUG: 'suggestion',
  BLK: 'blocker',
  BLOCK: 'blocker',
}

/** "[High]", "(P1, security)", "[security][High]", "[FIXED in round 2]". */
const tag: Reader = (rest, lead) => {
  const found = /^(?:\[[^\]\n]{1,60}\]\s?){1,3}|^\([^()\n]{1,60}\)/.exec(rest)?.[0]
  if (found === undefined || rest.startsWith('[](')) return null
  const tags = found.split(/[\])]/).map((one) => one.replace(/^\s*[[(]/, ''))
  const severity = tags.map(severityInTag).find((one) => one !== null) ?? null
  const status = tags.map(statusInTag).find((one) => one !== null) ?? null
  if (severity === null && status === null) return null
  return after(rest, found.length, {
    ...lead,
    severity: graver(lead.severity, severity),
    isNamed: lead.isNamed || severity !== null,
    status: status ?? lead.status,
  })
}

/** "Done: …", "Completed in code — …" */
const done: Reader = (rest, lead) => {
  const found =
    /^(?:completed|done|fixed|resolved|addressed)(?: (?:in|by|with) [\w ]{1,20})?\s*(?::|\s[—–-])\s+(?=\S)/i.exec(
      rest,
    )
  return found === null || lead.status !== null
    ? null
    : { ...lead, status: 'fixed', end: lead.end + found[0].length }
}

function statusInTag(text: string): Status | null {
  if (/^\s*(?:\W*)(?:fixed|resolved|addressed|closed|done)\b/iu.test(text)) return 'fixed'
  if (/^\s*(?:withdrawn|retracted|false positive|invalid)\b/i.test(text)) return 'withdrawn'
  return /^\s*(?:open|unresolved|not fixed|unfixed|unaddressed|partially|remaining|won['’]t fix|wontfix|accepted|deferred|waived)\b/i.test(
    text,
  )
    ? 'open'
    : null
}

/** "High: ", "MUST-FIX — ", "P1 | ", "BLOCKER The loop", "issue (blocking): ", "Severity: high". */
const word: Reader = (rest, lead, passage) => {
  const comment = CONVENTIONAL.exec(rest)
  if (comment !== null) {
    const severity = conventional(comment.groups?.kind ?? '', comment.groups?.more ?? '')
    if (severity === null) return null
    return named(lead, severity, comment[0].length, rest)
  }
  const bold = passage.strong.find((span) => span.start === lead.end)
  const found = DELIMITED.exec(rest) ?? (isUpper(rest) ? SPACED.exec(rest) : null)
  const text = found?.groups?.word
  if (found !== null && text !== undefined) {
    const severity = severityNamed(text.replaceAll(/\s+/g, ' '))
    // "Required: a lock" tells what would mend it.
    if (severity === null || /^required\s*:/i.test(rest)) return null
    // "Should fix (later): …" asks for nothing now.
    const later = LATER.test(rest.slice(found[0].length))
    const isLoose = DELIMITED.exec(rest) === null
    return { ...named(lead, later ? 'low' : severity, found[0].length, rest), isLoose }
  }
  const inBold = bold === undefined ? null : severityInTag(passage.text.slice(lead.end, bold.end))
  const length = (bold?.end ?? 0) - lead.end
  return inBold === null ? null : named(lead, inBold, length, rest)
}

const NUMBERED = String.raw`(?:[ -](?:severity|priority|issue|finding|risk))?(?:[ -]?#?\d{1,3})?`
const DELIMITED = new RegExp(
  String.raw`^(?:[/|]\s*)?(?:(?:severity|priority)\s*[:=]?\s*)?(?<word>${SEVERITY_WORD})${NUMBERED}(?:\s*[/&+]\s*(?:${SEVERITY_WORD}|[a-z]{3,15}))?\s*(?:\([^()\n]{1,30}\)\s*(?=[:—–]|-{1,2}\s))?(?=[:—–|]|-{1,2}\s|\.\s|\((?:${SEVERITY_WORD})|\((?=[^)]*[./]))`,
  'i',
)
/** In capitals the word alone is enough: "BLOCKER The loop". */
const SPACED = new RegExp(String.raw`^(?<word>${SEVERITY_WORD})\s+(?=[^\s:])`, 'i')
const isUpper = (rest: string): boolean => /^(?:P\d|BLOCK(?:ER|ING)|MUST[- ]FIX)\s/.test(rest)

/** What is asked for another time. */
const LATER =
  /^\s*[(:—–-]{1,2}\s*[^)\n]{0,20}\b(?:future|later|follow-?up|deferred|post-merge|out of scope|pre-existing|next (?:pr|sprint|round))\b/i

/** Conventional Comments: https://conventionalcomments.org */
const CONVENTIONAL =
  /^(?<kind>praise|nitpick|nit|suggestion|issue|todo|question|thought|chore|note|typo|polish|quibble|bug|security|fix|test|docs?|perf|request|comment|concern|problem|task)\s?(?:\((?<more>[^()\n]{1,60})\))?:\s*(?=\S)/i

function conventional(kind: string, more: string): Severity | null {
  if (/\bnon-?\s?blocking\b|\bif[- ]minor\b/i.test(more)) return 'low'
  if (/\b(?:blocking|blocker|must[- ]?fix)\b/i.test(more)) return 'blocking'
  return (
    severityInTag(more) ??
    severityNamed(kind) ??
    (/^(?:chore|typo|quibble)$/i.test(kind) ? 'low' : null)
  )
}

const named = (lead: Lead, severity: Severity, length: number, rest: string): Lead =>
  after(rest, length, { ...lead, severity: graver(lead.severity, severity), isNamed: true })

/** Past the marks that close a lead: "]: ", " — ". */
function after(rest: string, length: number, lead: Lead): Lead {
  const more = /^[\])]?\s*(?:[:.|—–]|-{1,2}(?=\s))*\s*/.exec(rest.slice(length))?.[0].length ?? 0
  return { ...lead, end: lead.end + length + more }
}

const READERS: readonly Reader[] = [signs, number, label, tag, done, word]
