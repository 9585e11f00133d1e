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
  const [before, after] = [createHash('sha256'), createHash('sha256')]
  const keep = INDENTED.test(path) ? /(?<=\S)\s+|\s+$/gu : /\s+/gu
  const edits: Edit[] = []
  let [old, isOpen] = [0, false]
  for (const line of patch.split('\n')) {
    const hunk = HUNK.exec(line)
    if (hunk !== null) {
      // "@@ -0,0 +1,3 @@" starts at 0, which is before the first line.
      old = Math.max(1, Number(hunk[1]))
      isOpen = false
      continue
    }
    const [sign, text] = [line[0], line.slice(1)]
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
    const [lines, words] = sign === '-' ? [removed, before] : [added, after]
    lines.update(`${text}\n`)
    words.update(text.replaceAll(keep, ''))
  }
  return {
    removed: short(removed.digest('hex')),
    added: short(added.digest('hex')),
    onlySpace: before.digest('hex') === after.digest('hex'),
    edits: edits.length > MOST_EDITS ? null : edits,
  }
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+\d+(?:,\d+)? @@/u

/** Files in which indentation means something. */
const INDENTED =
  /(?:\.(?:py|pyi|pyx|ya?ml|coffee|haml|pug|sass|styl|slim|nim|hs|elm|fs|fsx|fsi|gd|rst|mk)|(?:^|\/)(?:GNUm|m|M)akefile)$/u

const short = (hash: string): string => hash.slice(0, 24)
