/** How many lines a text has; a last line without its line break is one, too. */
export const lineCount = (text: string): number =>
  text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
