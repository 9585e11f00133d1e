import { makeBadge } from 'badge-maker'
import type { Assessment, Requirement } from '../../policy/assessment.ts'
import { lastWord } from '../../policy/last-word.ts'
import { plainText } from '../escape.ts'

export type BadgeState =
  | 'no-review'
  | 'open'
  | 'unmet'
  | 'stale'
  | 'awaiting'
  | 'approved'
  | 'error'
  | 'not-found'

export interface Badge {
  readonly state: BadgeState
  /** What the right side says. */
  readonly message: string
  /** Of the right side, `#1a7f37`: white text can be read on it. */
  readonly color: string
}

/** Of the right side; white text can be read on all of them. */
export const GREEN = '#1a7f37'
export const RED = '#c0262c'
export const AMBER = '#8f5d00'
export const BLUE = '#0b62c4'
export const GREY = '#5d656e'

/** What a pull request comes to, in a word or three. It says "approved" only while the check is green. */
export function badgeOf(assessment: Assessment): Badge {
  const { conclusion, requirements, ledger } = assessment
  if (conclusion === 'neutral') return NO_REVIEW
  const failing = new Set(
    requirements.filter(({ met, level }) => !met && level === 'error').map(({ name }) => name),
  )
  if (failing.has('policy-readable') || failing.has('facts-complete')) return errorIn('red')
  const open = ledger.blockers.filter(({ state }) => state === 'open').length
  if (open > 0) return openBlockers(open, failing.size > 0)
  if (failing.has('reports-readable')) return errorIn('red')
  if (isStale(assessment)) return { state: 'stale', message: 'stale', color: AMBER }
  if (isHeldByOther(failing, assessment)) {
    return { state: 'unmet', message: 'requirements unmet', color: RED }
  }
  return failing.size === 0 && isApproved(assessment)
    ? { state: 'approved', message: 'approved', color: GREEN }
    : awaiting(assessment)
}

/** Nothing was reviewed; of a branch, that nothing is open there. */
export const NO_REVIEW: Badge = { state: 'no-review', message: 'no review', color: GREY }

/** There is no such pull request, or none that may be shown. */
export const NOT_FOUND: Badge = { state: 'not-found', message: 'not found', color: GREY }

const errorIn = (sign: 'red' | 'grey'): Badge => ({
  state: 'error',
  message: 'error',
  color: sign === 'red' ? RED : GREY,
})

/** We failed; nothing is said about the pull request. */
export const FAILED: Badge = errorIn('grey')

const openBlockers = (count: number, isRed: boolean): Badge => ({
  state: 'open',
  message: `${count} ${count === 1 ? 'blocker' : 'blockers'} open`,
  color: isRed ? RED : AMBER,
})

/** Nothing was fixed where everything was waived, deferred or withdrawn, or nothing was raised. */
const awaiting = ({ ledger: { blockers } }: Assessment): Badge => ({
  state: 'awaiting',
  message: blockers.some(({ state }) => state === 'fixed' || state === 'verified')
    ? 'fixed, awaiting re-review'
    : 'awaiting re-review',
  color: BLUE,
})

/** Only an approval is wanted, of blockers that are settled: that is the reviewer's turn, and nothing is wrong. */
const isHeldByOther = (
  failing: ReadonlySet<Requirement['name']>,
  { ledger: { blockers }, approvals }: Assessment,
): boolean =>
  [...failing].some((name) => name !== 'approved') ||
  (failing.has('approved') && (blockers.length === 0 || approvals.length > 0))

const isApproved = ({ ledger, approvals }: Assessment): boolean =>
  lastWord(ledger, approvals)?.approval?.counts === true

/** The last word approves, but not what stands there now. */
function isStale({ ledger, approvals, requirements }: Assessment): boolean {
  const approval = lastWord(ledger, approvals)?.approval ?? null
  if (approval === null) return false
  return (
    approval.objections.some(({ against }) => against === 'fresh') ||
    requirements.some(({ name, met }) => name === 'fresh' && !met)
  )
}

/** From the worst to the best. */
const WORST_FIRST: readonly BadgeState[] = [
  'open',
  'error',
  'unmet',
  'stale',
  'awaiting',
  'no-review',
  'not-found',
  'approved',
]

/** The badge of a branch with several pull requests: the worst of theirs; null where there is none. */
export function worstOf(badges: readonly Badge[]): Badge | null {
  const rank = ({ state }: Badge) => WORST_FIRST.indexOf(state)
  const open = ({ message }: Badge) => Number.parseInt(message, 10) || 0
  return [...badges].sort((a, b) => rank(a) - rank(b) || open(b) - open(a))[0] ?? null
}

const LABEL = 'countersign'
const MOST_CHARACTERS = 60

const messageOf = ({ message }: Badge): string =>
  plainText(message.replaceAll(/\s+/gu, ' '), MOST_CHARACTERS) || 'error'

/** The badge as a picture; its title and label say the same to whoever can't see it. */
export const svgOf = (badge: Badge): string =>
  makeBadge({ label: LABEL, message: messageOf(badge), color: badge.color })

/** What Shields wants of an "endpoint": https://shields.io/badges/endpoint-badge. */
export interface EndpointBadge {
  readonly schemaVersion: 1
  readonly label: string
  readonly message: string
  readonly color: string
  /** Where set, a colour in the address of the badge doesn't hide it. */
  readonly isError?: true
}

/** The badge as Shields' endpoint form. */
export const jsonOf = (badge: Badge): EndpointBadge => ({
  schemaVersion: 1,
  label: LABEL,
  message: messageOf(badge),
  color: badge.color,
  ...(badge.state === 'error' || badge.state === 'not-found' ? { isError: true } : {}),
})
