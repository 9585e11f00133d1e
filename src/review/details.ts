import type { Html, RootContent } from 'mdast'
import { type Passage, plainPassage } from '../reading/passage.ts'
import type { Line } from '../reading/types.ts'

/** A part of a report: Markdown, the title of a fold, the end of one, or text that stands in HTML. */
export type Piece =
  | { readonly is: 'node'; readonly node: RootContent }
  | { readonly is: 'title'; readonly title: Passage }
  | { readonly is: 'end'; readonly line: Line }
  | { readonly is: 'html'; readonly text: Passage }

/**
 * The parts of a report with its folds opened: a `<summary>` is the title of what follows it. A fold about an
 * earlier round ("Round 1 review", "Previous report") is a quotation, and left out.
 */
export function unfolded(nodes: readonly RootContent[]): readonly Piece[] {
  const pieces: Piece[] = []
  let depth = 0
  let leftOutFrom: number | null = null
  for (const node of nodes) {
    if (node.type !== 'html') {
      if (leftOutFrom === null) pieces.push({ is: 'node', node })
      continue
    }
    const line = node.position?.start.line ?? 1
    for (const { tag, text } of tagsOf(node)) {
      if (tag === 'details') depth++
      if (tag === '/details') {
        depth = Math.max(0, depth - 1)
        if (leftOutFrom !== null && depth < leftOutFrom) leftOutFrom = null
        else if (leftOutFrom === null) pieces.push({ is: 'end', line })
      }
      if (leftOutFrom !== null || text === '') continue
      const passage = plainPassage(text, line)
      if (tag !== 'summary') pieces.push({ is: 'html', text: passage })
      else if (PAST.test(text)) leftOutFrom = depth
      else pieces.push({ is: 'title', title: passage })
    }
  }
  return pieces
}

const PAST =
  /\b(?:round \d+|r\d+|previous|prior|earlier|old|original|superseded|archived?|history|outdated)\b/i

interface Tag {
  readonly tag: string
  /** What stands behind it; for a summary, all that is in it. */
  readonly text: string
}

/** The tags of a piece of HTML with the text behind each, without comments. */
function tagsOf({ value }: Html): readonly Tag[] {
  const tags: { tag: string; text: string }[] = []
  let isComment = false
  let inSummary = false
  for (const [index, part] of value.split('<').entries()) {
    if (part.startsWith('!--')) isComment = true
    const end = part.indexOf(isComment ? '-->' : '>')
    if (isComment && end < 0) continue
    const name = /^\/?[a-z][\w-]*/i.exec(part)?.[0].toLowerCase() ?? ''
    const text = oneLine(index === 0 ? part : part.slice(end + (isComment ? 3 : 1)))
    isComment = false
    if (name === '/summary') inSummary = false
    const last = tags.at(-1)
    if (inSummary && last !== undefined) last.text = `${last.text} ${text}`.trim()
    else tags.push({ tag: name, text })
    if (name === 'summary') inSummary = true
  }
  return tags
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
