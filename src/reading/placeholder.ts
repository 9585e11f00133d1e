/**
 * A place that only the writer can fill: `{fill in: why}`. It is neither Markdown nor HTML, so that every page shows it.
 * @param what a few words on what belongs there
 */
export const placeholder = (what: string): string =>
  `{fill in: ${what
    .replaceAll(/[{}\s]+/g, ' ')
    .trim()
    .slice(0, LONGEST)}}`

/** The placeholders that nobody has filled in yet, as they stand there. */
export const placeholdersIn = (text: string): readonly string[] => text.match(PLACEHOLDER) ?? []

/** A text as it may be read: what stands in a placeholder says nothing yet. Lines keep their numbers. */
export const emptied = (text: string): string => text.replaceAll(PLACEHOLDER, '{fill in: …}')

const LONGEST = 200
const PLACEHOLDER = /\{fill in: [^{}\n]{1,200}\}/gi
