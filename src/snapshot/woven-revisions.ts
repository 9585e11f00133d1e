import type { ReportRevision } from './snapshot.ts'

/**
 * Puts the revisions of an earlier history in where they were written: before the first one of the present history
 * that followed them. Those that both have, with the same text at the same path, are one.
 */
export function woven(
  earlier: readonly ReportRevision[],
  present: readonly ReportRevision[],
): readonly ReportRevision[] {
  const all: ReportRevision[] = []
  let next = 0
  for (const revision of earlier) {
    const at = present.findIndex((one, index) => index >= next && isSame(one, revision))
    if (at === -1) {
      // Commits may have changed places. What a report says at the end, it says now.
      const last = present.findLast(({ path }) => path === revision.path)
      if (last === undefined || !isSame(last, revision)) all.push(revision)
      continue
    }
    all.push(...present.slice(next, at + 1))
    next = at + 1
  }
  return [...all, ...present.slice(next)]
}

const isSame = (one: ReportRevision, other: ReportRevision): boolean =>
  one.path === other.path && one.blob === other.blob
