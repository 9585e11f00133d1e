import { eachOnce } from '../../reading/each-once.ts'
import type { Doubt } from '../../reading/edits.ts'
import type { Passage } from '../../reading/passage.ts'
import { reasonIn } from '../../reading/reason.ts'
import type { Source } from '../../reading/source.ts'
import type { Finding } from '../findings/finding.ts'
import { readFindings } from '../findings/findings.ts'
import type { Outline } from '../outline.ts'
import type { ReportedBlocker, Resolution } from '../report.ts'
import { type Aimed, aim, merged } from './aim.ts'
import { markedOpen, unclearFix } from './doubts.ts'
import type { FixStatement } from './fix-statement.ts'
import { listedNotes } from './listed-notes.ts'
import { type Named, type Names, namesOf } from './names.ts'
import { otherFixes } from './other-fixes.ts'
import { type Marks, marksIn } from './own-marks.ts'
import { fixesSaidIn, fixesSaidInItem } from './said-fixes.ts'

export interface FixReading {
  readonly blockers: readonly ReportedBlocker[]
  readonly resolutions: readonly Resolution[]
  /** "B2 is not fixed", and nothing behind it says that it is. */
  readonly denials: readonly FixStatement[]
  readonly doubts: readonly Doubt[]
}

/** What a report says is fixed: of its own blockers and notes, and of what earlier rounds raised. */
export function readFixes(
  outline: Outline,
  listed: readonly Finding[],
  source: Source,
): FixReading {
  const known = knownFindings(outline, listed)
  const names = namesOf(known)
  const marks = marksIn(outline)
  const inItems = known.map((one) => ({ one, ...saidByItself(one, names, marks) }))
  const own = new Set(known.flatMap(({ finding }) => finding.passages.slice(1).map(placed)))
  const isOwn = (passage: Passage): boolean => own.has(placed(passage))
  const outside = outline.flatMap((section, index) =>
    fixesSaidIn(outline, section, index, names, isOwn),
  )
  const aimed = outside.map((statement) => aim(statement, names, source))
  const denials = outside.filter(({ claim }) => claim === 'denied')
  const said = [
    ...aimed.flatMap((one) => one.resolutions),
    ...inItems.flatMap(({ one, said }) => (one.blocks ? [] : noteFixes(one, said))),
  ]
  const contradicted = said.filter((resolution) => isDenied(resolution, denials))
  const sure = merged(said.filter((resolution) => !contradicted.includes(resolution)))
  const blockers = listed.map((blocker, index) => {
    const key = nameOf(blocker, index)
    const own = inItems.filter(({ one }) => one.key === key).flatMap((item) => item.said)
    return reported(blocker, index, [...own, ...saidOutside(key, aimed)])
  })
  const blocking = inItems.filter(({ one }) => one.blocks)
  const inEntries = blocking.flatMap(({ said, boxed }) =>
    said.filter((one) => one.claim === 'unclear' && !boxed.includes(one)),
  )
  const told = [
    ...blockers.flatMap(({ fixCommits }) => fixCommits),
    ...sure.flatMap(({ commits }) => commits),
  ]
  return {
    blockers,
    resolutions: [...sure, ...otherFixes(outline, names, isOwn, told)],
    denials: denials.filter(
      (denial) =>
        denial.labels.some((label) => isBlocker(label, names)) && !isTakenBack(denial, outside),
    ),
    doubts: [
      ...inEntries.map((one) => unclearFix(one, 'in its entry', names, source)),
      ...blocking.flatMap(({ boxed }) => boxed.map(markedOpen)),
      ...[...outside.filter(({ claim }) => claim === 'unclear'), ...contradicted]
        // A row of a table is both an entry and a line that tells of one.
        .filter(
          ({ line, text }) => !inEntries.some((one) => one.line === line && one.text === text),
        )
        .map((one) => unclearFix(one, 'outside', names, source)),
      ...aimed.flatMap(({ doubts }) => doubts),
    ],
  }
}

const placed = ({ line, text }: Passage): string => `${line} ${text}`

/** The blockers under their names, and everything else that the report lists, as notes. */
function knownFindings(outline: Outline, listed: readonly Finding[]): readonly KnownFinding[] {
  const blockers = listed.map((finding, index) => ({
    key: nameOf(finding, index),
    finding,
    blocks: true,
  }))
  const notes = listedNotes(outline).filter(
    ({ label }) => label === null || !listed.some((blocker) => blocker.label === label),
  )
  const lines = new Set(listed.map(({ line }) => line))
  const byName = new Map(blockers.flatMap((one) => [[sameOf(one.finding), one] as const]))
  const others = [...readFindings(outline), ...notes]
    .filter(({ line }) => !lines.has(line))
    .map((finding): KnownFinding => {
      const same = byName.get(sameOf(finding))
      return same === undefined
        ? { key: `~${finding.label ?? `line ${finding.line}`}`, finding, blocks: false }
        : { ...same, finding }
    })
  return [...blockers, ...others]
}

type KnownFinding = Named & { readonly finding: Finding }

/** A summary's row and the text below it tell of one finding. */
const sameOf = ({ label, title }: Finding): string => (label === null ? `"${title}"` : label)

const saidByItself = (
  { finding, key }: KnownFinding,
  names: Names,
  marks: Marks,
): { readonly said: readonly FixStatement[]; readonly boxed: readonly FixStatement[] } => {
  const marked = marks(finding)
  const said = fixesSaidInItem(finding, key, names)
  const isOpen = marked.some(({ claim }) => claim === 'denied')
  // An open box beside "fixed in abc1234" could be read both ways.
  const boxed = said
    .filter(({ claim }) => isOpen && claim === 'yes')
    .map((one) => ({ ...one, claim: 'unclear' as const }))
  return {
    said: [...marked, ...said.filter(({ claim }) => !isOpen || claim !== 'yes'), ...boxed],
    boxed,
  }
}

const saidOutside = (key: string, aimed: readonly Aimed[]): readonly FixStatement[] =>
  aimed
    .filter(({ labels }) => labels === 'all' || labels.includes(key))
    .map(({ statement }) => statement)

function reported(
  blocker: Finding,
  index: number,
  claims: readonly FixStatement[],
): ReportedBlocker {
  const all = standing(claims)
  // "~~B1~~ withdrawn": the stroke says the same.
  const isWithdrawn = all.at(-1)?.claim === 'withdrawn'
  const said = isWithdrawn ? [] : all.filter(({ claim }) => claim === 'yes')
  const { passages: _, row: __, status: ___, number: ____, told: _____, ...rest } = blocker
  return {
    ...rest,
    ordinal: index + 1,
    state: said.length > 0 ? 'fixed' : isWithdrawn ? 'withdrawn' : 'open',
    fixCommits: eachOnce(
      said.flatMap(({ commits }) => commits),
      ({ sha }) => sha,
    ),
    fixBecause: said.map(({ text }) => reasonIn(text)).find((reason) => reason !== null) ?? null,
  }
}

/** What is said to fix findings that don't block. */
const noteFixes = ({ key, finding }: Named, said: readonly FixStatement[]): readonly Resolution[] =>
  standing(said)
    .filter(({ claim, commits }) => claim === 'yes' && commits.length > 0)
    .map(({ commits, line, text }) => ({
      of: { note: key.replace(/^~/, '') },
      count: null,
      commits,
      line: Math.max(line, finding.line),
      text,
    }))

/** The claims that nothing behind them takes back. */
function standing(said: readonly FixStatement[]): readonly FixStatement[] {
  const inOrder = [...said].sort((one, other) => one.line - other.line)
  const denied = inOrder.findLastIndex(({ claim }) => claim === 'denied')
  return inOrder.slice(denied + 1).filter(({ claim }) => claim === 'yes' || claim === 'withdrawn')
}

const isTakenBack = (denial: FixStatement, said: readonly FixStatement[]): boolean =>
  said.some(
    ({ claim, labels, line }) =>
      claim !== 'denied' &&
      claim !== 'unclear' &&
      line >= denial.line &&
      labels.some((label) => denial.labels.includes(label)),
  )

/** "All R1 blockers are fixed", and further down "R1-B2 is not fixed". */
const isDenied = ({ of, line }: Resolution, denials: readonly FixStatement[]): boolean =>
  denials.some(
    (denial) =>
      denial.labels.length > 0 &&
      denial.line >= line &&
      ('round' in of || ('label' in of && denial.labels.includes(of.label))),
  )

/** A blocker of this report, or a name that only blockers have. */
const isBlocker = (label: string, names: Names): boolean =>
  names.own.includes(label) || (!names.isNote(label) && /^(?:R\d{1,4}-)?[BF]\d{1,4}$/.test(label))

const nameOf = (blocker: Pick<Finding, 'label'>, index: number): string =>
  blocker.label ?? `B${index + 1}`
