import { linesIn } from '../reading/passage.ts'
import { saysNothing } from './entries.ts'
import { type Block, passagesIn } from './outline.ts'

/** How long the mark is with which a text calls itself a blocker; null when it doesn't. */
export function markEnd(text: string): number | null {
  const found = MARKS.map((mark) => mark.exec(text)).find((one) => one !== null)
  if (found === undefined || found === null) return null
  return saysNothing(text.slice(found[0].length)) ? null : found[0].length
}

export const isMarked = (text: string): boolean => markEnd(text) !== null

const NAME = String.raw`(?:blocker|blocking(?: (?:issue|finding|problem|item))?|must[- ]fix)(?:[ -]?#?\d{1,3})?`

const MARKS: readonly RegExp[] = [
  // "[blocking]", "Blocker:", "MUST-FIX –", "Blocker |"
  new RegExp(String.raw`^[[(]?${NAME}(?:[\])]\s*[:–—|-]?|\s*[:–—|]|\s+-{1,2})\s*(?=\S)`, 'i'),
  // "[P0, blocker] …", and never "[non-blocking]"
  /^\[[^\]\n]{0,30}?(?<!\bno[nt][- ]?)\b(?:blocker|blocking|must[- ]fix)\b[^\]\n]{0,30}\]\s*[:–—|-]?\s*(?=\S)/i,
  // "BLOCKER The loop …"
  /^(?:BLOCKER|BLOCKING|MUST[- ]FIX)\s+(?=[^\s:])/,
  // "issue (blocking): …", "todo (security, blocking): …"
  /^[a-z]{3,12} \((?:[\w -]{1,30}, ?)*blocking(?:, ?[\w -]{1,30})*\)\s*:\s*(?=\S)/i,
]

/** "Severity: Blocker" on a line of its own, among the first that are said of a finding. */
export const saysSeverity = (blocks: readonly Block[]): boolean =>
  passagesIn(blocks.slice(0, 4))
    .slice(0, 8)
    .flatMap((passage) => linesIn(passage).slice(0, 8))
    .some(({ text }) => SEVERITY_LINE.test(text))

const SEVERITY_LINE =
  /^(?:severity|priority|level|type|category|kind)\s*[:=][^\p{L}\p{N}]*(?:blocker|blocking|must[- ]fix)\b/iu

/** "It loops [blocker]", "It loops — Severity: blocker." */
export const isTagged = (text: string): boolean =>
  /[[(](?:blocker|blocking|must[- ]fix)[\])][.:]?$/i.test(text.split('\n', 1)[0] ?? '') ||
  /\bseverity\s*[:=][^\p{L}\p{N}]*(?:blocker|blocking|must[- ]fix)\b/iu.test(text)

/** Columns that say how bad a finding is, and what they say of a blocker. */
export const SEVERITY_COLUMN = /^(?:severity|priority|level|type|category|kind|class|sev)$/i
export const BLOCKING_COLUMN = /^(?:blocker|blocking|blocks(?: merge)?|must[- ]fix)\s*\??$/i
export const SAYS_BLOCKER = /^[^\p{L}\p{N}]*(?:blocker|blocking|must[- ]fix)\b/iu
export const SAYS_YES = /^[^\p{L}\p{N}]*(?:yes|y|true)\b|^\s*[✅✓✔☑🔴❌x]/iu
