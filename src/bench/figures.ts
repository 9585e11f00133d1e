/** The two figures that are printed of everything that is measured: what is usual, and what is bad. */
export interface Spread {
  readonly median: number
  readonly p95: number
}

/** By the nearest rank, so that both are values that did occur. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1]
  const [median, p95] = [rank(0.5), rank(0.95)]
  if (median === undefined || p95 === undefined) throw new Error('There is nothing to measure')
  return { median, p95 }
}

/** Milliseconds with as many digits as mean something. */
export const ms = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)

/** Lines with their columns under each other, the first to the left, all others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return column === 0 ? cell.padEnd(width) : cell.padStart(width)
      })
      .join('   ')
  return rows.map((row) => `  ${line(row)}`.trimEnd()).join('\n')
}
