import type { Doubt } from './edits.ts'
import { placeholdersIn } from './placeholder.ts'
import type { Line } from './types.ts'

/**
 * What an edit or a form left open is nobody's word yet: one diagnostic for each line, up to a hundred.
 * @param lines pieces of them, of which several may stand in the same line
 */
export function leftToFill(
  lines: readonly { readonly line: Line; readonly text: string }[],
  severity: Doubt['severity'],
): readonly Doubt[] {
  const byLine = new Map<Line, string[]>()
  for (const { line, text } of lines) {
    const left = placeholdersIn(text)
    if (left.length === 0) continue
    const before = byLine.get(line)
    if (before === undefined) byLine.set(line, left.slice(0, MOST))
    else if (before.length < MOST) before.push(...left.slice(0, MOST))
  }
  return [...byLine].slice(0, MOST_LINES).map(([line, left]) => ({
    code: 'placeholder-left',
    severity,
    line,
    message: `Nobody has filled in ${left.join(', ').slice(0, LONGEST)} yet.`,
    next: 'Write what it asks for in its place, without the braces; take out what does not apply.',
    changes: () => [],
  }))
}

/** More in one line, or in more lines, are not told one by one. */
const MOST = 20
const MOST_LINES = 100
const LONGEST = 400
