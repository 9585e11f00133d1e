import type { Assessment } from '../policy/assessment.ts'
import { plainText } from './escape.ts'
import { type Remark, remarksOn } from './remarks.ts'

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
    [...remarksOn(assessment)].flatMap(({ rule, path }) =>
      rule === 'cited-by-open-blocker' ? (path ?? []) : [],
    ),
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
  for (const remark of remarksOn(assessment)) {
    if (annotations.length === MOST) break
    const { path } = remark
    if (path !== null && atHead.has(path)) annotations.push(annotation(path, remark))
  }
  return annotations
}

/** GitHub takes 50 a request, and allows some eighty requests a minute that write. The table lists all. */
const MOST = 300

/** GitHub takes a title of 255 characters and a message of 64 KB. */
const annotation = (path: string, { start, end, level, title, message }: Remark): Annotation => ({
  path,
  start_line: start,
  end_line: end,
  annotation_level: level === 'error' ? 'failure' : 'warning',
  title: plainText(title, 200),
  message: plainText(message, 2_000) || 'See the report.',
})
