import type { ValidationRun } from '../reading/types.ts'

/** "48 passed, 2 failed": the figures that somebody tells of a run; empty where they tell none. */
export const runCounts = ({ passed, failed, ignored }: ValidationRun): string =>
  [
    passed === null ? null : `${passed} passed`,
    failed === null ? null : `${failed} failed`,
    ignored === null ? null : `${ignored} ignored`,
  ]
    .filter((count) => count !== null)
    .join(', ')
