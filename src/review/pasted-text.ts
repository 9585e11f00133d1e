import { plainTitle, sectionKind, severityOfTitle } from '../reading/section-kind.ts'

/**
 * A report that was pasted from a rendered page has lost its marks: lines that are nothing but a known title
 * become headings, bullets bullets again, and the page's indent goes. Lines keep their numbers.
 * Text that has headings is left alone.
 */
export function asMarkdown(text: string): string {
  if (HEADING.test(text)) return text
  const lines = text.split('\n')
  const title = lines.findIndex((line) => REPORT_TITLE.test(line))
  // The page's indent is on every line; that of a few is the author's.
  const written = lines.filter((line) => line.trim() !== '')
  const indented = written.filter((line) => line.startsWith('  ')).length
  const indent = indented * 10 > written.length * 8 ? /^ {2}/ : /^(?!)/
  return lines
    .map((line, index) => {
      if (index === title) return `# ${line.trim()}`
      return isTitle(line) || isAbove(line, lines[index - 1], lines[index + 1])
        ? `## ${line.trim()}`
        : line.replace(indent, '').replace(/^(\s*)[•‣◦]\s/, '$1- ')
    })
    .join('\n')
}

const HEADING = /^ {0,3}(?:#{1,6}[ \t]|={2,}[ \t]*$|-{3,}[ \t]*$)/m
const REPORT_TITLE = /^\s{0,3}(?:Code )?(?:Re-?)?Review(?: R\d{1,3}| round \d{1,3})?: \S/i

/** A few words alone above a list: "Fresh findings". */
const isAbove = (line: string, before = '', after = ''): boolean =>
  before.trim() === '' &&
  /^[A-Z][\w /'-]{3,50}$/.test(line) &&
  line.split(' ').length <= 6 &&
  /^\s*(?:[-*•]|\d{1,2}[.)])\s+\S/.test(after)

const isTitle = (line: string): boolean =>
  /^\s{0,3}[A-Z][\w /-]{2,50}$/.test(line) &&
  (sectionKind(line) !== 'other' || severityOfTitle(line) !== null) &&
  plainTitle(line) !== ''
