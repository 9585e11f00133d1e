import type { Blocker, CitedPlace } from '../ledger/ledger.ts'
import type { Assessment } from '../policy/assessment.ts'
import { plainText } from './escape.ts'

/** A note that GitHub shows beside lines of a file (REST API, "Create a check run", `output.annotations`). */
export interface Annotation {
  readonly path: string
  readonly start_line: number
  readonly end_line: number
  readonly annotation_level: 'notice' | 'warning' | 'failure'
  readonly title: string
  readonly message: string
}

/** Paths outside of the pull request that the open blockers cite: whoever posts asks which of them exist at the head. */
export const citedPaths = (assessment: Assessment): readonly string[] => [
  ...new Set(
    open(assessment).flatMap(({ evidence }) => evidence.map((place) => nowAt(place).path)),
  ),
]

/**
 * Open blockers on the lines of their report and on the lines they cite, and every diagnostic on its line.
 * @param atHead the files that exist at the head; GitHub shows an annotation only on a file that is there
 */
export function annotationsOf(
  assessment: Assessment,
  atHead: ReadonlySet<string>,
): readonly Annotation[] {
  const annotations: Annotation[] = []
  for (const one of inOrder(assessment, atHead)) {
    if (annotations.length === MOST) break
    annotations.push(one)
  }
  return annotations
}

function* inOrder(assessment: Assessment, atHead: ReadonlySet<string>): Generator<Annotation> {
  const blockers = open(assessment)
  for (const blocker of blockers) yield* onReport(blocker, atHead)
  for (const { path, line, severity, message, next } of assessment.ledger.diagnostics) {
    if (path === null || !atHead.has(path)) continue
    const level = severity === 'error' ? 'failure' : 'warning'
    yield annotation(path, line, line, level, 'Unclear', `${message} ${next}`)
  }
  for (const blocker of blockers) yield* onEvidence(blocker, atHead)
}

/** GitHub takes 50 a request, and allows some eighty requests a minute that write. The table lists all. */
const MOST = 300

const open = ({ ledger }: Assessment): readonly Blocker[] =>
  ledger.blockers.filter(({ state }) => state === 'open')

function* onReport(blocker: Blocker, atHead: ReadonlySet<string>): Generator<Annotation> {
  // A blocker that was removed from its report has no line there any more.
  if (blocker.path === null || !blocker.listed || !atHead.has(blocker.path)) return
  const { path, line } = blocker
  const message = [`${blocker.why}.`, blocker.next].filter(Boolean).join(' ')
  yield annotation(path, line, line, 'failure', titleOf(blocker), message)
}

function* onEvidence(blocker: Blocker, atHead: ReadonlySet<string>): Generator<Annotation> {
  for (const { path, start, end } of blocker.evidence.map(nowAt)) {
    if (!atHead.has(path)) continue
    yield annotation(path, start, end, 'warning', titleOf(blocker), blocker.body)
  }
}

/** Cited lines move; an annotation goes to where they are. */
const nowAt = ({ now, path, start, end }: CitedPlace) => now ?? { path, start, end }

const titleOf = ({ name, title }: Blocker): string => `${name} is open: ${title}`

/** GitHub takes a title of 255 characters and a message of 64 KB. */
const annotation = (
  path: string,
  start: number,
  end: number,
  level: Annotation['annotation_level'],
  title: string,
  message: string,
): Annotation => ({
  path,
  // A report may cite line 0; GitHub refuses the whole check for it.
  start_line: Math.max(1, start),
  end_line: Math.max(1, start, end),
  annotation_level: level,
  title: plainText(title, 200),
  message: plainText(message, 2_000) || 'See the report.',
})
