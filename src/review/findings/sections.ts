import { readLead } from '../../reading/lead.ts'
import { isAreaTitle, plainTitle, type SectionKind } from '../../reading/section-kind.ts'
import type { Severity } from '../../reading/severity.ts'
import { type Block, passagesIn } from '../blocks.ts'
import { entriesOf, saysNothing } from '../entries.ts'
import type { Outline, Section } from '../outline.ts'
import { fieldSeverity, taggedSeverity } from './marks.ts'

/** What a section is to the findings: it lists them, its heading is one, it belongs to one; null: none of these. */
export type Role = 'list' | 'finding' | 'inside' | null

/** The role of each section. Asked for by several readers, found once for an outline. */
export function rolesOf(outline: Outline): readonly Role[] {
  const known = roles.get(outline)
  if (known !== undefined) return known
  const bySection = new Map<Section, Role>()
  const found = outline.map((section) => {
    const role = roleOf(section, (other) => bySection.get(other) ?? null)
    bySection.set(section, role)
    return role
  })
  roles.set(outline, found)
  return found
}

const roles = new WeakMap<Outline, readonly Role[]>()

function roleOf(section: Section, roleOfOther: (section: Section) => Role): Role {
  const [parent] = section.around
  const inside = section.around.some((outer) => outer.depth > 1 && roleOfOther(outer) === 'finding')
  if (inside) return 'inside'
  if (isFindingHeading(section, parent ?? null)) return 'finding'
  return listsFindings(section) ? 'list' : null
}

/** What a section is about: what its title says, or the nearest one around it. */
export function subjectOf(section: Section): {
  readonly kind: SectionKind
  readonly severity: Severity | null
} {
  const about = [section, ...section.around].find(
    (one) => one.kind !== 'other' || one.severity !== null || leadSeverity(one) !== null,
  )
  if (about === undefined) return { kind: 'other', severity: null }
  if (about.kind === 'other' && about.severity === null) {
    return { kind: 'findings', severity: leadSeverity(about) }
  }
  return {
    kind: isDone(about) ? 'findings' : about.kind,
    severity: about.severity ?? (about.kind === 'blockers' ? 'blocking' : null),
  }
}

/** "CRITICAL: null handling" above several findings with an id each grades them all. */
const leadSeverity = ({ title, blocks }: Section): Severity | null => {
  if (title === null || !hasHeads(blocks)) return null
  const lead = readLead(title)
  return lead.isNamed ? lead.severity : null
}

/** Sections whose headings name blockers that others raised, or things that don't block. */
const ELSEWHERE: ReadonlySet<SectionKind> = new Set([
  'prior-blockers',
  'fixes',
  'notes',
  'validation',
  'risks',
  'follow-ups',
  'praise',
])

/** Whether nothing in a section can be a finding of this report. */
export function isElsewhere(section: Section): boolean {
  const all = [section, ...section.around]
  const listing = all.findIndex(({ kind }) => kind === 'findings')
  return all.some(
    ({ kind, severity }, index) =>
      (kind === 'prior-blockers' ||
        (kind === 'fixes' && !all.some(isDone)) ||
        (kind !== 'fixes' && ELSEWHERE.has(kind) && (severity === null || severity === 'low'))) &&
      // "Testing" with a part "Issues" of its own is an area that was reviewed.
      !(kind === 'validation' && listing >= 0 && listing < index),
  )
}

/** Whether a section sums up what is described elsewhere. */
export const sumsUp = ({ kind }: Section): boolean => SUMS_UP.has(kind)

/** Whether a section asks for something, rather than describing what is wrong. */
export const asksFor = ({ title, depth }: Section): boolean =>
  depth > 1 && REQUESTS.test(plainTitle(title?.text ?? ''))

/** "Fixed findings": findings of this report, and what became of them. */
export const isDone = ({ title }: Section): boolean => DONE.test(title?.text ?? '')

/** Whether what a section lists is called blocking by the nearest title that grades it: "Blocking findings". */
export function callsBlocking(section: Section): boolean {
  const graded = [section, ...section.around].find(
    (one) => one.kind !== 'other' || one.severity !== null,
  )
  return graded?.kind === 'blockers' && /\bblock/i.test(graded.title?.text ?? '')
}

const DONE =
  /^\W*(?:fixed|resolved|closed|addressed) (?:[a-z-]+ )?(?:findings|issues|problems|bugs)\b|\b(?:blockers|issues|findings|bugs) found (?:and|&) (?:fixed|resolved)\b/iu

const SUMS_UP: ReadonlySet<SectionKind> = new Set(['verdict', 'result', 'summary'])
const REQUESTS =
  /\b(?:actions?|summary|checklist|before|required|requested changes|recommend\w*|next steps|areas (?:for|of) improvement|top (?:issues|\d)|overview|fix list|priority order)\b/i

function listsFindings(section: Section): boolean {
  if (isElsewhere(section)) return false
  const { kind, severity } = subjectOf(section)
  return severity !== null || kind === 'findings'
}

function isFindingHeading(section: Section, parent: Section | null): boolean {
  const { title, depth, blocks } = section
  if (title === null) return false
  if (isOneBug(section) || isNumberedLevel(section)) return !isElsewhere(section)
  if (section.kind !== 'other' || section.severity !== null) return false
  if (isElsewhere(section)) return false
  const lead = readLead(title)
  // "CRITICAL path analysis" is no finding; with a mark behind the word it would be.
  if (saysNothing(title.text.slice(lead.end))) return false
  if (lead.label !== null && /^(?:R\d+-)?B\d/.test(lead.label)) return true
  if (lead.end > 0 && CALLED_ONE.test(title.text)) return true
  const tagged = taggedSeverity(title.text)
  if (tagged === 'blocking' || tagged === 'high') return !hasHeads(blocks)
  if (lead.severity !== null && lead.severity !== 'low') {
    const isSigned = lead.severity === 'blocking' && !isArea(title.text.slice(lead.end))
    if (lead.isNamed || isSigned || (lead.isNumbered && lead.status === null)) {
      return !hasHeads(blocks)
    }
  }
  if (fieldSeverity(blocks) !== null) return tellsOfOne(blocks) || !isGroup(section)
  // Under "Findings" any heading is one, unless the list stands beside it, or in it.
  if (!listsFindings(section) || depth > 6) return false
  if (lead.label !== null || lead.isNumbered || tellsOfOne(blocks)) return !isArea(title.text)
  const hasOwnList = parent !== null && listsFindings(parent) && entriesOf(parent.blocks).length > 0
  const hasNumbers = blocks.some((block) => block.type === 'list' && block.start !== null)
  return !hasOwnList && !hasNumbers && !isGroup(section)
}

/** "Critical bug (must fix)" above its file, problem and fix. */
const isOneBug = ({ title, severity, depth, blocks }: Section): boolean =>
  severity !== null &&
  depth <= 6 &&
  /\b(?:bug|issue|problem|finding|defect|blocker|error)$/.test(plainTitle(title?.text ?? '')) &&
  tellsOfOne(blocks)

/** "3. High" above its task, description and fix. */
export const isNumberedLevel = ({ title, severity, blocks }: Section): boolean =>
  title !== null && severity !== null && /^\W*\d{1,3}[.)]\s/.test(title.text) && tellsOfOne(blocks)

/** "Correctness", "src/retry.ts": a heading under which findings stand together. */
function isGroup({ title, blocks }: Section): boolean {
  if (blocks.some(({ type }) => type === 'table')) return true
  const leads = entriesOf(blocks).map(({ blocks: [first] }) => leadOf(first))
  if (leads.some((lead) => lead !== null && (lead.severity !== null || lead.label !== null))) {
    return true
  }
  if (hasHeads(blocks)) return true
  return isArea(title?.text ?? '')
}

/** Several paragraphs that begin with an id or a number of their own: "Issue 1.1: …". */
const hasHeads = (blocks: readonly Block[]): boolean =>
  blocks.map(leadOf).filter((lead) => lead !== null && (lead.label !== null || lead.isNumbered))
    .length > 1

/** "Finding F001 — …", "Issue 3: …" */
const CALLED_ONE = /^\W*(?:finding|issue|defect|bug|blocker)\s+#?(?:[A-Z]{1,4}-?)?\d/iu

const isArea = (title: string): boolean =>
  isAreaTitle(title) || /^\S+\.[a-z]{1,5}$/i.test(plainTitle(title))

/** "File: …", "Problem: …", "Fix: …": what is said of a single finding. */
const tellsOfOne = (blocks: readonly Block[]): boolean => {
  const lines = passagesIn(blocks.slice(0, 6)).slice(0, 8)
  return lines.filter(({ text }) => FIELD.test(text)).length >= 2
}

/** The first words of a line that tells one thing of a finding. */
const FIELD =
  /^\W*(?:file|files|location|where|line|lines|description|problem|issue|impact|why(?: it matters)?|fix|suggested fix|recommendation|suggestion|evidence|symptom|root cause|cause|severity|action(?: required)?|expected|actual|risk|remediation|consequence|failure|scenario|details?|confidence|category|status|blocking|expected fix)\b[^:]{0,20}:/iu

const leadOf = (block: Block | undefined) =>
  block?.type === 'paragraph' ? readLead(block.passage) : null
