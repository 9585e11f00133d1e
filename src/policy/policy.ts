/** The rules that judge a pull request. */
export interface Policy {
  /** Which files are review reports, as globs. */
  readonly reports: readonly string[]
}

/** What holds where a repository says nothing else. */
export const DEFAULT_POLICY: Policy = {
  reports: [
    'REVIEW.md',
    'REVIEW-*.md',
    '**/REVIEW.md',
    'reviews/**/*.md',
    'docs/reviews/**/*.md',
    '**/artifacts/review*.md',
  ],
}
