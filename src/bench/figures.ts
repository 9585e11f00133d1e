/** What is told of everything that is measured often: what is usual, and what is bad. */
export interface Spread {
  readonly median: number
  readonly p95: number
  readonly p99: number
  readonly max: number
}

/** By the nearest rank, so that all are values that did occur. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const rank = (share: number): number => {
    const value = sorted[Math.ceil(share * sorted.length) - 1]
    if (value === undefined) throw new Error('There is nothing to measure')
    return value
  }
  return { median: rank(0.5), p95: rank(0.95), p99: rank(0.99), max: rank(1) }
}

/** Milliseconds with as many digits as mean something. */
export const ms = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)

export const seconds = (value: number): string => (value / 1_000).toFixed(1)

export const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0)

/** `1.32 ×` */
export const times = (value: number): string => `${value.toFixed(2)} ×`

export const percent = (share: number): string => `${(share * 100).toFixed(0)} %`

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
