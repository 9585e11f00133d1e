import { anyGlob } from './glob.ts'

/** A test for "is this path a review report?", by the globs of the policy. */
export const reportPaths = (patterns: readonly string[]): ((path: string) => boolean) =>
  anyGlob(patterns)
