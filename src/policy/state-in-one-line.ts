import type { Blocker, Ledger, StandingReport } from '../ledger/ledger.ts'
import type { Requirement } from './assessment.ts'

/** More names than this do not fit into a line that people read. */
const MOST_NAMES = 3

/** "1 of 2 blockers fixed: B2 is open": what somebody sees in the list of checks. */
export function stateInOneLine(requirements: readonly Requirement[], ledger: Ledger): string {
  const unmet = (name: Requirement['name']) =>
    requirements.find((requirement) => requirement.name === name && !requirement.met)
  const gap = unmet('facts-complete')
  if (gap !== undefined) return `Could not verify: ${gap.found}`
  const held = ledger.blockers.filter(({ state }) => state !== 'withdrawn')
  const open = held.filter(({ state }) => state === 'open')
  const unread = unmet('reports-readable')
  if (unread !== undefined && open.length === 0) return `Could not be read: ${unread.found}`
  if (open.length > 0) return openBlockers(held, open)
  if (ledger.reports.length === 0 && ledger.blockers.length === 0) {
    return 'No review report in this pull request'
  }
  return settled({ ...ledger, blockers: held })
}

function openBlockers(all: readonly Blocker[], open: readonly Blocker[]): string {
  const fixed = all.length - open.length
  const names = open.slice(0, MOST_NAMES).map(({ name }) => name)
  const more = open.length > MOST_NAMES ? `, and ${open.length - MOST_NAMES} more` : ''
  const verb = open.length === 1 ? 'is' : 'are'
  return `${fixed} of ${count(all)} fixed: ${listed(names, more)} ${verb} open`
}

const listed = (names: readonly string[], more: string): string =>
  more === '' && names.length > 1
    ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
    : `${names.join(', ')}${more}`

function settled({ blockers, reports }: Ledger): string {
  const standing = reports.filter(({ removed }) => !removed)
  const last = standing.reduce<StandingReport | undefined>(
    (latest, report) => (latest === undefined || report.round >= latest.round ? report : latest),
    undefined,
  )
  const fixed = blockers.length === 0 ? 'No blockers' : allFixed(blockers)
  if (last === undefined) return fixed
  const verdict =
    last.verdict.outcome === 'approve' ? `approved by ${last.path}` : 'awaiting re-review'
  return `${fixed}, ${verdict}`
}

function allFixed({ length }: readonly Blocker[]): string {
  if (length === 1) return 'The blocker is fixed'
  return length === 2 ? 'Both blockers are fixed' : `All ${length} blockers are fixed`
}

const count = (blockers: readonly Blocker[]): string =>
  blockers.length === 1 ? '1 blocker' : `${blockers.length} blockers`
