import { type Passage, plainPassage } from '../reading/passage.ts'
import type { Line } from '../reading/types.ts'

/**
 * A front matter (`---`, `verdict: approve`, `---`) as a paragraph, all of it with what is nested as a record, and the
 * text without it.
 */
export function cutFrontMatter(markdown: string): {
  readonly entries: Passage | null
  readonly record: Passage | null
  readonly rest: string
  /** The first line of the text without it. */
  readonly body: Line
} {
  const found =
    /^---[ \t]*\n(?<body>[\w -]{1,40}:[^\n]*\n(?:(?!---)[^\n]*\n){0,300})---[ \t]*(?:\n|$)/.exec(
      markdown,
    )
  if (found === null) return { entries: null, record: null, rest: markdown, body: 1 }
  const lines = found[0].split('\n').length - 1
  // What is nested speaks of something smaller.
  const own = (found.groups?.body ?? '')
    .split('\n')
    .map((line) => (/^[\w-]/.test(line) ? line : ''))
  return {
    record: plainPassage((found.groups?.body ?? '').trimEnd(), 2),
    entries: plainPassage(own.join('\n').trimEnd(), 2),
    rest: '\n'.repeat(lines) + markdown.slice(found[0].length),
    body: lines + 1,
  }
}
