/** `error` fails the check where the requirement is unmet, `warn` shows it, `off` doesn't look. */
export const LEVELS = ['error', 'warn', 'off'] as const
export type Level = (typeof LEVELS)[number]

/** The configurable requirements, in the order in which the check shows them. */
export const REQUIREMENT_NAMES = [
  'reports-readable',
  'blockers-fixed',
  'links-sound',
  'approved',
  'fresh',
  'independent',
  'signed',
  'validated',
  'corroborated',
] as const
export type RequirementName = (typeof REQUIREMENT_NAMES)[number]

export interface People {
  /** Logins, without "@". */
  readonly people: readonly string[]
  /** Teams, as "organisation/slug". */
  readonly teams: readonly string[]
}

/** From the least to the most. */
export const ROLES = ['triage', 'write', 'maintain', 'admin'] as const

/**
 * Who may waive, defer, call fixed and reopen: whoever has that role in the repository, or a higher one. Where people
 * or teams are listed, they alone, whatever their role.
 */
export interface Deciders extends People {
  readonly role: (typeof ROLES)[number]
}

export const RUNNERS = ['coder', 'reviewer', 'anyone'] as const
export const WANTED_OUTCOMES = ['passed', 'any'] as const
export const RUN_ON = ['last-code', 'any'] as const

/** A command that must have been run. */
export interface RequiredRun {
  readonly command: string
  readonly by: (typeof RUNNERS)[number]
  readonly outcome: (typeof WANTED_OUTCOMES)[number]
  readonly on: (typeof RUN_ON)[number]
}

/** When a pull request gets the comment that sums up its state. */
export const COMMENTING = ['on', 'off', 'only-when-red'] as const

/** The rules that judge a pull request. */
export interface Policy {
  /** Which files are review reports, as globs. */
  readonly reports: readonly string[]
  /** Paths whose changes don't make an approval stale, as globs. */
  readonly ignore: readonly string[]
  readonly requirements: Readonly<Record<RequirementName, Level>>
  /** How many approving reports `approved` wants. */
  readonly approvals: number
  /** Whose approvals count; nobody listed: anybody's. */
  readonly reviewers: People
  readonly decisions: Deciders
  readonly validation: readonly RequiredRun[]
  /** Command → the check that shows it. */
  readonly corroborate: Readonly<Record<string, string>>
  readonly comment: (typeof COMMENTING)[number]
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
  ignore: [],
  requirements: {
    'reports-readable': 'error',
    'blockers-fixed': 'error',
    'links-sound': 'error',
    approved: 'off',
    fresh: 'warn',
    independent: 'warn',
    signed: 'off',
    validated: 'warn',
    corroborated: 'error',
  },
  approvals: 1,
  reviewers: { people: [], teams: [] },
  decisions: { role: 'write', people: [], teams: [] },
  validation: [],
  corroborate: {},
  comment: 'on',
}
