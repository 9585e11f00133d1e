import { anyGlob } from '../../snapshot/glob.ts'
import { DEFAULT_POLICY, type Policy } from '../policy.ts'
import type { PolicyFile, Rule } from './schema.ts'

/** What a rule asks of a pull request. */
export interface PullInPolicy {
  /** The base branch. */
  readonly branch: string
  /** The files that it changes. */
  readonly paths: readonly string[]
}

/**
 * The policy that judges a pull request: what holds by default, then the files, then the rules of all of them that
 * apply, each changing only the keys that it names.
 * @param files the organisation's before the repository's
 */
export function effectivePolicy(files: readonly PolicyFile[], pull: PullInPolicy): Policy {
  const rules = files.flatMap((file) => file.rules ?? [])
  return rules.filter((rule) => applies(rule, pull)).reduce(changed, policyBeforeRules(files))
}

/** What holds where no rule applies. */
export const policyBeforeRules = (files: readonly PolicyFile[]): Policy =>
  files.reduce(changed, DEFAULT_POLICY)

/** Which files are reports; no rule changes that, as it must be known before the changed files are. */
export const reportGlobs = (files: readonly PolicyFile[]): readonly string[] =>
  policyBeforeRules(files).reports

const applies = ({ branches, paths }: Rule, pull: PullInPolicy): boolean =>
  (branches === undefined || anyGlob(branches)(pull.branch)) &&
  (paths === undefined || pull.paths.some(anyGlob(paths)))

/** Lists are replaced as a whole; where keys stand under a key, each is replaced by itself. */
const changed = (policy: Policy, by: Omit<PolicyFile, 'rules'>): Policy => ({
  reports: by.reports ?? policy.reports,
  ignore: by.ignore ?? policy.ignore,
  requirements: { ...policy.requirements, ...by.requirements },
  approvals: by.approvals ?? policy.approvals,
  reviewers: { ...policy.reviewers, ...by.reviewers },
  decisions: { ...policy.decisions, ...by.decisions },
  validation: by.validation ?? policy.validation,
  corroborate: { ...policy.corroborate, ...by.corroborate },
  comment: by.comment ?? policy.comment,
})
