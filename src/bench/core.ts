import { assess } from '../assess/assess.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { longReport } from './documents.ts'
import { ms, spreadOf, table } from './figures.ts'
import type { Part } from './part.ts'
import { readAfresh } from './reading.ts'
import { commitOf, REPORT, type Revision, snapshotOf } from './snapshots.ts'

const BLOCKERS = 4
/** At the first commit, and evenly after that. */
const REVISIONS = 5

export const core: Part = {
  name: 'core',
  about: 'the pure core, as the commits of a pull request grow from 10 to 3,000',
  run: ({ quick, say }) => {
    const sizes = quick ? [10, 30] : [10, 30, 100, 300, 1_000, 3_000]
    const iterations = (commits: number) => (quick ? 2 : Math.max(9, Math.ceil(3_000 / commits)))
    const rows = sizes.map((commits) => timed(commits, iterations(commits)))
    say(
      `\nThe pure core: ${BLOCKERS} blockers, each fixed by a commit; a report in ${REVISIONS} revisions, without GitHub`,
    )
    say('  reading, too: all texts anew, which the App does once for each commit and revision')
    say(
      table([
        [
          'commits',
          'assessing: median, ms',
          'p95',
          'µs a commit',
          'reading, too: median, ms',
          'µs a commit',
        ],
        ...rows.map(({ commits, assessing, withReading }) => [
          String(commits),
          ms(assessing.median),
          ms(assessing.p95),
          ms((assessing.median * 1_000) / commits),
          ms(withReading.median),
          ms((withReading.median * 1_000) / commits),
        ]),
      ]),
    )
    return { blockers: BLOCKERS, revisions: REVISIONS, rows }
  },
}

function timed(commits: number, iterations: number) {
  const snapshot = pullOf(commits)
  const assessing: number[] = []
  const withReading: number[] = []
  for (let turn = -Math.ceil(iterations / 4); turn < iterations; turn++) {
    const start = performance.now()
    const readings = readAfresh(snapshot)
    const middle = performance.now()
    const { ledger } = assess(snapshot, readings)
    const end = performance.now()
    const open = ledger.blockers.filter(({ state }) => state === 'open').length
    if (ledger.blockers.length !== BLOCKERS || open > 0) throw new Error('The story was misread')
    if (turn < 0) continue
    assessing.push(end - middle)
    withReading.push(end - start)
  }
  return { commits, assessing: spreadOf(assessing), withReading: spreadOf(withReading) }
}

/** A long pull request: reviewed after its first commit and fixed after that, in the middle of much other work. */
function pullOf(count: number): Snapshot {
  const step = Math.floor(count / REVISIONS)
  const text = longReport(1, BLOCKERS).report ?? ''
  const revisions: Revision[] = []
  const commits = Array.from({ length: count }, (_, index) => {
    if (index % step === 1 && revisions.length < REVISIONS) {
      const commit = commitOf(index, 'Write down the review', REPORT)
      revisions.push({ commit, text: `${text}\n\nRevised ${revisions.length} times.\n` })
      return commit
    }
    const blocker = fixedAt(index, count)
    return blocker === null
      ? commitOf(index, `Change part ${index}\n\nIt was slow.`, `src/other${index % 50}.ts`)
      : commitOf(index, `Give up\n\nFixes-Blocker: B${blocker + 1}`, `src/part${blocker}/retry.ts`)
  })
  return snapshotOf(commits, revisions)
}

/** The blocker that this commit fixes; null for most. */
function fixedAt(index: number, count: number): number | null {
  // An even distance, since reports come at odd places.
  const distance = 2 * Math.floor((count - 2) / (2 * BLOCKERS))
  const blocker = (index - 2) / distance
  return Number.isInteger(blocker) && blocker >= 0 && blocker < BLOCKERS ? blocker : null
}
