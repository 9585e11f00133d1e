import type { Blocker, Ledger } from '../ledger/ledger.ts'
import type { JudgedApproval } from './approvals.ts'
import type { Requirement } from './assessment.ts'
import { lastWord } from './last-word.ts'

/** More names than this do not fit into a line that people read. */
const MOST_NAMES = 3

/** "1 of 2 blockers fixed: B2 is open": what somebody sees in the list of checks. */
export function stateInOneLine(
  requirements: readonly Requirement[],
  ledger: Ledger,
  approvals: readonly JudgedApproval[],
): string {
  const failing = new Map(
    requirements
      .filter(({ met, level }) => !met && level === 'error')
      .map((one) => [one.name, one]),
  )
  const policy = failing.get('policy-readable')
  if (policy !== undefined) return `The policy can't be read: ${policy.found}`
  const gap = failing.get('facts-complete')
  if (gap !== undefined) return `Could not verify: ${gap.found}`
  const held = ledger.blockers.filter(({ state }) => state !== 'withdrawn')
  const open = held.filter((blocker) => isHeldBy(blocker, failing))
  const unread = failing.get('reports-readable')
  if (unread !== undefined && open.length === 0) return `Could not be read: ${unread.found}`
  if (open.length > 0) return openBlockers(held, open)
  const [other] = [...failing.keys()].filter((name) => name !== 'reports-readable')
  if (other !== undefined) return `${WRONG[other]}: ${failing.get(other)?.found}`
  if (ledger.reports.length === 0 && ledger.blockers.length === 0) {
    return 'No review report in this pull request'
  }
  return `${settled({ ...ledger, blockers: held }, approvals)}${warnings(requirements)}`
}

/** Whether a blocker is open by a rule that fails the check. */
const isHeldBy = (
  { state, links }: Blocker,
  failing: ReadonlyMap<Requirement['name'], Requirement>,
): boolean => state === 'open' && failing.has(links.length > 0 ? 'links-sound' : 'blockers-fixed')

/** What an unmet requirement comes to, in a word or two. */
const WRONG: Readonly<Record<Requirement['name'], string>> = {
  'policy-readable': 'Policy unreadable',
  'facts-complete': 'Could not verify',
  'reports-readable': 'Could not be read',
  'blockers-fixed': 'Open blockers',
  'links-sound': 'Unsound links',
  approved: 'Not approved',
  fresh: 'Stale',
  independent: 'Not independent',
  signed: 'Not signed',
  validated: 'Not validated',
  corroborated: 'Contradicted',
}

function warnings(requirements: readonly Requirement[]): string {
  const unmet = requirements.filter(({ met, level }) => !met && level === 'warn')
  if (unmet.length === 0) return ''
  return ` (${unmet.map(({ name }) => WRONG[name].toLowerCase()).join(', ')})`
}

function openBlockers(all: readonly Blocker[], open: readonly Blocker[]): string {
  const done = all.filter((blocker) => !open.includes(blocker))
  const names = open.slice(0, MOST_NAMES).map(({ name }) => name)
  const more = open.length > MOST_NAMES ? `, and ${open.length - MOST_NAMES} more` : ''
  const verb = open.length === 1 ? 'is' : 'are'
  const word = done.some(isDecided) ? 'settled' : 'fixed'
  return `${done.length} of ${count(all)} ${word}: ${listed(names, more)} ${verb} open`
}

const isDecided = ({ state }: Blocker): boolean => state === 'waived' || state === 'deferred'

const listed = (names: readonly string[], more: string): string =>
  more === '' && names.length > 1
    ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
    : `${names.join(', ')}${more}`

function settled(
  { blockers, reports, asked }: Ledger,
  approvals: readonly JudgedApproval[],
): string {
  const last = lastWord({ reports }, approvals)
  const fixed = blockers.length === 0 ? 'No blockers' : allFixed(blockers)
  if (last === null) return fixed
  if (last.approval?.counts) return `${fixed}, approved by ${last.report.path}`
  return `${fixed}, awaiting re-review${asked?.of.length ? ` by ${asked.of.join(', ')}` : ''}`
}

function allFixed(blockers: readonly Blocker[]): string {
  const { length } = blockers
  const word = blockers.some(isDecided) ? 'settled' : 'fixed'
  if (length === 1) return `The blocker is ${word}`
  return length === 2 ? `Both blockers are ${word}` : `All ${length} blockers are ${word}`
}

const count = (blockers: readonly Blocker[]): string =>
  blockers.length === 1 ? '1 blocker' : `${blockers.length} blockers`
