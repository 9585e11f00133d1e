import { SECTION_TITLES } from './lexicon.ts'
import { COUNT } from './numbers.ts'
import {
  graver,
  SEVERITY_WORD,
  type Severity,
  severityInTag,
  severityNamed,
  severityOfSigns,
} from './severity.ts'

/** What a section of a report or a commit message is about, by its title. */
export type SectionKind = (typeof SECTION_TITLES)[number][0] | 'other'

/** The kind that a title stands for: the first row that fits the whole of it. */
export function sectionKind(title: string): SectionKind {
  const words = plainTitle(title)
  const aside = /\((non-?\s?)?block(?:ing|ers?)\b[^)]*\)/i.exec(title)
  if (aside !== null && isGeneric(words) && !NUMBERED.test(title))
    return aside[1] === undefined ? 'blockers' : 'notes'
  return SECTION_TITLES.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other'
}

/** The kind of a heading: "Blockers — must be fixed before merge" is about what it begins with. */
export function headingKind(heading: string): SectionKind {
  const kind = sectionKind(heading)
  const lead = /^(?<lead>.{3,60}?)(?:\s*:|\s+[—–-])\s+(?<rest>.*)$/su.exec(heading)?.groups
  if (kind !== 'other' || lead === undefined) return kind
  // "Blocker: it loops" names one, "Blocking: must be fixed before the merge" a list.
  if (ONE_BLOCKER.test(plainTitle(lead.lead ?? '')) && !OF_ALL.test(lead.rest ?? '')) return kind
  const led = sectionKind(lead.lead ?? '')
  const isPast = /\b(?:r\d+|round \d+|(?<!be )(?:resolved|fixed|closed)|prior|previous|earlier)\b/i
  return led === 'blockers' && isPast.test(lead.rest ?? '') ? 'prior-blockers' : led
}

const ONE_BLOCKER =
  /^(?:(?:new |open )?blocker|blocking(?: (?:issue|finding|problem|item))?|must[- ]fix|critical|show-?stopper|issue|finding|problem|bug|defect|concern|error|gap|challenge)$/
const NOUNS =
  '(?:issues?|findings?|problems?|items?|blockers?|open|found|remain\\w*|resolved|fixed)'
/** What is said of all the findings under a title, rather than of one. */
const OF_ALL = new RegExp(
  String.raw`^(?:must\b|to be\b|should be\b|needs? to be\b|required (?:before|for)\b|before\b|fix (?:before|first|now|these)\b|please\b|these\b|the following\b|\d+(?: of \d+)?(?: [\w-]+)?(?: ${NOUNS}\b|$)|\d+ of \d+\b|open$|new$|none\b|nothing\b|n\/a\b|no (?:[\w-]+ )?${NOUNS}\b|all (?:[\w-]+ )?(?:resolved|fixed|closed|addressed|of|must|clear)\b|blocks? (?:merge|release|the)\b|action (?:required|needed)\b|recommended\b|nice to have\b|consider\b|optional\b|not blocking\b|do not block\b)|\bbefore (?:the )?merg(?:e|ing)\b`,
  'i',
)

/**
 * How severe the findings are that stand under a title: "Critical issues", "P1 — should fix", "🔴 Must fix (2)".
 * Null for a title that says nothing of it, or that is a finding itself ("High: the lock leaks").
 */
export function severityOfTitle(title: string): Severity | null {
  const words = plainTitle(title)
  const aside = [...title.matchAll(/\(([^()]*)\)/g)]
    .map(([, inside = '']) => severityInTag(inside))
    .find((severity) => severity !== null)
  const signs = severityOfSigns(/^[^\p{L}\p{N}]*/u.exec(title)?.[0] ?? '')
  const found = SEVERITY_TITLE.exec(words)?.groups
  if (found?.word !== undefined) {
    const rest = found.rest ?? ''
    if (rest !== '' && !OF_ALL.test(rest) && severityInTag(rest) === null) return null
    if (/^no(?:ne|thing)?\b/.test(rest)) return 'low'
    const severity = severityNamed(found.word)
    // "Notes on the rental change" is the title of a report.
    if (severity === 'low' && found.of !== undefined) return null
    if (signs === 'blocking') return graver(signs, severity)
    // "🟡 Must address" stands below "🔴 Must fix".
    return signs === 'high' && severity === 'blocking' ? signs : severity
  }
  const kind = sectionKind(title)
  const foreign = /(?=\p{L})\P{Script=Latin}/u.test(title) ? FOREIGN.exec(title) : null
  if (foreign !== null) return severityNamed(foreign[0])
  if (aside !== undefined && isGeneric(words) && !NUMBERED.test(title)) return aside
  const isAsked = /^(?:should|could|must|would|to be|please|worth|nice|later|fix|address)\b/.test(
    words,
  )
  const isOfMany = kind === 'findings' || words === '' || isAsked || isAreaTitle(title)
  return signs !== null && isOfMany ? signs : null
}

/** In a title of another language, the English word that names a severity. */
const FOREIGN = new RegExp(String.raw`(?<![\w-])(?:${SEVERITY_WORD})(?![\w-])`, 'i')

/** "### 1. CI failures (blocking)" is one of several. */
const NUMBERED = /^\W*\d{1,3}[.)]\s/

/** A title that names many things of a kind, and no thing: "Improvements", "Bugs", "Action items". */
const isGeneric = (words: string): boolean =>
  words === '' ||
  /^(?:(?:[a-z-]{3,20}|code|review|suggested|required|recommended|general|technical|specific|key|the|all|top) )*(?:issues|findings|problems|bugs|defects|concerns|improvements|items|changes|fixes|recommendations|actions|action items|comments|tasks|gaps|suggestions|corrections|observations|points|deviations|violations|vulnerabilities|errors|priorit(?:y|ies)|red flags|recommended|required|optional|blockers|tier \d|list)(?: (?:found|identified|list|to fix|to address|required|needed))*$/.test(
    words,
  )

const SEVERITY_TITLE = new RegExp(
  String.raw`^(?:(?:top|key|main|remaining|open|new|fresh|identified|outstanding|unresolved|other|additional|current|confirmed|potential|possible|actual|all|the|any|still|unaddressed|(?:round |r)\d+|${COUNT}) )*(?:(?:severity|priority|level|tier)\s*:?\s*)?(?<word>${SEVERITY_WORD})(?:(?: ?[/&+,] ?| and | or | to |-)(?:${SEVERITY_WORD}))*(?:[ -](?:severity|priority|level|risk|impact|review|code|level|value|importance))*(?:(?: [a-z-]{3,20})?(?= (?:issues|findings|problems|bugs|errors|vulnerabilities|gaps|defects|concerns)$))?(?: (?:issues?|findings?|problems?|concerns?|bugs?|items?|defects?|comments?|fix(?:es)?|changes?|gaps?|points?|errors?|violations?|vulnerabilit(?:y|ies)|tasks?|feedback|observations?|improvements?|actions?|corrections?|deviations?|quality|only|found|identified|remaining|open|before (?:the )?(?:merge|merging|release|ship(?:ping)?|launch)|to (?:fix|address|merge)|first|now|this|raised|addressed|found and fixed|and fixed|and (?:fixes|recommendations|solutions|resolutions|actions)))*(?<of> (?:with|in|of|for|from|on) [^:]{1,60})?(?: ?#?\d{1,3}(?! ?[.:]))?(?:(?:\s*:|\s+[—–-]+)\s*(?<rest>.*))?$`,
)

/** "Correctness", "Error handling": what was looked at. */
export const isAreaTitle = (title: string): boolean => AREA.test(plainTitle(title))

const AREA =
  /^(?:(?:code|api|data|error|type|test|user|public) )?(?:correctness|security|performance|tests?|testing|architecture|design|style|readability|maintainability|handling|documentation|docs|safety|types?|frontend|backend|client|server|accessibility|simplicity|quality|coverage|consistency|completeness|reliability|robustness|concurrency|logic|naming|structure|compliance|general|other|misc(?:ellaneous)?|scope)(?:(?:,| and| &| \/) [\w ]{3,30})*(?: (?:issues|findings|concerns|review|problems))?$/

/** A title without its number, brackets, marks and closing colon, in lower case. */
export const plainTitle = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/\([^()]{0,200}\)/g, ' ')
    .replaceAll(/\p{Extended_Pictographic}|\uFE0F|[*_`#[\]]/gu, ' ')
    .replace(/^\s*(?:§\s*)?(?:\d+(?:\.\d+)*[.):]?|[a-z][.)])\s+/, '')
    .replaceAll(/[’']/g, '')
    .replace(/[\s:.–—-]+$/, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
