import type { Passage } from '../../reading/passage.ts'
import type { ValidationRun } from '../../reading/types.ts'
import { plainText } from '../blocks.ts'
import { rolesOf } from '../findings/sections.ts'
import type { Outline, Section } from '../outline.ts'
import { addBlock, isResultLabel, isResultLabelled, type Log, newLog } from './log.ts'
import { onceEach, withHints } from './once-each.ts'
import { runsInRecord } from './records.ts'
import { placeOf, type Setting, settingOf } from './setting.ts'
import { runsInEntry } from './statements.ts'

/**
 * The commands that a report says were run, by whom and how they ended: in sections, lists, code and tables about that,
 * and in any sentence that tells of a run. Findings and advice name commands too; those are not runs.
 * @param record what its front matter says, with all that is nested in it
 */
export function readValidation(
  outline: Outline,
  record: Passage | null = null,
): readonly ValidationRun[] {
  const roles = rolesOf(outline)
  const logs: Log[] = record === null ? [] : [recorded(record)]
  const closed: Section[] = []
  for (const [index, section] of outline.entries()) {
    const setting = settingOf(section, roles[index] !== null)
    if (setting.trust === 'closed') closed.push(section)
    const last = logs.at(-1)
    const goesOn = last !== undefined && last.runs.length > last.since && isResult(section)
    const log = goesOn ? last : newLog(setting, placeOf(section))
    // "Result:" on a line of its own reads as a title, and belongs to the commands above it.
    log.awaitsResult = goesOn
    if (!goesOn) logs.push(log)
    log.runs.push(...runsInTitle(section, setting))
    for (const block of section.blocks) addBlock(log, block, setting)
  }
  const runs = onceEach(logs)
  const isOpen = runs.some(({ outcome }) => outcome === 'unknown')
  return isOpen ? withHints(runs, closed.flatMap(citedIn)) : runs
}

/** What a front matter lists has been run, and the text tells of it once more. */
function recorded({ text, line }: Passage): Log {
  const log = newLog({ ...OPEN, trust: 'told' })
  log.runs.push(...runsInRecord(text, line))
  return log
}

/** What findings say of how commands ended: evidence of theirs, and of no other run. */
function citedIn({ blocks }: Section): readonly ValidationRun[] {
  const log = newLog(OPEN)
  for (const block of blocks) addBlock(log, block, OPEN)
  return log.runs
}

const OPEN: Setting = { by: 'reviewer', trust: 'open', certain: false, outcome: null }

/** "### `npm test`", with what it printed below. */
function runsInTitle(
  { title, around, blocks }: Section,
  setting: Setting,
): readonly ValidationRun[] {
  if (title === null || !/^[^\p{L}]{0,20}$/u.test(title.text.slice(0, title.codes[0]?.start)))
    return []
  if (title.codes.length === 0 || setting.trust === 'closed') return []
  const isTold = setting.trust === 'told' && around.length > 0
  const result = blocks.findLast(
    (block) => block.type === 'paragraph' && isResultLabelled(block.passage.text),
  )
  return runsInEntry(title, plainText(result === undefined ? blocks : [result]), {
    ...setting,
    trust: isTold ? 'told' : 'open',
  })
}

const isResult = ({ title }: Section): boolean => isResultLabel(title?.text ?? '')
