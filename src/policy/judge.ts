import type { Facts } from '../ledger/facts.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { type JudgedApproval, judgedApprovals } from './approvals.ts'
import type { Answer, Assessment, Requirement } from './assessment.ts'
import { discrepanciesIn } from './discrepancies.ts'
import type { Judging } from './judging.ts'
import { REQUIREMENT_NAMES, type RequirementName } from './policy.ts'
import { approved } from './requirements/approved.ts'
import { blockersFixed } from './requirements/blockers-fixed.ts'
import { corroborated } from './requirements/corroborated.ts'
import { factsComplete } from './requirements/facts-complete.ts'
import { fresh } from './requirements/fresh.ts'
import { independent } from './requirements/independent.ts'
import { linksSound } from './requirements/links-sound.ts'
import { policyReadable } from './requirements/policy-readable.ts'
import { reportsReadable } from './requirements/reports-readable.ts'
import { signed } from './requirements/signed.ts'
import { validated } from './requirements/validated.ts'
import type { Ruling } from './ruling.ts'
import { judgedRuns } from './runs.ts'
import { stateInOneLine } from './state-in-one-line.ts'

const REQUIREMENTS: Readonly<Record<RequirementName, (judging: Judging) => Answer>> = {
  'reports-readable': reportsReadable,
  'blockers-fixed': blockersFixed,
  'links-sound': linksSound,
  approved,
  fresh,
  independent,
  signed,
  validated,
  corroborated,
}

/** Judges a ledger: every error met is success, none asked for (no report at all) is neutral, else failure. */
export function judge(snapshot: Snapshot, facts: Facts, drawn: Ledger, ruling: Ruling): Assessment {
  const { policy } = ruling
  const approvals = judgedApprovals(snapshot, facts, drawn, policy)
  const ledger = verifiedByCounting(drawn, approvals)
  const known = { snapshot, facts, ledger, ruling, policy, approvals }
  const runs = judgedRuns(known)
  const judging: Judging = { ...known, runs }
  const requirements: readonly Requirement[] = [
    { name: 'policy-readable', level: 'error', ...policyReadable(judging) },
    { name: 'facts-complete', level: 'error', ...factsComplete(judging) },
    ...REQUIREMENT_NAMES.flatMap((name): readonly Requirement[] => {
      const level = policy.requirements[name]
      return level === 'off' ? [] : [{ name, level, ...REQUIREMENTS[name](judging) }]
    }),
  ]
  const conclusion = conclude(requirements, ledger)
  return {
    conclusion,
    title: stateInOneLine(requirements, ledger, approvals),
    requirements,
    approvals,
    runs,
    discrepancies: discrepanciesIn(runs),
    ruling,
    ledger,
  }
}

/** What only an approval verifies that doesn't count is fixed, and no more. */
const verifiedByCounting = (ledger: Ledger, approvals: readonly JudgedApproval[]): Ledger => ({
  ...ledger,
  blockers: ledger.blockers.map((blocker) =>
    blocker.verifiedBy === null ||
    approvals.some(({ path, counts }) => counts && path === blocker.verifiedBy)
      ? blocker
      : { ...blocker, state: 'fixed', verifiedBy: null },
  ),
})

function conclude(requirements: readonly Requirement[], ledger: Ledger): Assessment['conclusion'] {
  if (requirements.some(({ met, level }) => !met && level === 'error')) return 'failure'
  // Neutral passes a required check on GitHub, so it is kept for "there is nothing to judge".
  const nothing = ledger.reports.length === 0 && ledger.blockers.length === 0
  return nothing ? 'neutral' : 'success'
}
