import type { Commit } from '../snapshot/snapshot.ts'
import type { Facts } from './facts.ts'
import type { Link, LinkProblem, Place } from './ledger.ts'
import type { Raised } from './raised-blocker.ts'

/** A link as somebody claims it, before it is checked. */
export interface Claim extends Pick<Link, 'origin' | 'said' | 'mention'> {
  /** Of the report that says it, null for a commit. */
  readonly round: number | null
}

/** A link with the blocker it is for. */
export interface Tie {
  readonly blocker: Raised
  readonly link: Link
}

/**
 * A link is a claim until it is checked: the commit exists, belongs to this pull request or its base already,
 * comes after the review that raised the blocker, is the one that is quoted, and changes more than reports.
 */
export function judgeLink(facts: Facts, blocker: Raised, claim: Claim): Link {
  if (claim.mention === null) {
    return link(claim, null, [
      { code: 'unnamed', message: `${place(claim)} calls it fixed and names no commit` },
    ])
  }
  const { sha } = claim.mention
  const found = facts.find(sha)
  switch (found.where) {
    case 'nowhere':
      return link(claim, null, [{ code: 'missing', message: missing(sha) }])
    case 'ambiguous':
      return link(claim, null, [
        {
          code: 'ambiguous',
          message: `${sha} is the start of ${found.among.length} commits: ${found.among.join(', ')}`,
        },
      ])
    case 'repository':
      return link(claim, found.commit, [
        {
          code: 'elsewhere',
          message: `commit ${sha} exists, but neither this pull request nor its base contains it; after a rebase it has a new hash`,
        },
      ])
    default:
      return link(claim, found.commit, problems(facts, blocker, claim, found.commit))
  }
}

const link = (claim: Claim, commit: Commit | null, found: readonly LinkProblem[]): Link => ({
  origin: claim.origin,
  said: claim.said,
  mention: claim.mention,
  commit: commit?.sha ?? null,
  subject: commit === null ? null : subjectOf(commit),
  problems: found,
})

const missing = (sha: string): string =>
  sha.length === 40
    ? `there is no commit ${sha.slice(0, 7)} in this repository`
    : `there is no commit ${sha} in this repository, or more than one begins so`

function problems(facts: Facts, blocker: Raised, claim: Claim, commit: Commit): LinkProblem[] {
  return [
    tooEarly(facts, blocker, claim, commit),
    otherSubject(claim, commit),
    changesTooLittle(facts, commit),
    reopened(facts, blocker, claim, commit),
    seenOpen(facts, blocker, claim, commit),
  ].filter((problem) => problem !== null)
}

function tooEarly(facts: Facts, blocker: Raised, claim: Claim, commit: Commit): LinkProblem | null {
  // A finding that only its fix names, or a report that tells review and fix together: nothing was raised before.
  if (blocker.origin === 'commit' || (blocker.bornFixed && claim.origin === 'report')) return null
  const review = blocker.raised.commit
  if (!facts.wasBefore(commit, review)) return null
  if (commit.sha === review) {
    // After a squash the review and its fix are one commit; who says so later has seen both.
    if (claim.origin === 'report' && claim.said.commit !== review) return null
    return {
      code: 'too-early',
      message: `commit ${short(commit)} brings the review itself; a fix comes after it`,
    }
  }
  return {
    code: 'too-early',
    message: `commit ${short(commit)} was there before the review that raised it (${review.slice(0, 7)})`,
  }
}

/** The words that a quoted subject may be cut off with. */
const CUT = /\s*(?:…|\.\.\.)$/u

function otherSubject({ mention }: Claim, commit: Commit): LinkProblem | null {
  const quoted = mention?.subject ?? null
  if (quoted === null) return null
  const start = plain(quoted.replace(CUT, ''))
  const own = plain(subjectOf(commit))
  if (CUT.test(quoted) ? own.startsWith(start) : own === start) return null
  return {
    code: 'subject-differs',
    message: `"${quoted}" is quoted, but commit ${short(commit)} is "${subjectOf(commit)}"`,
  }
}

const plain = (text: string): string => text.replaceAll(/[`*_\s]+/g, ' ').trim()

function changesTooLittle(facts: Facts, commit: Commit): LinkProblem | null {
  if (commit.files.length === 0) {
    return { code: 'changes-nothing', message: `commit ${short(commit)} changes no file` }
  }
  if (!facts.onlyReports(commit)) return null
  return {
    code: 'only-reports',
    message: `commit ${short(commit)} changes nothing but review reports`,
  }
}

function reopened(facts: Facts, blocker: Raised, claim: Claim, commit: Commit): LinkProblem | null {
  const again = blocker.reopened
  if (again === null || !facts.wasBefore(commit, again.commit)) return null
  if (isSaidAfter(facts, claim, again) && (claim.round ?? 0) >= again.round) return null
  return {
    code: 'reopened',
    message: `${again.path}:${again.line} lists it as open again after commit ${short(commit)}`,
  }
}

/** Whoever reviewed the fix and lists the blocker as open has not found it fixed. */
function seenOpen(facts: Facts, blocker: Raised, claim: Claim, commit: Commit): LinkProblem | null {
  const seen = blocker.seenOpen
  if (seen === null || (blocker.bornFixed && claim.origin === 'report')) return null
  const reviewed = facts.find(seen.reviewed)
  if (reviewed.where !== 'pull' || !facts.wasBefore(commit, reviewed.commit.sha)) return null
  if (isSaidAfter(facts, claim, seen)) return null
  const which = reviewed.commit === commit ? '' : `, which has commit ${short(commit)}`
  return {
    code: 'reopened',
    message: `${seen.path}:${seen.line} lists it as open, having reviewed commit ${short(reviewed.commit)}${which}`,
  }
}

/** A report that says so after all takes back what was said before. */
const isSaidAfter = ({ wasBefore }: Facts, { origin, said }: Claim, place: Place): boolean =>
  origin === 'report' && said.commit !== place.commit && wasBefore(place.commit, said.commit)

/** The first line of a commit's message. */
export const subjectOf = (commit: Commit): string => commit.message.split('\n', 1)[0] ?? ''

const short = (commit: Commit): string => commit.sha.slice(0, 7)

const place = ({ said }: Claim): string =>
  said.path === null ? `commit ${said.commit.slice(0, 7)}` : `${said.path}:${said.line}`
