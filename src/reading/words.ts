/** Words of the lexicon as alternatives of a regular expression: a blank between two may be any white space. */
export const anyOf = (words: readonly string[]): string =>
  words.map((word) => word.replaceAll(' ', String.raw`\s{1,3}`)).join('|')

/** The same where none of them is a piece of a longer word. */
export const wholeWords = (words: readonly string[]): RegExp =>
  new RegExp(String.raw`(?<![\p{L}\p{N}_-])(?:${anyOf(words)})(?![\p{L}\p{N}_])`, 'iu')
