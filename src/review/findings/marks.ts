import { linesIn } from '../../reading/passage.ts'
import {
  SEVERITY_WORD,
  type Severity,
  severityInTag,
  severityNamed,
} from '../../reading/severity.ts'
import { type Block, passagesIn } from '../blocks.ts'

/** "Severity: Blocker" on a line of its own, among the first that are said of a finding. */
export function fieldSeverity(blocks: readonly Block[]): Severity | null {
  const lines = passagesIn(blocks.slice(0, 4))
    .slice(0, 8)
    .flatMap((passage) => linesIn(passage).slice(0, 8))
  for (const { text } of lines) {
    const word = FIELD.exec(text)?.groups?.word
    if (word !== undefined) return severityNamed(word)
    const blocking = BLOCKING_FIELD.exec(text)?.groups?.answer
    if (blocking !== undefined) return /^(?:yes|true)$/i.test(blocking) ? 'blocking' : 'low'
  }
  return null
}

const FIELD = new RegExp(
  String.raw`(?:^|[|;,·]\s*)[^\p{L}\p{N}]*(?:severity|priority|level|type|category|kind|classification|class)\s*[:=][^\p{L}\p{N}]*(?<word>${SEVERITY_WORD})\b`,
  'iu',
)
const BLOCKING_FIELD =
  /^[^\p{L}\p{N}]*(?:blocking|blocker|blocks merge|merge blocker|blocks)\s*\??\s*[:=][^\p{L}\p{N}]*(?<answer>yes|true|no|false)\b/iu

/** "It loops [blocker]", "It loops — Severity: blocker.", "It loops (High)". */
export function taggedSeverity(text: string): Severity | null {
  const [first = ''] = text.split('\n', 1)
  const tag = /[[(](?<tag>[^[\]()]{1,40})[\])][.:]?$/.exec(first.trim())?.groups?.tag
  const tagged = tag === undefined ? null : severityInTag(tag)
  if (tagged !== null) return tagged
  const inline = INLINE.exec(text)?.groups?.word ?? TAIL.exec(first)?.groups?.word
  return inline === undefined ? null : severityNamed(inline)
}

const INLINE = new RegExp(
  String.raw`\bseverity\s*[:=][^\p{L}\p{N}]*(?<word>${SEVERITY_WORD})\b`,
  'iu',
)
/** "### The loop never ends — HIGH" */
const TAIL = new RegExp(String.raw`\s(?:—|–|-{1,2}|·|\|)\s+(?<word>${SEVERITY_WORD})[.:]?$`, 'i')

/** Columns that say how bad a finding is, and those that ask whether it blocks. */
export const SEVERITY_COLUMN =
  /^(?:severity|priority|level|type|category|kind|class(?:ification)?|sev|prio|importance|impact level)$/i
export const BLOCKING_COLUMN =
  /^(?:blocker|blocking|blocks(?: merge)?|must[- ]fix|merge blocker)\s*\??$/i

/** What a cell under one of them says. */
export function cellSeverity(title: string, text: string): Severity | null {
  if (BLOCKING_COLUMN.test(title)) return SAYS_YES.test(text) ? 'blocking' : null
  if (!SEVERITY_COLUMN.test(title)) return null
  const words = text.replaceAll(/[^\p{L}\p{N}\s/,·()-]/gu, ' ').trim()
  const first = FIRST_WORD.exec(words)?.groups?.word
  return severityInTag(words) ?? (first === undefined ? null : severityNamed(first))
}

const FIRST_WORD = new RegExp(String.raw`^(?<word>${SEVERITY_WORD})\b`, 'i')
const SAYS_YES = /^[^\p{L}\p{N}]*(?:yes|y|true)\b|^\s*[✅✓✔☑🔴❌x]/iu
