import { readReport } from '../review/read-report.ts'
import { longReport } from './documents.ts'
import { type Spread, spreadOf } from './figures.ts'

/** How long it takes to read an ordinary review of this size. */
export interface Point {
  readonly bytes: number
  readonly ms: Spread
}

/** The curve of reading time over size: a straight line, if all is well. */
export const timeSizes = (): readonly Point[] => KILOBYTES.map((size) => timeSize(size * 1024))

const KILOBYTES = [5, 10, 20, 50, 100, 200, 400]
const BLOCKERS = 5
/** As many bytes for each size, so that each takes as long. */
const BYTES_IN_ALL = 2 * 1024 * 1024

function timeSize(size: number): Point {
  const text = longReport(size, BLOCKERS).report ?? ''
  const times: number[] = []
  const iterations = Math.ceil(BYTES_IN_ALL / size)
  for (let iteration = -Math.ceil(iterations / 4); iteration < iterations; iteration++) {
    const start = performance.now()
    readReport(text)
    if (iteration >= 0) times.push(performance.now() - start)
  }
  return { bytes: Buffer.byteLength(text), ms: spreadOf(times) }
}
