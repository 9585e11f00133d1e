import { assess } from '../app/assess.ts'
import { readCommit } from '../commit/read-commit.ts'
import type { Readings } from '../ledger/ledger.ts'
import { DEFAULT_POLICY } from '../policy/policy.ts'
import type { Diagnostic } from '../reading/types.ts'
import { readReport } from '../review/read-report.ts'
import type { Commit, Snapshot } from '../snapshot/snapshot.ts'
import type { Document } from './documents.ts'
import { type Spread, spreadOf } from './figures.ts'

/** How long it takes to read one document and to assess a pull request of it, in milliseconds. */
export interface ReadingTime {
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
export function timeReading(document: Document, iterations: number): ReadingTime {
  const snapshot = snapshotOf(document)
  const { reports } = readAfresh(snapshot)
  const refused = reports.flatMap(({ report }) => report.diagnostics).find(isRefusal)
  if (refused !== undefined) throw new Error(`${document.name} was not read: ${refused.message}`)

  const reading: number[] = []
  const assessing: number[] = []
  for (let iteration = -WARM_UP; iteration < iterations; iteration++) {
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
const readAfresh = (snapshot: Snapshot): Readings => ({
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
const BASE = '0'.repeat(40)

/** A pull request whose last commit adds the report, or whose commits have these messages. */
function snapshotOf({ report, messages }: Document): Snapshot {
  const written = report === null ? messages : ['Retry when the server is down', 'Add the review']
  const commits = written.map((message, index) =>
    commitOf(message, index, report !== null && index === written.length - 1),
  )
  const head = commits.at(-1)?.sha ?? BASE
  return {
    pull: { owner: 'acme', repo: 'widgets', number: 1 },
    state: 'open',
    merged: null,
    createdAt: '2026-01-05T09:00:00Z',
    author: 'casey',
    title: 'Retry',
    nodeId: 'PR_1',
    isPrivate: false,
    webUrl: 'https://github.com/acme/widgets',
    base: { ref: 'main', sha: BASE },
    head: { ref: 'retry', sha: head, repository: 'acme/widgets' },
    policyFiles: [],
    mergeBase: BASE,
    proposedPolicy: null,
    dropped: [],
    pushes: [],
    comments: [],
    ours: [],
    checks: [],
    people: [],
    issues: [],
    places: [],
    unseen: [],
    reportPatterns: DEFAULT_POLICY.reports,
    commits,
    revisions:
      report === null
        ? []
        : [{ path: REPORT, previousPath: null, commit: head, blob: head, text: report }],
    elsewhere: [],
    gaps: [],
  }
}

const REPORT = 'REVIEW.md'

function commitOf(message: string, index: number, report: boolean): Commit {
  const sha = shaOf(index + 1)
  const date = new Date(Date.UTC(2026, 0, 5, 9, index)).toISOString()
  const person = { name: 'Casey', email: 'casey@example.com', date, login: 'casey' }
  const path = report ? REPORT : 'src/retry.ts'
  return {
    sha,
    tree: sha,
    parents: [shaOf(index)],
    message,
    author: person,
    committer: person,
    signature: { verified: false, reason: 'unsigned' },
    files: [
      { path, previousPath: null, status: 'modified', blob: sha, brought: false, lines: null },
    ],
  }
}

const shaOf = (index: number): string => index.toString(16).padStart(40, '0')
