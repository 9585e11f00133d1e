import type { Ledger } from '../ledger/ledger.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Assessment, Requirement } from './assessment.ts'
import { blockersFixed } from './requirements/blockers-fixed.ts'
import { factsComplete } from './requirements/facts-complete.ts'
import { reportsReadable } from './requirements/reports-readable.ts'
import { stateInOneLine } from './state-in-one-line.ts'

/** Judges a ledger: every requirement met is success, none asked for (no report at all) is neutral, else failure. */
export function judge(snapshot: Snapshot, ledger: Ledger): Assessment {
  const requirements = [factsComplete(snapshot), reportsReadable(ledger), blockersFixed(ledger)]
  return {
    conclusion: conclude(requirements, ledger),
    title: stateInOneLine(requirements, ledger),
    requirements,
    ledger,
  }
}

function conclude(requirements: readonly Requirement[], ledger: Ledger): Assessment['conclusion'] {
  if (!requirements.every(({ met }) => met)) return 'failure'
  // Neutral passes a required check on GitHub, so it is kept for "there is nothing to judge".
  const nothing = ledger.reports.length === 0 && ledger.blockers.length === 0
  return nothing ? 'neutral' : 'success'
}
