import { createHash } from 'node:crypto'
import type { ChangedLines, Edit } from './snapshot.ts'

/** More than this is generated or moved wholesale; nobody follows a cited line through it. */
const MOST_EDITS = 2_000

/**
 * What a unified diff of one file changes, without its context: that moves along when the base does, and the change
 * is still the same one.
 * @param patch hunks as `git diff` and GitHub's REST API ("Get a commit", `files[].patch`) give them
 */
export function changedLines(patch: string, path: string): ChangedLines {
  const [removed, added] = [createHash('sha256'), createHash('sha256')]
  const wordsOf = INDENTED.test(path) ? withIndent : withoutSpace
  const edits: Edit[] = []
  let [before, after, onlySpace] = ['', '', true]
  let [old, isOpen] = [0, false]
  for (const line of patch.split('\n')) {
    const hunk = HUNK.exec(line)
    if (hunk !== null) {
      onlySpace &&= before === after
      before = after = ''
      // "@@ -0,0 +1,3 @@" starts at 0, which is before the first line.
      old = Math.max(1, Number(hunk[1]))
      isOpen = false
      continue
    }
    const [sign, text] = [line[0], line.slice(1)]
    // With what stands around it: a line that moves is gone here and comes there, and is no white space.
    const words = wordsOf(text)
    if (sign !== '+' && sign !== '\\') before += words
    if (sign !== '-' && sign !== '\\') after += words
    if (sign !== '-' && sign !== '+') {
      if (sign === ' ') old++
      // "\ No newline at end of file" belongs to the line before it.
      isOpen = isOpen && sign === '\\'
      continue
    }
    if (!isOpen) edits.push([old, 0, 0])
    isOpen = true
    const [at, gone, come] = edits.pop() ?? [old, 0, 0]
    edits.push(sign === '-' ? [at, gone + 1, come] : [at, gone, come + 1])
    if (sign === '-') old++
    const lines = sign === '-' ? removed : added
    lines.update(`${text}\n`)
  }
  return {
    removed: short(removed.digest('hex')),
    added: short(added.digest('hex')),
    onlySpace: onlySpace && before === after,
    edits: edits.length > MOST_EDITS ? null : edits,
  }
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+\d+(?:,\d+)? @@/u

/** Files in which indentation means something. */
const INDENTED =
  /(?:\.(?:py|pyi|pyx|ya?ml|coffee|haml|pug|sass|styl|slim|nim|hs|elm|fs|fsx|fsi|gd|rst|mk)|(?:^|\/)(?:GNUm|m|M)akefile)$/u

/** By a pattern that looks for space at the end, a line of nothing but space takes minutes. */
const withIndent = (text: string): string => text.trimEnd().replaceAll(/(?<=\S)\s+/gu, '')
const withoutSpace = (text: string): string => text.replaceAll(/\s+/gu, '')

const short = (hash: string): string => hash.slice(0, 24)
