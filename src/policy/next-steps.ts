import type { Blocker, Ledger, ReviewAsked } from '../ledger/ledger.ts'
import type { Assessment, Requirement } from './assessment.ts'
import { lastWord } from './last-word.ts'

/** What is to be done, by whom; empty where it isn't their turn. */
export interface NextSteps {
  readonly author: readonly string[]
  readonly reviewer: readonly string[]
}

/**
 * What to do next, one sentence or two each, split for the author and for the reviewer: what holds the check red first,
 * then what is worth a look. They name people and commands as they are written: escape them.
 */
export function nextSteps(assessment: Assessment): NextSteps {
  const steps = (who: keyof NextSteps): string[] =>
    (['error', 'warn'] as const).flatMap((wanted) =>
      assessment.requirements
        .filter(({ name, met, level }) => !met && level === wanted && WHOSE[name] === who)
        .flatMap((requirement) => stepsFor(requirement, assessment.ledger)),
    )
  const [author, reviewer] = [steps('author'), steps('reviewer')]
  return {
    author,
    reviewer:
      reviewer.length === 0 && awaitsReview(assessment) ? [lookAgain(assessment)] : reviewer,
  }
}

const WHOSE: Readonly<Record<Requirement['name'], keyof NextSteps>> = {
  'policy-readable': 'author',
  'facts-complete': 'author',
  'reports-readable': 'reviewer',
  'blockers-fixed': 'author',
  'links-sound': 'author',
  approved: 'reviewer',
  fresh: 'reviewer',
  independent: 'reviewer',
  signed: 'reviewer',
  validated: 'author',
  corroborated: 'author',
}

function stepsFor(
  { name, level, found, next }: Requirement,
  { blockers }: Ledger,
): readonly string[] {
  if (next === null) return []
  if (name === 'blockers-fixed' || name === 'links-sound') {
    const isNamed = name === 'links-sound'
    return perBlocker(blockers.filter(({ links }) => links.length > 0 === isNamed))
  }
  // Whoever is asked to approve looks twice, if the fixes are still to come.
  const when = name === 'approved' && hasOpen(blockers) ? 'Once no blocker is open: ' : ''
  const why = name === 'approved' ? '' : `${sentence(found)} `
  return [`${when}${why}${next}${level === 'warn' ? ' (This holds nothing up.)' : ''}`]
}

/** More than these are too many for a list; the ledger has them all. */
const MOST_BLOCKERS = 8

function perBlocker(blockers: readonly Blocker[]): readonly string[] {
  const open = blockers.filter(({ state }) => state === 'open')
  const steps = open
    .slice(0, MOST_BLOCKERS)
    .map(({ name, next }) => (next?.includes(name) ? next : `${name}: ${next ?? 'Fix it.'}`))
  const more = open.length - MOST_BLOCKERS
  return more > 0 ? [...steps, `… and ${more} more.`] : steps
}

const MOST_CHARACTERS = 200

/** What a requirement found, as a sentence. */
function sentence(found: string): string {
  const text = found.length > MOST_CHARACTERS ? `${found.slice(0, MOST_CHARACTERS)}…` : found
  const begun = /^[a-z]+[ ,]/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text
  return /[.!?…]$/u.test(begun) ? begun : `${begun}.`
}

/** Every blocker is settled, and the report of the last round doesn't say so yet. */
function awaitsReview({ ledger, approvals }: Assessment): boolean {
  const last = lastWord(ledger, approvals)
  return last !== null && last.approval?.counts !== true && !hasOpen(ledger.blockers)
}

const hasOpen = (blockers: readonly Blocker[]): boolean =>
  blockers.some(({ state }) => state === 'open')

const lookAgain = ({ ledger: { asked, blockers } }: Assessment): string =>
  `${askedFor(asked)}Look at ${blockers.length === 0 ? 'the head' : 'the fixes'}, and commit a report of a new round: "Verdict: approve", or what still blocks.`

const askedFor = (asked: ReviewAsked | null): string => {
  if (asked === null) return ''
  return asked.of.length === 0
    ? `${asked.by} asks for another look. `
    : `${asked.by} asks ${asked.of.join(', ')} for another look. `
}
