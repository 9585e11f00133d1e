import { type Block, passagesIn, plainText } from '../blocks.ts'
import { entriesOf, saysNothing } from '../entries.ts'
import type { Outline, Section } from '../outline.ts'
import type { Finding } from './finding.ts'
import { finding, lastLineOf, ofEntry, titleOf } from './make-finding.ts'
import { marked } from './marked.ts'
import { headsOf, paragraphsOf } from './paragraphs.ts'
import { perFinding } from './per-finding.ts'
import { rowFindings } from './rows.ts'
import {
  asksFor,
  callsBlocking,
  isDone,
  isElsewhere,
  isNumberedLevel,
  type Role,
  rolesOf,
  subjectOf,
  sumsUp,
} from './sections.ts'

/**
 * What a report lists as found, with its severity where it says one: the entries, sub-headings, paragraphs and rows
 * of sections about findings; anywhere else only what is marked as one ("[blocking] …", a heading "B1: …").
 */
export function readFindings(outline: Outline): readonly Finding[] {
  const known = readings.get(outline)
  if (known !== undefined) return known
  const found = findingsIn(outline)
  readings.set(outline, found)
  return found
}

/** Several readers ask for the same. */
const readings = new WeakMap<Outline, readonly Finding[]>()

function findingsIn(outline: Outline): readonly Finding[] {
  const roles = rolesOf(outline)
  return outline.flatMap((section, index): readonly Finding[] => {
    const found = inSection(outline, section, roles[index] ?? null, index)
    const { around } = section
    const isHeading = roles[index] === 'finding' && section.blocks.length > 0
    // A finding may be called "Summary page crashes", and may be told under the verdict.
    const isAsked = isHeading
      ? around.some(asksFor)
      : [section, ...around].some((one) => sumsUp(one) || asksFor(one))
    const told = isAsked ? 'asked' : 'described'
    const status = [section, ...around].some(isDone) ? 'fixed' : null
    const blocksAll = callsBlocking(section)
    return found.map((one) => ({
      ...one,
      // "Severity: Medium" under "Blocking findings" blocks all the same.
      severity:
        blocksAll && (one.severity === 'high' || one.severity === 'medium')
          ? 'blocking'
          : one.severity,
      told: one.told === 'status' ? one.told : told,
      status: one.status ?? status,
    }))
  })
}

/** What a report numbers where it calls nothing a finding: below its verdict, or in running text. */
export const numberedFindings = (outline: Outline): readonly Finding[] =>
  outline
    .filter((section) => !isElsewhere(section))
    .flatMap(({ blocks }) => entriesOf(blocks))
    .filter(({ number, blocks }) => number !== null && !saysNothing(plainText(blocks)))
    .map((entry) => ofEntry(entry, null))

function inSection(
  outline: Outline,
  section: Section,
  role: Role,
  index: number,
): readonly Finding[] {
  switch (role) {
    case 'list':
      return listed(section)
    case 'finding':
      return fromHeading(section, inside(outline, index))
    case 'inside':
      return []
    default:
      return marked(section)
  }
}

/** The heading of a single finding, with everything up to the next heading as high. */
function fromHeading(section: Section, parts: readonly Section[]): readonly Finding[] {
  const { title, line, blocks } = section
  if (title === null) return []
  const all = [...blocks, ...parts.flatMap((other) => other.blocks)]
  const where = { line, endLine: lastLineOf(all) ?? line }
  const found = finding(title, all, where, subjectOf(section).severity)
  return [isNumberedLevel(section) ? { ...found, title: describedIn(all) ?? found.title } : found]
}

/** "Description: The queue is never drained." says what "3. High" doesn't. */
function describedIn(blocks: readonly Block[]): string | null {
  for (const passage of passagesIn(blocks)) {
    const field = DESCRIPTION.exec(passage.text)
    if (field !== null) return titleOf(passage, field[0].length)
  }
  return null
}

const DESCRIPTION = /^\W*(?:description|problem|issue|finding)\b\W*:\W*(?=\S)/iu

function inside(outline: Outline, index: number): readonly Section[] {
  const own = outline[index]?.depth ?? 0
  let end = index + 1
  while ((outline[end]?.depth ?? 0) > own) end++
  return outline.slice(index + 1, end)
}

function listed(section: Section): readonly Finding[] {
  const { blocks } = section
  const { severity } = subjectOf(section)
  const heads = headsOf(blocks)
  const entries = perFinding(entriesOf(blocks.slice(0, heads)))
    .filter((entry) => !saysNothing(plainText(entry.blocks)))
    .map((entry) => ofEntry(entry, severity))
  const rest = heads === blocks.length ? section : { ...section, blocks: blocks.slice(heads) }
  return [
    ...entries,
    ...(entries.length === 0 || heads < blocks.length ? paragraphsOf(rest, severity) : []),
    ...rowFindings(blocks, true, severity, finding),
  ].sort((one, other) => one.line - other.line)
}
