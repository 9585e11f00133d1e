import { describe, expect, it } from '@jest/globals'
import { DEFAULT_POLICY } from '../../src/policy/policy.ts'
import { reportPaths } from '../../src/snapshot/report-paths.ts'

describe('which files are reports by default', () => {
  const isReport = reportPaths(DEFAULT_POLICY.reports)
  it.each([
    'REVIEW.md',
    'REVIEW-R2.md',
    'packages/core/REVIEW.md',
    '.github/REVIEW.md',
    'reviews/2026/queue.md',
    'reviews/queue.md',
    'docs/reviews/queue.md',
    'work-items/open/12-queue/artifacts/review.md',
    'work-items/open/12-queue/artifacts/review-r2.md',
    'artifacts/review.md',
  ])('%s is', (path) => expect(isReport(path)).toBe(true))

  it.each([
    'README.md',
    'src/REVIEW.ts',
    'packages/core/REVIEW-2.md',
    'docs/review.md',
    'src/reviews/queue.md',
    'reviews/queue.txt',
    'work-items/open/12-queue/artifacts/notes.md',
    'REVIEW.md.bak',
    '',
  ])('%s is not', (path) => expect(isReport(path)).toBe(false))
})
