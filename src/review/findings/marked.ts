import { type Lead, readLead } from '../../reading/lead.ts'
import type { Passage } from '../../reading/passage.ts'
import type { Severity } from '../../reading/severity.ts'
import { entriesOf, saysNothing } from '../entries.ts'
import type { Section } from '../outline.ts'
import type { Finding } from './finding.ts'
import { finding, isBlocker, ofEntry } from './make-finding.ts'
import { fieldSeverity, taggedSeverity } from './marks.ts'
import { headsOf, STATUS_FIRST, startingWith } from './paragraphs.ts'
import { rowFindings } from './rows.ts'
import { isElsewhere } from './sections.ts'
import { stillOpen } from './still-open.ts'

/** Entries, paragraphs and rows elsewhere that are marked as findings, or labelled as blockers. */
export function marked(section: Section): readonly Finding[] {
  if (isElsewhere(section)) return stillOpen(section, finding)
  const all = entriesOf(section.blocks.slice(0, headsOf(section.blocks)))
  // "major: …", "minor: …": a list in which each entry is graded.
  const isGraded =
    all.filter(
      ({ blocks: [first] }) => first?.type === 'paragraph' && readLead(first.passage).isNamed,
    ).length > 1
  const entries = all.filter(({ blocks: [first, ...rest] }) => {
    if (first?.type !== 'paragraph') return fieldSeverity(rest) !== null
    const lead = readLead(first.passage)
    return (
      isSigned(lead, first.passage) ||
      isMark(lead, first.passage) ||
      (isGraded &&
        lead.isNamed &&
        lead.severity !== 'low' &&
        !saysNothing(first.passage.text.slice(lead.end))) ||
      isGrave(taggedSeverity(first.passage.text)) ||
      fieldSeverity(rest) !== null ||
      (isBlocker(lead) && !isToldOf(first.passage, lead))
    )
  })
  return [
    ...entries.map((entry) => ofEntry(entry, null)),
    ...startingWith(
      section.blocks,
      (lead) => lead.isNamed && lead.severity === 'blocking',
      null,
    ).filter(({ title }) => title !== ''),
    ...startingWith(section.blocks, (lead) => lead.label !== null && !lead.isNamed, null).filter(
      ({ label, severity }) => severity !== null || isBlocker({ label }),
    ),
    ...rowFindings(section.blocks, false, null, finding),
  ].sort((one, other) => one.line - other.line)
}

/** "🔴 The lid can be open" */
const isSigned = (lead: Lead, { text }: Passage): boolean =>
  lead.severity === 'blocking' && !lead.isNamed && !saysNothing(text.slice(lead.end))

const isGrave = (severity: Severity | null): boolean =>
  severity === 'blocking' || severity === 'high'

/** A mark that means a finding wherever it stands: "Important: restart it" is said of many things. */
const isMark = (lead: Lead, { text }: Passage): boolean =>
  lead.isNamed &&
  lead.severity !== null &&
  lead.severity !== 'low' &&
  !saysNothing(text.slice(lead.end)) &&
  (lead.severity === 'blocking' || /^\W*(?:\[|P\d|[A-Z]{4,}\b)/u.test(text))

/** What a list of the blockers of another round tells of each: "B1: fixed in …", "B2 (the loop) — still open". */
const isToldOf = ({ text }: Passage, lead: Lead): boolean =>
  STATUS_FIRST.test(text.slice(lead.end)) || STATUS_BEHIND.test(text)

const STATUS_BEHIND =
  /(?:[—–:(]|->|→|\s-)\s*\W{0,4}(?:(?:not|now|yet|still|partially|partly|un) ?){0,2}(?:fixed|resolved|addressed|closed|verified|confirmed|pending|unresolved|waived|deferred|withdrawn|dropped|obsolete|moot|open$)\b|[✅❌✔]/iu
