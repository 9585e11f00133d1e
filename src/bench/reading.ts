import { assess } from '../assess/assess.ts'
import { readCommit } from '../commit/read-commit.ts'
import type { Readings } from '../ledger/ledger.ts'
import type { Diagnostic } from '../reading/types.ts'
import { readReport } from '../review/read-report.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { type Document, documents, longReport } from './documents.ts'
import { ms, type Spread, spreadOf, table } from './figures.ts'
import type { Part } from './part.ts'
import { commitOf, REPORT, snapshotOf } from './snapshots.ts'

const LONG_BYTES = 100 * 1024

export const reading: Part = {
  name: 'reading',
  about: 'reading a report or a few messages, and assessing a pull request of them',
  run: ({ quick, say }) => {
    const iterations = quick ? 2 : 100
    const longIterations = quick ? 1 : 30
    const { real, documents: all } = documents()
    const rows = [
      ...all.map((document) => timeReading(document, iterations)),
      timeReading(longReport(LONG_BYTES), longIterations),
    ]
    say(`\nReading and assessing, in ms, ${iterations} times each after a warm-up, without GitHub`)
    if (!real)
      say('  The seed documents are not beside this repository: these are small ones of its own.')
    say(
      table([
        ['', 'KB', 'blockers', 'reading: median', 'p95', 'assessing: median', 'p95'],
        ...rows.map((row) => [
          row.name,
          (row.bytes / 1024).toFixed(1),
          String(row.blockers),
          ms(row.reading.median),
          ms(row.reading.p95),
          ms(row.assessing.median),
          ms(row.assessing.p95),
        ]),
      ]),
    )
    return { rows }
  },
}

/** How long it takes to read one document and to assess a pull request of it, in milliseconds. */
interface ReadingTime {
  readonly name: string
  readonly bytes: number
  /** Blockers in the ledger: a report that was refused would be read in no time at all. */
  readonly blockers: number
  /** Text to readings. */
  readonly reading: Spread
  /** Readings to assessment: ledger and policy. */
  readonly assessing: Spread
}

/** Measures the pure middle of the App, without GitHub, after a warm-up. */
function timeReading(document: Document, iterations: number): ReadingTime {
  const snapshot = snapshotOfDocument(document)
  const { reports } = readAfresh(snapshot)
  const refused = reports.flatMap(({ report }) => report.diagnostics).find(isRefusal)
  if (refused !== undefined) throw new Error(`${document.name} was not read: ${refused.message}`)

  const reading: number[] = []
  const assessing: number[] = []
  for (let iteration = -Math.min(WARM_UP, iterations); iteration < iterations; iteration++) {
    const start = performance.now()
    const readings = readAfresh(snapshot)
    const middle = performance.now()
    assess(snapshot, readings)
    const end = performance.now()
    if (iteration < 0) continue
    reading.push(middle - start)
    assessing.push(end - middle)
  }
  return {
    name: document.name,
    bytes: Buffer.byteLength([document.report ?? '', ...document.messages].join('')),
    blockers: assess(snapshot, readAfresh(snapshot)).ledger.blockers.length,
    reading: spreadOf(reading),
    assessing: spreadOf(assessing),
  }
}

/** The App remembers a report that it has read; here each reading is the first. */
export const readAfresh = (snapshot: Snapshot): Readings => ({
  reports: snapshot.revisions.map((revision) => ({
    revision,
    report: readReport(revision.text ?? ''),
  })),
  messages: new Map(snapshot.commits.map(({ sha, message }) => [sha, readCommit(message)])),
  commands: new Map(),
})

const WARM_UP = 30
/** What a report of which nothing was read says. */
export const isRefusal = ({ message }: Diagnostic): boolean =>
  /othing of (?:it|this text) was read\.$/u.test(message)

/** A pull request whose last commit adds the report, or whose commits have these messages. */
function snapshotOfDocument({ report, messages }: Document): Snapshot {
  if (report === null) {
    return snapshotOf(
      messages.map((message, index) => commitOf(index, message, 'src/retry.ts')),
      [],
    )
  }
  const work = commitOf(0, 'Retry when the server is down', 'src/retry.ts')
  const review = commitOf(1, 'Add the review', REPORT)
  return snapshotOf([work, review], [{ commit: review, text: report }])
}
