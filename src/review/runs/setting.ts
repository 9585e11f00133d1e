import { RUN_WORDS } from '../../reading/lexicon.ts'
import { readRole } from '../../reading/role.ts'
import { plainTitle } from '../../reading/section-kind.ts'
import type { Outcome, Role } from '../../reading/types.ts'
import { readEndingOfAll } from '../../reading/validation-line.ts'
import { wholeWords } from '../../reading/words.ts'
import type { Section } from '../outline.ts'
import type { Place } from './log.ts'

/** What a title or a sentence before a colon says of the commands that follow. */
export interface Setting {
  readonly by: Role
  /**
   * `told`: these were run. `open`: only what is itself said to have been run, or how it ended. `closed`: findings
   * and advice, whose commands are evidence and homework.
   */
  readonly trust: 'told' | 'open' | 'closed'
  /** The text says that these are commands, so that any program may be one. */
  readonly certain: boolean
  /** How all of them ended: "The following were not run:". */
  readonly outcome: Outcome | null
}

/** The setting that a section's title makes, or the nearest title around it that says anything. */
export function settingOf(section: Section, isFinding: boolean): Setting {
  const titles = [section, ...section.around]
  const by = titles.map(roleIn).find((role) => role !== null)
  const trust = isFinding
    ? 'closed'
    : (titles.map(trustWithin).find((found) => found !== 'open') ?? 'open')
  const own = section.title?.text ?? ''
  return {
    by: by ?? 'reviewer',
    trust,
    certain: trust === 'told' && CERTAIN.test(own),
    outcome: signOf(own),
  }
}

/** "Handoff report: review of the host" is what the reviewer hands over. */
const roleIn = ({ title, depth }: Section): Role | null =>
  depth === 1 && /\breview\b/i.test(title?.text ?? '') ? null : readRole(title?.text ?? '')

/** "Step 3: gate verdict" is what a whole report is about; that makes no command of it a run. */
const trustWithin = (section: Section, nearness: number): Setting['trust'] => {
  const trust = trustOf(section)
  return trust === 'told' && section.depth === 1 && nearness > 0 ? 'open' : trust
}

/** Where a section stands among the rounds of a review and the parts of its validation. */
export const placeOf = (section: Section): Place => ({
  stage: [section, ...section.around].map(stageOf).find((stage) => stage !== null) ?? null,
  within: section.around.find((outer) => outer.depth > 1 && trustOf(outer) === 'told') ?? null,
})

/** The title of a report may bear a date as well, and is no part of it. */
const stageOf = (section: Section): string | null =>
  section.depth > 1 && section.depth < 5 && STAGE.test(section.title?.text.slice(0, 200) ?? '')
    ? `${section.line}`
    : null

const STAGE =
  /\b(?:addendum|(?:re-?|final )review|round|iteration|re-?(?:validation|verification|run)|post-?fix|update|remediation|pass)\b.*\d|^(?:plan|phase|milestone|sprint) \d|\b20\d\d-\d\d-\d\d\b|\baddendum\b|\bre-?(?:review|validation|verification|gate|submission)\b/i

function trustOf({ kind, severity, title }: Section): Setting['trust'] {
  if (severity !== null || CLOSED.has(kind)) return 'closed'
  const words = plainTitle(title?.text ?? '')
  if (title === null || words.length > 80) return 'open'
  if (HOMEWORK.test(title.text)) return 'closed'
  if (METHOD.test(words)) return 'open'
  if (PLANNED.test(words)) return CLOSING.test(words) ? 'closed' : 'open'
  return kind === 'validation' || TOLD.test(words) ? 'told' : 'open'
}

/** "Tests (what to run)" */
const HOMEWORK =
  /\([^()]{0,40}\b(?:to (?:run|add|do|write)|to-?do|suggested|recommended|planned|proposed)\b/i

/** "Verification method": how it can be checked, which nobody has to have done. */
const METHOD = /^(?:\d+\.? )?(?:verification|validation|test(?:ing)?) (?:methods?|procedures?)$/i

const CLOSED: ReadonlySet<Section['kind']> = new Set([
  'blockers',
  'prior-blockers',
  'findings',
  'notes',
  'risks',
  'follow-ups',
  'manual',
])

/** The setting that a paragraph makes for what follows it, if it leads over to anything. */
export function introducedBy(text: string, before: Setting): Setting | null {
  const said = text.trim()
  const isLead = said.endsWith(':') || (said.length < 60 && !/[.!?]$/.test(said))
  if (!isLead) return null
  const by = readRole(said) ?? before.by
  const last = said.slice(-300)
  if (before.trust === 'closed' && !(said.length < 60 && RUNS_AHEAD.test(said))) {
    return { ...before, by }
  }
  if ((INSTRUCTED.test(last) && !DONE.test(last)) || ORDERED.test(said))
    return { ...before, by, trust: 'open', certain: false }
  const outcome = outcomeAhead(last)
  const isTold =
    outcome !== null || TOLD.test(last) || (before.trust === 'told' && !CITED.test(last))
  return {
    by,
    trust: isTold ? 'told' : 'open',
    certain: isTold && CERTAIN.test(last),
    outcome: outcome ?? (before.trust === 'told' ? before.outcome : null),
  }
}

/** An order over the commands to come: "Run the existing tests:", "No migration needed. Just run:". */
const ORDERED =
  /(?:^|[.!;]\s)(?:(?:just|simply|then|next|now|finally|\d+[.)]) )?(?:(?:run|execute|try|invoke|use|ensure|add|start)(?!\s+(?:by|on|at|in|with|against|under|log|results?|output|summary|status|time|date|\d))(?:\s[^.:]{1,80})?|re-?run\s+(?:the|all|your|this|these|those|an?|existing|new|it|them|only|each|every|locally|again|following)\b[^.:]{0,80}):?$/i

/** Among findings, the title of what was run all the same. */
const RUNS_AHEAD =
  /\b(?:validation|verification|commands?|checks?|tests?|gates?) (?:run|executed|performed|results?|evidence|outputs?)\b|\b(?:verification|validation) \(|\b(?:I|we|reviewer|re-?) ?ran\b|^(?:commands )?(?:re-?)?ran:?$/i

/** "These checks passed, but …:", "The following weren't run:", "Both ran, and failed:". */
function outcomeAhead(text: string): Outcome | null {
  const [clause = ''] = /[^.:;]{1,200}?(?:, but|:)/.exec(text) ?? []
  return readEndingOfAll(clause.replace(/, but$|:$/, ''))
}

/** "### Type check ✅" */
const signOf = (title: string): Outcome | null =>
  /[✅✔]\uFE0F?\s*$/u.test(title) ? 'passed' : /[❌✘]\uFE0F?\s*$/u.test(title) ? 'failed' : null

const NOT_DONE = String.raw`\b(?:not|never|\w+n.t)\s+(?:re-?)?(?:run|executed)\b`

const TOLD = new RegExp(
  `${wholeWords([...RUN_WORDS.told, ...RUN_WORDS.ran]).source}|${RUN_WORDS.signs}`,
  'iu',
)
const CITED = wholeWords(RUN_WORDS.cited)
const PLANNED = wholeWords(RUN_WORDS.planned)
const INSTRUCTED = wholeWords(RUN_WORDS.instructed)
const DONE = new RegExp(`${wholeWords(RUN_WORDS.ran).source}|${NOT_DONE}`, 'iu')
/** A title over homework, in which not even a told outcome is a run. */
const CLOSING =
  /\b(?:recommend|suggest|next|follow|how to|instructions?|todo|plan to|questions?|concerns?|issues?|findings?|problems?|required (?:fixes|changes)|must|should)/i
const CERTAIN = /\b(?:commands?|ran|re-?ran|run|executed|execution|reported|typed)\b/i
