import { plainTitle, sectionKind } from '../reading/section-kind.ts'

/**
 * A report that was pasted from a rendered page has lost its marks: lines that are nothing but a known title
 * become headings, bullets bullets again, and the page's indent goes. Lines keep their numbers.
 * Text that has headings is left alone.
 */
export function asMarkdown(text: string): string {
  if (HEADING.test(text)) return text
  const lines = text.split('\n')
  const title = lines.findIndex((line) => REPORT_TITLE.test(line))
  return lines
    .map((line, index) => {
      if (index === title) return `# ${line.trim()}`
      return isTitle(line)
        ? `## ${line.trim()}`
        : line.replace(/^ {2}/, '').replace(/^(\s*)[•‣◦]\s/, '$1- ')
    })
    .join('\n')
}

const HEADING = /^ {0,3}(?:#{1,6}[ \t]|={2,}[ \t]*$|-{3,}[ \t]*$)/m
const REPORT_TITLE = /^\s{0,3}(?:Code )?(?:Re-?)?Review(?: R\d{1,3}| round \d{1,3})?: \S/i

const isTitle = (line: string): boolean =>
  /^\s{0,3}[A-Z][\w /-]{2,50}$/.test(line) &&
  sectionKind(line) !== 'other' &&
  plainTitle(line) !== ''
