import { INVISIBLE } from '../escape.ts'

/** JSON that means the same, and shows every character that a terminal would obey or an eye would miss. */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value, null, 2).replaceAll(INVISIBLE, (character) =>
    // JSON counts in UTF-16, as `split` does.
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
