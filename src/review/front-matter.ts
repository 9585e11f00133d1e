import { type Passage, plainPassage } from '../reading/passage.ts'

/** A front matter (`---`, `verdict: approve`, `---`) as a paragraph, and the text without it. */
export function cutFrontMatter(markdown: string): {
  readonly entries: Passage | null
  readonly rest: string
} {
  const found =
    /^---[ \t]*\n(?<body>(?:[\w -]{1,40}:[^\n]*\n|[ \t]*\n){1,60})---[ \t]*(?:\n|$)/.exec(markdown)
  if (found === null) return { entries: null, rest: markdown }
  const lines = found[0].split('\n').length - 1
  return {
    entries: plainPassage((found.groups?.body ?? '').trimEnd(), 2),
    rest: '\n'.repeat(lines) + markdown.slice(found[0].length),
  }
}
