/** Marks that can turn text around or hide in it: controls, bidirectional overrides, zero-width characters. */
export const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** Characters that mean something to GitHub's Markdown wherever they stand, and those that do so in some places. */
const MARKS = [
  /[`*[|~$]/,
  /\\(?=[!-/:-@[-`{-~])/, // a backslash before a mark
  /^(?:[-+>#=]|\d{1,9}(?=[.)]))/, // at the start: a list, a quotation, a heading
  /(?<!\w)_|_(?!\w)/, // emphasis doesn't begin or end within a word
  /:(?=[\w+-]+:)/, // an emoji's name
]
const MARK = new RegExp(MARKS.map(({ source }) => source).join('|'), 'gu')

/**
 * Text from a report, a message or a name, made harmless for a place in our Markdown: it shows as it is written,
 * and makes no HTML, link, image, table cell, mention, issue reference or emoji. One line comes out.
 * @param most characters (code points) to keep; a longer text ends in "…"
 */
export function escapeMarkdown(text: string, most = 300): string {
  const line = shortened(text, most, onOneLine)
  return (
    line
      .replaceAll(MARK, (mark) => (/^\d/.test(mark) ? `${mark}\\` : `\\${mark}`))
      .replaceAll(/&(?=#?\w+;)/gu, '&amp;')
      .replaceAll(/<(?=[a-z/!?])/giu, '&lt;')
      // A backslash doesn't stop GitHub from finding names, references and addresses; an invisible joint does.
      .replaceAll('@', '@\u2060')
      .replaceAll(/#(?=\d)/gu, '#\u2060')
      .replaceAll(/\b(www|https?|ftp|mailto|GH)(?=[.:-])/giu, '$1\u2060')
  )
}

/** Text for GitHub's plain fields (a title, an annotation), which show it as it is: only the invisible goes. */
export const plainText = (text: string, most: number): string =>
  shortened(text, most, (part) => visible(part.replaceAll(/[ \t]+/gu, ' ')).trim())

/** A command or hash as a code span: the fence is longer than any run of backticks inside. */
export function codeSpan(text: string, most = 120): string {
  const line = shortened(text, most, onOneLine)
  if (line === '') return ''
  const longest = Math.max(0, ...(line.match(/`+/gu) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = longest > 0 ? ' ' : ''
  // In a table even a code span ends at a bar, unless it is escaped; and a backslash before that undoes it.
  const inTable = line.replaceAll('\\|', '\\\u2060|').replaceAll('|', '\\|')
  return `${fence}${pad}${inTable}${pad}${fence}`
}

const onOneLine = (text: string): string => visible(text.replaceAll(/\s+/gu, ' ')).trim()

/** Most text is plain, and the long class of characters is slow to look for. */
const visible = (text: string): string => (PLAIN.test(text) ? text : text.replaceAll(INVISIBLE, ''))

const PLAIN = /^[\n -~]*$/

/** The start of a text, cleaned: of a long one, no more is looked at than it takes to fill the room. */
function shortened(text: string, most: number, clean: (text: string) => string): string {
  if (text.length > 4 * most) {
    const start = clean(text.slice(0, 3 * most))
    // Half a character may stand where it was sliced, and is cut off.
    if ([...start].length > most) return cut(start, most)
  }
  return cut(clean(text), most)
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}
