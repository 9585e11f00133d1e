import { readReport } from '../review/read-report.ts'
import { longReport } from './documents.ts'
import { ms, type Spread, spreadOf, table } from './figures.ts'
import type { Part } from './part.ts'

const KILOBYTES = [5, 10, 20, 50, 100, 200, 400]
const BLOCKERS = 5
/** As many bytes for each size, so that each takes as long. */
const BYTES_IN_ALL = 1024 * 1024

/** The curve of reading time over size: a straight line, if all is well. */
export const sizes: Part = {
  name: 'sizes',
  about: 'reading an ordinary review, by its size',
  run: ({ quick, say }) => {
    const rows = (quick ? [5, 20] : KILOBYTES).map((size) => timeSize(size * 1024))
    say('\nReading an ordinary review, by its size')
    say(
      table([
        ['KB', 'ms: median', 'p95', 'µs a byte'],
        ...rows.map(({ bytes, reading }) => [
          (bytes / 1024).toFixed(0),
          ms(reading.median),
          ms(reading.p95),
          ((reading.median * 1_000) / bytes).toFixed(2),
        ]),
      ]),
    )
    return { rows }
  },
}

function timeSize(size: number): { readonly bytes: number; readonly reading: Spread } {
  const text = longReport(size, BLOCKERS).report ?? ''
  const times: number[] = []
  const iterations = Math.ceil(BYTES_IN_ALL / size)
  for (let iteration = -Math.ceil(iterations / 4); iteration < iterations; iteration++) {
    const start = performance.now()
    readReport(text)
    if (iteration >= 0) times.push(performance.now() - start)
  }
  return { bytes: Buffer.byteLength(text), reading: spreadOf(times) }
}
