import type { Answer } from '../assessment.ts'
import type { Judging } from '../judging.ts'
import { toldAt } from '../runs.ts'

/** GitHub's conclusions of a check that did not pass. */
const FAILED = new Set(['failure', 'timed_out', 'cancelled', 'action_required', 'startup_failure'])

/** Nobody claims that a command passed on this code where its check says that it failed. */
export function corroborated(judging: Judging): Answer {
  const claims = judging.runs.filter(
    ({ outcome, onLastCode, check }) => outcome === 'passed' && onLastCode && check !== null,
  )
  const contradicted = claims.flatMap((run) => {
    const { check, command } = run
    if (check === null || check === 'missing' || !FAILED.has(check.conclusion ?? '')) return []
    return [
      `${toldAt(run)} says that "${command}" passed, but "${check.name}" ended with ${check.conclusion} on this head`,
    ]
  })
  const count = Object.keys(judging.policy.corroborate).length
  return {
    met: contradicted.length === 0,
    looked:
      count === 0
        ? 'no command is held against a check'
        : `${counted(claims.length, 'claim')}, ${counted(judging.snapshot.checks.length, 'check')}`,
    found:
      contradicted.join('; ') ||
      (count === 0 ? 'all runs are only claimed' : 'no check contradicts a claim'),
    next:
      contradicted.length === 0
        ? null
        : 'Make the check pass on this head, or correct what the report says.',
  }
}

const counted = (count: number, what: string): string =>
  count === 1 ? `1 ${what}` : `${count} ${what}s`
