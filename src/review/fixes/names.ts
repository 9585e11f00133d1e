import type { Passage } from '../../reading/passage.ts'
import type { Severity } from '../../reading/severity.ts'
import { severityNamed } from '../../reading/severity.ts'
import type { Finding } from '../findings/finding.ts'
import { PIECE, piecesIn, type WrittenName } from './written-names.ts'

/** A finding under the name that statements of a fix know it by. */
export interface Named {
  readonly key: string
  readonly finding: Pick<Finding, 'label' | 'number' | 'severity' | 'title' | 'line'>
  readonly blocks: boolean
}

/** A place in a text that names findings. */
export interface Mention {
  readonly at: number
  readonly end: number
  /** Keys of this report's findings, or labels of others as written; `UNCLEAR` where several could be meant. */
  readonly keys: readonly string[]
}

/** How the findings of one report are called in it. */
export interface Names {
  readonly all: readonly Named[]
  /** The keys of those that block, in the report's order. */
  readonly own: readonly string[]
  /** All mentions in a text, in its order, none within another. */
  readonly in: (text: string) => readonly Mention[]
  /** The names that a text begins with, "B1 and B2: …", "#2 …", or the title of a finding. */
  readonly leading: (passage: Passage) => Mention | null
  /** The finding with this number, or at this place; of the blockers only where a list is about these. */
  readonly numbered: (number: number, ofBlockers: boolean) => readonly string[]
  /** Whether a key is that of a finding which doesn't block. */
  readonly isNote: (key: string) => boolean
  /** The keys of all findings of a severity. */
  readonly ofSeverity: (severity: Severity) => readonly string[]
}

/** The key of a name that could mean several findings. */
export const UNCLEAR = '?'

/** The names of these findings: blockers by their label or place, others as notes. */
export function namesOf(all: readonly Named[]): Names {
  const byLabel = grouped(all, ({ finding }) => finding.label ?? idIn(finding.title))
  const keysOf = new Set(all.map(({ key }) => key))
  const notes = new Set(all.filter(({ blocks }) => !blocks).map(({ key }) => key))
  const blockers = all.filter(({ blocks }) => blocks)
  const byTitle = grouped(all, ({ finding }) => plain(finding.title))
  const byNumber = counting(all)
  const bySeverity = new Map(
    [...grouped(all, ({ finding }) => finding.severity)].map(([severity, graded]) => [
      severity,
      { graded, byNumber: counting(graded) },
    ]),
  )
  const blockersByNumber = counting(blockers)
  const own = blockers.map(({ key }) => key)
  const meant = (name: WrittenName): readonly string[] => {
    switch (name.is) {
      case 'label': {
        const found = byLabel.get(name.label)
        if (found !== undefined) return one(found)
        if (keysOf.has(name.label)) return [name.label]
        // "Blocker 2" of a report that calls it C2.
        const counted = name.spelled ? blockers[Number(name.label.slice(1)) - 1] : undefined
        if (counted !== undefined) return [counted.key]
        return name.isPlain ? [name.label] : []
      }
      case 'graded': {
        const same = bySeverity.get(severityNamed(name.word) ?? '')
        return same === undefined ? [] : one(counted(same.byNumber, name.number, same.graded))
      }
      case 'chapter':
        return [UNCLEAR]
      default:
        return one(counted(byNumber, name.number, blockers))
    }
  }
  const mentions = (text: string): readonly Mention[] =>
    piecesIn(text).flatMap(({ at, end, names }) => {
      const keys = [...new Set(names.flatMap(meant))]
      return keys.length === 0 ? [] : [{ at, end, keys }]
    })
  return {
    all,
    own,
    in: mentions,
    leading: (passage) => leadingNames(passage.text, mentions, meant) ?? titled(passage, byTitle),
    numbered: (number, ofBlockers) => {
      const known = one(counted(ofBlockers ? blockersByNumber : byNumber, number, blockers))
      return known.length === 0 && ofBlockers ? [`B${number}`] : known
    },
    isNote: (key) => notes.has(key),
    ofSeverity: (severity) => bySeverity.get(severity)?.graded.map(({ key }) => key) ?? [],
  }
}

/** "V-1 The gate opens": what a title begins with is how it is called. */
const idIn = (title: string): string | null =>
  /^(?:R\d{1,3}-)?[A-Z]{1,10}-?\d{1,3}(?=\s+[\p{L}`"“])/u.exec(title)?.[0] ?? null

/** The one that is meant, or that it can't be told. */
function one(found: readonly Named[]): readonly string[] {
  const keys = [...new Set(found.map(({ key }) => key))]
  return keys.length > 1 ? [UNCLEAR] : keys
}

type ByNumber = ReadonlyMap<string, readonly Named[]>

const counting = (among: readonly Named[]): ByNumber =>
  grouped(among, ({ finding }) => (finding.number === null ? null : `${finding.number}`))

/** Those with a number; where none has one, the one at that place. */
function counted(byNumber: ByNumber, number: number, inOrder: readonly Named[]): readonly Named[] {
  if (byNumber.size > 0) return byNumber.get(`${number}`) ?? []
  const found = inOrder[number - 1]
  return found === undefined ? [] : [found]
}

/** "B1", "B1, B2 and B3", "✅ [I2]", "#2", "2.", in front of anything else. */
function leadingNames(
  text: string,
  mentions: (text: string) => readonly Mention[],
  meant: (name: WrittenName) => readonly string[],
): Mention | null {
  const start =
    /^(?:\p{Extended_Pictographic}|\uFE0F|[✗✘\s[(]|(?:fix(?:es|ed)?|修复) (?:for |of )?|the )*/iu.exec(
      text,
    )?.[0].length ?? 0
  const head = text.slice(0, MAX_LEAD)
  let end = start
  const keys: string[] = []
  for (const mention of mentions(head)) {
    if (mention.at < end) continue
    const between = head.slice(end, mention.at)
    const joins = keys.length === 0 ? between === '' : PIECE.joint.test(between)
    if (!joins) break
    keys.push(...mention.keys)
    end = mention.end
  }
  if (keys.length > 0) return { at: start, end: end + closing(head, end), keys }
  const number = /^#(?<number>\d{1,3})\b/.exec(head.slice(start))
  if (number?.groups?.number === undefined) return null
  const found = meant({ is: 'counted', number: Number(number.groups.number) })
  return found.length === 0
    ? null
    : {
        at: start,
        end: start + number[0].length + closing(head, start + number[0].length),
        keys: found,
      }
}

/** Names stand at the beginning, or it is no list of them. */
const MAX_LEAD = 400

const closing = (text: string, end: number): number =>
  /^[\])]?(?:\s?\([^()]{1,40}\))?/.exec(text.slice(end))?.[0].length ?? 0

/** An entry that begins with a finding's own title. */
function titled(
  { text, strong }: Passage,
  byTitle: ReadonlyMap<string, readonly Named[]>,
): Mention | null {
  const bold = strong.find(({ start }) => start === 0)?.end ?? 0
  const cut = /^.{12,200}?(?=\s*(?:[:→|\n]|\s[—–-]{1,2}\s|$))/su.exec(text)?.[0].length ?? 0
  for (const end of [bold, cut]) {
    const words = end > MAX_LEAD ? '' : plain(text.slice(0, end))
    if (words.length < MIN_TITLE) continue
    const [only] = one(byTitle.get(words) ?? [])
    if (only !== undefined) return { at: 0, end, keys: [only] }
  }
  return null
}

/** A shorter one is a word that anything may begin with. */
const MIN_TITLE = 12

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

function grouped(
  all: readonly Named[],
  keyOf: (named: Named) => string | null,
): ReadonlyMap<string, readonly Named[]> {
  const groups = new Map<string, Named[]>()
  for (const named of all) {
    const key = keyOf(named)
    if (key === null) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [named])
    else group.push(named)
  }
  return groups
}
