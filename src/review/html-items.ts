/**
 * The items of a list or table of HTML, each as a line of Markdown; null where they can't be told apart: lists inside
 * each other, or no items at all.
 */
export function itemsOfHtml(html: string): readonly string[] | null {
  const items = [LISTED, ROW, PARAGRAPH]
    .map((kind) => [...html.matchAll(kind)].map(({ 1: text = '' }) => text))
    .find((found) => found.length > 0)
  if (items === undefined || NESTED.test(html)) return null
  const told = items
    .filter((text) => !/<th\b/i.test(text))
    .map(asMarkdown)
    .filter((text) => text !== '')
  return told.length === 0 ? null : told
}

/** Short of any other tag that begins one: what is not closed ends there. */
const LISTED = /<li\b[^<>]*>((?:(?!<\/?(?:li|[uo]l)\b)[\s\S])*)/gi
const ROW = /<tr\b[^<>]*>((?:(?!<\/?(?:tr|table|tbody|thead)\b)[\s\S])*)/gi
const PARAGRAPH = /<p\b[^<>]*>((?:(?!<\/?p\b)[\s\S])*)/gi
const NESTED = /<li\b(?:(?!<\/li\b|<li\b)[\s\S])*?<[uo]l\b/i

const asMarkdown = (html: string): string =>
  html
    .replaceAll(/<\/td>\s*<td\b[^<>]*>/gi, ': ')
    .replaceAll(/<\/?(?:b|strong)>/gi, '**')
    .replaceAll(/<\/?code>/gi, '`')
    .replaceAll(/<\/?[a-z][^<>]*>/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
