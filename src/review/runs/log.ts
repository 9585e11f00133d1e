import { readCommandSpan } from '../../reading/command-line.ts'
import { oneLine, type Passage, sentencesIn } from '../../reading/passage.ts'
import type { ValidationRun } from '../../reading/types.ts'
import { type Ending, readEnding, readEndingOfAll } from '../../reading/validation-line.ts'
import { type Block, type Entry, type List, plainText } from '../blocks.ts'
import type { Section } from '../outline.ts'
import { runsInCode } from './code.ts'
import { isRecord, runsInRecord } from './records.ts'
import { introducedBy, type Setting } from './setting.ts'
import { runsInEntry, runsInText } from './statements.ts'
import { runsInTable } from './table.ts'

/** The runs of a section so far, and what its next block adds to. */
export interface Log {
  readonly runs: ValidationRun[]
  /** What the section itself says of its commands. */
  readonly around: Setting
  /** What was said last of the commands that follow. */
  setting: Setting
  /** The first run of which "All passed" would speak. */
  since: number
  /** "Result:" has been said, and its block comes next. */
  awaitsResult: boolean
  readonly place: Place
}

/** Where in its report: the round or the dated part, and the section about runs around it. */
export interface Place {
  /** The line of its title. */
  readonly stage: string | null
  readonly within: Section | null
}

const NOWHERE: Place = { stage: null, within: null }

export const newLog = (around: Setting, place: Place = NOWHERE): Log => ({
  runs: [],
  place,
  around,
  setting: around,
  since: 0,
  awaitsResult: false,
})

/** Reads one block of a section: its runs, or how those before it ended. */
export function addBlock(log: Log, block: Block, around: Setting): void {
  if (log.awaitsResult) {
    log.awaitsResult = false
    if (runsOf(block, { ...log.setting, trust: 'open', certain: false }).length === 0) {
      settle(log, readEnding(plainText([block])))
      return
    }
  }
  if (block.type === 'paragraph') {
    addParagraph(log, block.passage, around)
    return
  }
  if (block.type === 'list') addList(log, block)
  else log.runs.push(...runsOf(block, log.setting))
  if (around.trust !== 'told') log.setting = around
}

function addParagraph(log: Log, passage: Passage, around: Setting): void {
  const runs = runsInText(passage, around)
  const result = log.runs.length > log.since ? resultAhead(passage, runs.length > 0) : null
  if (result !== null) {
    settle(log, result)
    log.awaitsResult = result.outcome === 'unknown'
  }
  if (result !== null && runs.length === 0) return
  if (runs.length > 0) log.since = log.runs.length
  log.runs.push(...runs)
  const next = introducedBy(lastSentence(passage), around)
  if (next === null) return
  log.setting = next
  if (runs.length === 0) log.since = log.runs.length
}

/** "All passed. I did not run `make e2e`.": the runs of such a paragraph are others, unless its first sentence has them. */
function resultAhead(passage: Passage, hasRuns: boolean): Ending | null {
  if (!hasRuns) return resultIn(passage)
  const [first] = sentencesIn(passage)
  return first === undefined || first.codes.length > 0 ? null : resultIn(first)
}

/** Most paragraphs lead over to nothing, and show that by how they end. */
const lastSentence = (passage: Passage): string =>
  /[.!?]\s*$/.test(passage.text) ? '.' : (sentencesIn(passage).at(-1)?.text ?? '')

function addList(log: Log, { items }: List): void {
  const setting = inCompany(items, log.setting)
  const boxes = items.filter(({ checked }) => checked !== null)
  const isHomework = boxes.length > 0 && boxes.every(({ checked }) => checked === false)
  for (const entry of items) {
    const runs = runsOfEntry(entry, setting).filter(
      ({ outcome }) => !isHomework || outcome !== 'unknown',
    )
    const [lead] = entry.blocks
    const isOver = runs.length === 0 && log.runs.length > log.since
    const result = isOver && lead?.type === 'paragraph' ? resultIn(lead.passage) : null
    if (result !== null) settle(log, result)
    log.runs.push(...runs.map((run) => ticked(run, entry)))
  }
}

/** Where one entry is about a command, the others are about commands as well, of whatever program. */
function inCompany(items: readonly Entry[], setting: Setting): Setting {
  if (setting.trust !== 'told' || setting.certain) return setting
  const heads = items.flatMap(({ blocks: [lead] }) =>
    lead?.type === 'paragraph' ? headsIn(lead.passage) : [],
  )
  const commands = heads.filter((code) => readCommandSpan(code, false) !== null)
  return { ...setting, certain: commands.length > 0 && 2 * commands.length >= heads.length }
}

const headsIn = ({ text, codes: [first] }: Passage): readonly string[] =>
  first !== undefined && /^[^\p{L}]*$/u.test(text.slice(0, first.start))
    ? [text.slice(first.start, first.end)]
    : []

/** A box that is ticked says that it went well, an empty one that nobody ran it. */
const ticked = (run: ValidationRun, { checked }: Entry): ValidationRun =>
  run.outcome !== 'unknown' || checked === null
    ? run
    : { ...run, outcome: checked ? 'passed' : 'not-run' }

/** "Result: 22 passed", "All commands passed.": said of the commands above. */
function resultIn(passage: Passage): Ending | null {
  const text = oneLine(passage)
  const label = RESULT.exec(text)
  if (label !== null) return readEnding(text.slice(label[0].length))
  const [first = ''] = text.split(/(?<=[.!,;])\s/)
  const outcome = readEndingOfAll(first)
  const isLead = text.endsWith(':') && first === text
  return outcome === null || isLead ? null : { ...NO_FIGURES, outcome }
}

const RESULT =
  /^(?:(?:observed|actual|the|final|overall|test) )*(?:results?|outputs?|outcomes?)(?:\s?\([^)]{0,60}\))?(?:\s*[:=]\s*|$)/i

/** "Result: pass" */
export const isResultLabelled = (text: string): boolean => RESULT.test(text)

export const isResultLabel = (text: string): boolean =>
  RESULT.exec(text)?.[0].length === text.length

const NO_FIGURES = { passed: null, failed: null, ignored: null }

/** Gives what was said of all commands since the last lead to those of which nothing else was said. */
function settle(log: Log, ending: Ending): void {
  const since = log.runs.splice(log.since)
  const isOne = since.filter(({ outcome }) => outcome === 'unknown').length === 1
  const said = isOne ? ending : { ...NO_FIGURES, outcome: ending.outcome }
  log.runs.push(...since.map((run) => (run.outcome === 'unknown' ? { ...run, ...said } : run)))
}

function runsOf(block: Block, setting: Setting): readonly ValidationRun[] {
  switch (block.type) {
    case 'paragraph':
      return runsInText(block.passage, setting)
    case 'list':
      return block.items.flatMap((entry) => runsOfEntry(entry, setting))
    case 'code':
      if (!isRecord(block.text)) return runsInCode(block, setting)
      return setting.trust === 'closed' ? [] : runsInRecord(block.text, block.line)
    case 'table':
      return runsInTable(block, setting)
    default:
      return []
  }
}

/** An entry of a list: its own commands with what stands below them, or those below it. */
function runsOfEntry(entry: Entry, setting: Setting): readonly ValidationRun[] {
  const [lead, ...rest] = entry.blocks
  if (lead === undefined) return []
  if (lead.type !== 'paragraph') return runsInBlocks(entry.blocks, setting)
  const below = runsInBlocks(
    rest,
    EVIDENCE.test(lead.passage.text)
      ? closed(setting)
      : (introducedBy(lead.passage.text, setting) ?? setting),
  )
  const own = runsInEntry(lead.passage, below.length > 0 ? '' : plainText(rest), setting)
  return [...own, ...below]
}

function runsInBlocks(blocks: readonly Block[], setting: Setting): readonly ValidationRun[] {
  const log = newLog(setting)
  for (const block of blocks) addBlock(log, block, setting)
  return log.runs
}

/** Of the entry that it stands in, not of the change. */
const EVIDENCE = /^(?:evidence|(?:confirmed|observed|newly observed)\b[^:`]{0,60}):?$/i

const closed = (setting: Setting): Setting => ({ ...setting, trust: 'open' })
