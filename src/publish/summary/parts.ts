/** GitHub refuses a summary or text of more than 65,535 characters (REST API, "Create a check run"). */
const MOST_CHARACTERS = 65_535

/** A section of the summary: its head, and rows that may be left out when there is no room. */
export interface Part {
  readonly head: readonly string[]
  /** Each is written when there is room for it. */
  readonly rows: readonly (() => string)[]
}

/** What our own words around the parts may take. */
const SPARE_CHARACTERS = 5_000

/** Parts in order of weight; each keeps as many rows as the room allows, the others are counted. */
export function fitted(parts: readonly Part[]): string {
  let left = MOST_CHARACTERS - SPARE_CHARACTERS
  const texts = parts.map(({ head, rows }) => {
    if (rows.length === 0) return ''
    const kept: string[] = []
    left -= head.join('\n').length
    for (const write of rows) {
      const row = write()
      if (left < row.length + 1) break
      kept.push(row)
      left -= row.length + 1
    }
    const missing = rows.length - kept.length
    const more = missing > 0 ? [`\n… and ${missing} more.`] : []
    return [...head, ...kept, ...more].join('\n')
  })
  return texts.filter((text) => text !== '').join('\n\n')
}

/** The head of a table below its title, if it has one. */
export const tableHead = (title: string | null, columns: readonly string[]): readonly string[] => [
  ...(title === null ? [] : [`### ${title}`, '']),
  row(columns),
  row(columns.map(() => '---')),
]

export const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** Where something is said: `REVIEW.md:12`, `abc1234:3` in a message. */
export const placeOf = ({
  path,
  commit,
  line,
}: {
  readonly path: string | null
  readonly commit: string
  readonly line: number
}): string => `${path ?? commit.slice(0, 7)}:${line}`

/** Markdown that leads somewhere, or stays as it is where that has no address. */
export const linked = (markdown: string, url: string | null): string =>
  url === null ? markdown : `[${markdown}](${url})`
