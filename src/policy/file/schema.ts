import { z } from 'zod'
import {
  COMMENTING,
  LEVELS,
  type RequiredRun,
  type RequirementName,
  ROLES,
  RUN_ON,
  RUNNERS,
  WANTED_OUTCOMES,
} from '../policy.ts'
import { checkName, command, glob, login, MOST_ENTRIES, MOST_RULES, team } from './texts.ts'

const listOf = <T extends z.ZodType>(entry: T) => z.array(entry).max(MOST_ENTRIES)

const REQUIREMENTS: Readonly<Record<RequirementName, string>> = {
  'reports-readable': 'No report contradicts itself or leaves its verdict or blockers unread.',
  'blockers-fixed': 'Every blocker has a fix that holds, or is closed in another way that counts.',
  'links-sound': 'Every commit that is named as a fix is one.',
  approved: 'As many reports approve as "approvals" wants, and none still blocks.',
  fresh: 'Nothing but reports and ignored files changed since the approval.',
  independent: 'Nobody approves their own work, and approvals come from those under "reviewers".',
  signed: 'The commits that bring approvals have a signature that GitHub verifies.',
  validated: 'The commands under "validation" were run as it says.',
  corroborated: 'No check under "corroborate" failed where a report says that its command passed.',
}

const level = (description: string) => z.enum(LEVELS).exactOptional().describe(description)

const requirements = z.strictObject({
  'reports-readable': level(REQUIREMENTS['reports-readable']),
  'blockers-fixed': level(REQUIREMENTS['blockers-fixed']),
  'links-sound': level(REQUIREMENTS['links-sound']),
  approved: level(REQUIREMENTS.approved),
  fresh: level(REQUIREMENTS.fresh),
  independent: level(REQUIREMENTS.independent),
  signed: level(REQUIREMENTS.signed),
  validated: level(REQUIREMENTS.validated),
  corroborated: level(REQUIREMENTS.corroborated),
})

const requiredRun = z.strictObject({
  command: command.describe('The command, as reports write it.'),
  by: z.enum(RUNNERS).default('anyone').describe('Who must have run it.'),
  outcome: z
    .enum(WANTED_OUTCOMES)
    .default('passed')
    .describe('How it must have ended; "any": that it was run is enough.'),
  on: z
    .enum(RUN_ON)
    .default('last-code')
    .describe('On which state: that of the last change of code, or any in the pull request.'),
})

/** `- npm test` is short for a command that anyone has run, on the last code, and that passed. */
const shortRun = command.transform(
  (text): RequiredRun => ({ command: text, by: 'anyone', outcome: 'passed', on: 'last-code' }),
)

const people = listOf(login).exactOptional()
const teams = listOf(team).exactOptional()

const reviewers = z.strictObject({
  people: people.describe('Logins.'),
  teams: teams.describe('Teams, as "organisation/team".'),
})

const decisions = z.strictObject({
  role: z
    .enum(ROLES)
    .exactOptional()
    .describe('The role in the repository that is needed, or a higher one.'),
  people: people.describe(
    'Logins. Where people or teams are listed, they alone decide, whatever their role.',
  ),
  teams: teams.describe('Teams, as "organisation/team".'),
})

/** What both the file and its rules can say. */
const common = {
  ignore: listOf(glob)
    .exactOptional()
    .describe('Globs: files whose changes don’t make an approval stale.'),
  requirements: requirements
    .exactOptional()
    .describe('What an unmet requirement does: "error" fails the check, "warn" is shown, "off".'),
  approvals: z
    .int()
    .min(1)
    .max(MOST_ENTRIES)
    .exactOptional()
    .describe('How many approving reports the requirement "approved" wants.'),
  reviewers: reviewers.exactOptional().describe('Whose approvals count. Nobody listed: anybody’s.'),
  decisions: decisions
    .exactOptional()
    .describe('Who may waive, defer, call fixed and reopen blockers with a command.'),
  validation: listOf(z.union([shortRun, requiredRun]))
    .exactOptional()
    .describe(
      'Commands that must have been run. A text alone is a command that anyone has run on the last code, and that passed.',
    ),
  corroborate: z
    .record(command, checkName)
    .refine((checks) => Object.keys(checks).length <= MOST_ENTRIES, {
      error: `"corroborate" has more than ${MOST_ENTRIES} keys.`,
      params: { next: `Keep to ${MOST_ENTRIES}.` },
    })
    .exactOptional()
    .describe('Commands, each with the check that shows how it really ended.'),
  comment: z
    .enum(COMMENTING)
    .exactOptional()
    .describe(
      'The comment that sums up the state of a pull request and is kept up to date: "only-when-red" writes it when the check is red for the first time.',
    ),
}

const isKeys = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isOfUnknownKeys = ({ code, path = [] }: z.core.$ZodRawIssue): boolean =>
  code === 'unrecognized_keys' && path.length === 0

const rule = z
  .strictObject({
    branches: listOf(glob)
      .min(1)
      .exactOptional()
      .describe('Globs: the rule holds for pull requests into these branches.'),
    paths: listOf(glob)
      .min(1)
      .exactOptional()
      .describe('Globs: the rule holds for pull requests that change one of these files.'),
    ...common,
  })
  .refine((given) => 'branches' in given || 'paths' in given, {
    error: 'The rule doesn’t say for which branches or paths it holds.',
    params: { next: 'Add "branches" or "paths", or move the rule’s keys to the top of the file.' },
    // Said beside other mistakes, but not of a rule with an unknown key: that may be one of the two, misspelt.
    when: ({ value, issues }) => isKeys(value) && !issues.some(isOfUnknownKeys),
  })

/** `.github/countersign.yml`. Every key is optional; what it leaves out holds as it held before. */
export const policyFile = z
  .strictObject({
    reports: listOf(glob).exactOptional().describe('Globs: which files are review reports.'),
    ...common,
    rules: z
      .array(rule)
      .max(MOST_RULES)
      .exactOptional()
      .describe(
        'What holds for some branches or paths only. A rule can have every key but "reports" and "rules".',
      ),
  })
  .meta({
    title: 'Countersign’s policy',
    description: 'The file .github/countersign.yml: the rules that judge a pull request.',
  })

type Kept<T> = T extends readonly (infer Entry)[]
  ? readonly Kept<Entry>[]
  : T extends object
    ? { readonly [Key in keyof T]: Kept<T[Key]> }
    : T

export type PolicyFile = Kept<z.output<typeof policyFile>>
export type Rule = NonNullable<PolicyFile['rules']>[number]

export type JsonSchema = z.core.JSONSchema.JSONSchema

/** The schema as JSON Schema: for editors, for the documentation, and to say which keys there are. */
export const policyJsonSchema: JsonSchema = z.toJSONSchema(policyFile, { io: 'input' })
