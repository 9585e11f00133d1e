import { COUNT } from './numbers.ts'

/** What a section of a report or a commit message is about, by its title. */
export type SectionKind =
  | 'verdict'
  | 'result'
  | 'blockers'
  | 'prior-blockers'
  | 'fixes'
  | 'notes'
  | 'findings'
  | 'validation'
  | 'manual'
  | 'risks'
  | 'follow-ups'
  | 'other'

/** The kind that a title stands for: the first row that fits the whole of it. */
export function sectionKind(title: string): SectionKind {
  const aside = /\((non-?\s?)?block(?:ing|ers?)\b[^)]*\)/i.exec(title)
  if (aside !== null) return aside[1] === undefined ? 'blockers' : 'notes'
  const words = plainTitle(title)
  return TITLES.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other'
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

const ONE_BLOCKER = /^(?:blocker|blocking(?: (?:issue|finding|problem|item))?|must[- ]fix)$/
const OF_ALL =
  /^(?:must|to be|should|needs?|required|before|fix|please|all|these|the following|\d+|open|new|none|no)\b|\bmerge\b/i

/** A title without its number, brackets, marks and closing colon, in lower case. */
export const plainTitle = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/\p{Extended_Pictographic}|\uFE0F|[*_`#]/gu, ' ')
    .replace(/^\s*(?:§\s*)?(?:\d+(?:\.\d+)*[.):]?|[a-z][.)])\s+/, '')
    .replaceAll(/[’']/g, '')
    .replace(/[\s:.–—-]+$/, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

const BLOCKING = `(?:blockers?|blocking)(?: (?:review )?(?:findings?|issues?|items?|problems?|comments?|concerns?|defects?|points?|changes?))?`

const TITLES: readonly (readonly [SectionKind, RegExp])[] = [
  ['verdict', /^(?:(?:final|overall|review|reviewers?|my) )*(?:verdict|decision)$/],
  [
    'result',
    /^(?:(?:final|overall|review|reviewers?|my) )*(?:result|outcome|conclusion|recommendation|assessment|disposition|sign-?off|bottom line|status)$/,
  ],
  [
    'prior-blockers',
    new RegExp(
      String.raw`^(?:(?:status|verification|resolution|re-?check|re-?verification|review) of )?(?:the )?(?:(?:\w+ )?(?:prior|previous|earlier|past|r\d+|round \d+|resolved|fixed|closed|addressed))\b(?: \w+){0,3}? (?:${BLOCKING}|findings|issues)(?: (?:status|resolution|check|verification|follow-?up))?$`,
    ),
  ],
  [
    'prior-blockers',
    new RegExp(
      String.raw`^(?:${BLOCKING}|findings|issues) (?:from|of|in|raised in) (?:the )?(?:prior|previous|earlier|first|last|r\d+|round \d+)\b.*$`,
    ),
  ],
  [
    'blockers',
    new RegExp(
      `^(?:(?:initial|open|remaining|new|current|unresolved|outstanding|original|critical|major|confirmed|merge|release|the|${COUNT}) )*${BLOCKING}(?: found)?$`,
    ),
  ],
  ['blockers', /^must[- ]fix(?:es)?(?: (?:issues|items|before (?:merge|merging)))?$/],
  [
    'blockers',
    /^(?:required|requested|mandatory) (?:changes|fixes)$|^changes requested$|^critical(?: (?:issues|findings|problems))?$|^show-?stoppers?$|^must[- ](?:address|change)$/,
  ],
  [
    'fixes',
    /^(?:fix|fixes|resolutions?|remediation|blocker status|blocker resolution|resolution status|(?:status|verification|re-?check) of (?:the )?(?:blockers?|blocking issues|fix(?:es)?))(?: (?:verification|status|commits?|review|check|verified))?$/,
  ],
  [
    'notes',
    /^(?:(?:additional|general|other|minor|smaller|small|reviewers?) )*(?:non-?\s?blocking(?: (?:notes?|issues?|items?|findings?|comments?|suggestions?|observations?))?|notes?|nits?|nitpicks?|suggestions?|observations?|comments?|remarks?)$/,
  ],
  [
    'notes',
    /^(?:minor|optional|advisory|nice[- ]to[- ]haves?)(?: (?:notes?|issues?|items?|findings?|comments?|improvements?|suggestions?|fixes))?$/,
  ],
  ['findings', /^(?:(?:detailed|review|code|main|key|all) )*(?:findings?|issues?|problems?)$/],
  [
    'validation',
    /^(?:(?:independent|local|static|automated|my|reviewers?|coders?|authors?) )*(?:validation|verification|tests?|testing|checks?|commands?|gates?|quality gates?)(?: (?:evidence|plan|runs?|re-?runs?|performed|reproduced|executed|results?|commands?|status|log|steps))*$/,
  ],
  [
    'manual',
    /^manual (?:(?:smoke |qa |acceptance )?(?:tests?|testing|checks?|steps|verification|qa))(?: .*)?$/,
  ],
  ['risks', /^(?:(?:residual|remaining|known|open) )*risks?(?: and .*)?$/],
  [
    'follow-ups',
    /^(?:(?:recommended|suggested|possible|non-blocking) )*(?:follow[- ]?ups?|next steps|future work|action items|to-?dos?)(?: (?:items|work|actions|tasks|issues))?$/,
  ],
]
