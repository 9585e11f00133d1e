import type { Commit } from '../../snapshot/snapshot.ts'
import type { Facts } from '../facts.ts'
import type { Was } from '../find-commit.ts'
import type { Link, LinkProblem } from '../ledger.ts'
import type { Raised } from '../raised-blocker.ts'
import { changesCode, changesLines, touchesCited } from './changed.ts'
import { type Checking, type Claim, type Point, placeOf, subjectOf } from './checking.ts'
import { afterReview, notReopened, notSeenOpen } from './in-order.ts'
import { quotedSubject } from './quoted-subject.ts'
import { notReverted } from './reverted.ts'
import { trusted } from './trusted.ts'

/** A link with the blocker it is for. */
export interface Tie {
  readonly blocker: Raised
  readonly link: Link
}

/** Every point that a link is checked for, in the order in which people would ask. */
const POINTS: readonly ((checking: Checking) => Point)[] = [
  trusted,
  afterReview,
  quotedSubject,
  changesCode,
  changesLines,
  touchesCited,
  notReverted,
  notReopened,
  notSeenOpen,
]

/**
 * A link is a claim until it is checked: the commit exists, belongs to this pull request or its base already, and
 * every point about it holds.
 */
export function judgeLink(facts: Facts, blocker: Raised, name: string, claim: Claim): Link {
  const { mention } = claim
  if (mention === null) return without(claim, unnamed(claim))
  const found = facts.find(mention.sha)
  switch (found.where) {
    case 'nowhere':
      return without(claim, missing(mention.sha))
    case 'ambiguous':
      return without(claim, ambiguous(mention.sha, found.among))
    case 'repository':
      return without(claim, elsewhere(mention.sha), found.commit)
    case 'dropped':
      return without(claim, forcePushed(mention.sha), found.commit)
    case 'base':
      return checked(
        { facts, blocker, name, claim, commit: found.commit },
        'in the base already',
        null,
      )
    case 'pull':
      return checked(
        { facts, blocker, name, claim, commit: found.commit },
        whereIs(found.was),
        found.was,
      )
  }
}

const whereIs = (was: Was | null): string => {
  if (was === null) return 'in this pull request'
  const like = was.how === 'patch' ? 'the same patch' : 'the same author, date and subject'
  return `in this pull request (was ${was.sha.slice(0, 7)}: ${like})`
}

function checked(checking: Checking, where: string, was: Was | null): Link {
  const points = POINTS.map((point) => point(checking)).filter((point) => point !== null)
  return {
    ...link(checking.claim, checking.commit),
    was,
    holds: [where, ...points.flatMap((point) => ('holds' in point ? [point.holds] : []))],
    problems: points.flatMap((point) => ('holds' in point ? [] : [point])),
  }
}

const without = (claim: Claim, problem: LinkProblem, commit: Commit | null = null): Link => ({
  ...link(claim, commit),
  was: null,
  holds: [],
  problems: [problem],
})

const link = ({ round: _, ...claim }: Claim, commit: Commit | null) => ({
  ...claim,
  commit: commit?.sha ?? null,
  subject: commit === null ? null : subjectOf(commit),
})

const unnamed = (claim: Claim): LinkProblem => ({
  code: 'unnamed',
  message: `${placeOf(claim)} calls it fixed and names no commit`,
  next: 'Name the commit there: "Fixed in abc1234".',
})

const missing = (sha: string): LinkProblem => ({
  code: 'missing',
  message:
    sha.length === 40
      ? `there is no commit ${sha.slice(0, 7)} in this repository`
      : `there is no commit ${sha} in this repository, or more than one begins so`,
  next: 'Push the commit, or name the one that fixes it.',
})

const ambiguous = (sha: string, among: readonly string[]): LinkProblem => ({
  code: 'ambiguous',
  message: `${sha} is the start of ${among.length} commits: ${among.join(', ')}`,
  next: 'Write more digits of the one that is meant.',
})

const elsewhere = (sha: string): LinkProblem => ({
  code: 'elsewhere',
  message: `commit ${sha} exists, but neither this pull request nor its base contains it`,
  next: 'Push it to this branch, or name the commit that it became here.',
})

const forcePushed = (sha: string): LinkProblem => ({
  code: 'force-pushed',
  message: `commit ${sha} was force-pushed away, and no commit here has its patch, or its author, date and subject`,
  next: 'Name the commit that fixes it now.',
})
