import { leadingLabel } from '../reading/label.ts'
import { entriesOf, saysNothing } from './entries.ts'
import { isMarked, saysSeverity } from './marks.ts'
import type { Outline, Section } from './outline.ts'

/** What a section is to the blockers: it lists them, its heading is one, it belongs to one; null: none of these. */
export type Role = 'list' | 'blocker' | 'inside' | null

/** The role of each section. Asked for by several readers, found once for an outline. */
export function rolesOf(outline: Outline): readonly Role[] {
  const known = roles.get(outline)
  if (known !== undefined) return known
  const around: { readonly section: Section; readonly role: Role }[] = []
  const found = outline.map((section) => {
    while (around.length > 0 && (around.at(-1)?.section.depth ?? 0) >= section.depth) around.pop()
    const role = roleOf(
      section,
      around.at(-1)?.section ?? null,
      around.some((outer) => outer.role === 'blocker'),
    )
    if (section.title !== null) around.push({ section, role })
    return role
  })
  roles.set(outline, found)
  return found
}

const roles = new WeakMap<Outline, readonly Role[]>()

function roleOf(section: Section, parent: Section | null, isInside: boolean): Role {
  if (isInside && section.kind !== 'blockers') return 'inside'
  if (isBlockerHeading(section, parent)) return 'blocker'
  return section.kind === 'blockers' || isPartOfBlockers(section) ? 'list' : null
}

const isPartOfBlockers = ({ kind, within }: Section): boolean =>
  (kind === 'other' || kind === 'findings') &&
  within.find((outer) => outer !== 'other') === 'blockers'

/** Sections whose headings name blockers that others raised, or things that don't block. */
export const ELSEWHERE: ReadonlySet<Section['kind']> = new Set([
  'prior-blockers',
  'fixes',
  'notes',
  'validation',
  'risks',
  'follow-ups',
])

function isBlockerHeading(section: Section, parent: Section | null): boolean {
  if (section.title === null || section.kind !== 'other') return false
  if (section.within.some((outer) => ELSEWHERE.has(outer))) return false
  const title = withoutNumber(section.title.text)
  if (leadingLabel(title)?.label.includes('B') === true || isMarked(title)) return true
  if (saysSeverity(section.blocks)) return true
  // Under "Blockers" any heading is one, unless the list stands beside it, or in it.
  if (!isPartOfBlockers(section) || section.depth > 6) return false
  const hasOwnList = parent?.kind === 'blockers' && entriesOf(parent.blocks).length > 0
  const hasNumbers = section.blocks.some((block) => block.type === 'list' && block.start !== null)
  return !hasOwnList && !hasNumbers && !saysNothing(section.title.text)
}

/** A heading or entry without the number that it was written with, and without signs. */
export const withoutNumber = (text: string): string =>
  text.replace(/^(?:(?:\p{Extended_Pictographic}|\uFE0F|\s)+(?=\S)|\d{1,3}[.)]\s+)+/u, '')
