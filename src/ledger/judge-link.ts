import { reportPaths } from '../snapshot/report-paths.ts'
import type { Commit, Snapshot } from '../snapshot/snapshot.ts'
import { findCommit } from './find-commit.ts'
import type { Link, LinkProblem } from './ledger.ts'
import type { Raised } from './raised.ts'

/** A link as somebody claims it, before it is checked. */
export type Claim = Pick<Link, 'origin' | 'said' | 'mention'>

/** A link with the blocker it is for. */
export interface Tie {
  readonly blocker: Raised
  readonly link: Link
}

/** What a link is checked against. */
export interface Facts {
  readonly snapshot: Snapshot
  readonly wasBefore: (earlier: string, later: string) => boolean
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
  const found = findCommit(facts.snapshot, sha)
  switch (found.where) {
    case 'nowhere':
      return link(claim, null, [
        { code: 'missing', message: `there is no commit ${sha} in this repository` },
      ])
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
          message: `commit ${sha} exists, but neither this pull request nor its base contains it`,
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

function problems(facts: Facts, blocker: Raised, claim: Claim, commit: Commit): LinkProblem[] {
  return [
    tooEarly(facts, blocker, claim, commit),
    otherSubject(claim, commit),
    changesTooLittle(facts, commit),
    reopened(facts, blocker, commit),
  ].filter((problem) => problem !== null)
}

function tooEarly(
  { snapshot, wasBefore }: Facts,
  blocker: Raised,
  claim: Claim,
  commit: Commit,
): LinkProblem | null {
  // A finding that only its fix names, or a report that tells review and fix together: nothing was raised before.
  if (blocker.origin === 'commit' || (blocker.bornFixed && claim.origin === 'report')) return null
  const review = snapshot.commits.find(({ sha }) => sha === blocker.raised.commit)
  if (review === undefined) return null
  const early = snapshot.commits.includes(commit)
    ? wasBefore(commit.sha, review.sha)
    : Date.parse(commit.committer.date) < Date.parse(review.committer.date)
  if (!early) return null
  return {
    code: 'too-early',
    message: `commit ${short(commit)} was there before the review that raised it (${short(review)})`,
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

function changesTooLittle({ snapshot }: Facts, commit: Commit): LinkProblem | null {
  if (commit.files.length === 0) {
    return { code: 'changes-nothing', message: `commit ${short(commit)} changes no file` }
  }
  const isReport = reportPaths(snapshot.reportPatterns)
  if (!commit.files.every((file) => isReport(file.path))) return null
  return {
    code: 'only-reports',
    message: `commit ${short(commit)} changes nothing but review reports`,
  }
}

function reopened({ wasBefore }: Facts, blocker: Raised, commit: Commit): LinkProblem | null {
  if (blocker.reopened === null || !wasBefore(commit.sha, blocker.reopened.commit)) return null
  const { path, line } = blocker.reopened
  return {
    code: 'reopened',
    message: `${path}:${line} lists it as open again after commit ${short(commit)}`,
  }
}

/** The first line of a commit's message. */
export const subjectOf = (commit: Commit): string => commit.message.split('\n', 1)[0] ?? ''

const short = (commit: Commit): string => commit.sha.slice(0, 7)

const place = ({ said }: Claim): string =>
  said.path === null ? `commit ${said.commit.slice(0, 7)}` : `${said.path}:${said.line}`
