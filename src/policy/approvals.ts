import type { Facts } from '../ledger/facts.ts'
import type { Ledger, StandingReport } from '../ledger/ledger.ts'
import { authorsOf, nameOf, samePerson } from '../ledger/people.ts'
import { reviewedBy } from '../ledger/reviewed.ts'
import { signerOf } from '../ledger/trust.ts'
import type { Commit, Person, Snapshot } from '../snapshot/snapshot.ts'
import { reviewedFiles } from './judging.ts'
import type { Policy, RequirementName } from './policy.ts'

/** An approving report, and everything that speaks against counting it. */
export interface JudgedApproval {
  readonly path: string
  readonly round: number
  readonly commit: string
  readonly by: string
  /** The reviewed head as the report names it, null where it names none. */
  readonly named: string | null
  readonly objections: readonly Objection[]
  /** Whether it counts: nothing speaks against it that the policy calls an error, and its writer is heard here. */
  readonly counts: boolean
}

/**
 * Why an approval is disqualified: "commit abc1234 is by casey, who wrote commit def5678". `trust`: its writer is not
 * heard here at all, whatever the policy calls an error.
 */
export interface Objection {
  readonly against: Extract<RequirementName, 'fresh' | 'independent' | 'signed'> | 'trust'
  readonly because: string
}

/** Every standing approval, held against who wrote it and what came after it. */
export function judgedApprovals(
  snapshot: Snapshot,
  facts: Facts,
  { reports }: Ledger,
  policy: Policy,
): readonly JudgedApproval[] {
  const filesOf = reviewedFiles(snapshot, facts, policy)
  return reports
    .filter(({ removed, verdict }) => !removed && verdict.outcome === 'approve')
    .map((report) => {
      const reviewed = reviewedBy(snapshot, facts, report)
      const objections = [
        ...stale(snapshot, facts, report, filesOf),
        ...againstWriter(snapshot, facts, report.commit, policy),
      ].filter(({ against }) => against === 'trust' || policy.requirements[against] !== 'off')
      return {
        path: report.path,
        round: report.round,
        commit: report.commit,
        by: report.by,
        named: reviewed.named,
        objections,
        counts: objections.every(
          ({ against }) => against !== 'trust' && policy.requirements[against] !== 'error',
        ),
      }
    })
}

/** More names than these don't make a sentence clearer; the rest is counted. */
const MOST = 3

const some = (names: readonly string[]): string =>
  names.length > MOST
    ? `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more`
    : names.join(', ')

function stale(
  snapshot: Snapshot,
  facts: Facts,
  report: StandingReport,
  filesOf: (commit: Commit) => readonly string[],
): readonly Objection[] {
  const { head, named, has, lost } = reviewedBy(snapshot, facts, report)
  if (head === null) {
    return [{ against: 'fresh', because: `the commit that it reviewed, ${named}, is not here` }]
  }
  const since = snapshot.commits.filter((commit) => !has(commit.sha) && filesOf(commit).length > 0)
  const gone: readonly Objection[] =
    lost.length === 0
      ? []
      : [
          {
            against: 'fresh',
            because: `it reviewed ${some(lost.map((sha) => sha.slice(0, 7)))}, force-pushed away since`,
          },
        ]
  if (since.length === 0) return gone
  const files = [...new Set(since.flatMap(filesOf))]
  const commits = since.map(({ sha }) => sha.slice(0, 7))
  return [
    ...gone,
    {
      against: 'fresh',
      because: `${some(commits)} came after what it reviewed (${head.slice(0, 7)}) and ${commits.length === 1 ? 'changes' : 'change'} ${some(files)}`,
    },
  ]
}

/** What speaks against those who brought a report in that commit. */
export function againstWriter(
  snapshot: Snapshot,
  facts: Facts,
  sha: string,
  policy: Policy,
): readonly Objection[] {
  const commit = facts.commit(sha)
  if (commit === undefined) return []
  const short = sha.slice(0, 7)
  const distrust = facts.distrusted(commit)
  const other = facts.writers.inNameOf(commit)
  const objections: Objection[] = []
  if (distrust !== null) objections.push({ against: 'trust', because: distrust })
  for (const writer of authorsOf(commit)) {
    const code = facts.writers.codeBy(writer)
    if (code === null) continue
    const because = `commit ${short} is by ${nameOf(writer)}, who also wrote commit ${code.sha.slice(0, 7)}`
    objections.push({ against: 'independent', because })
    break
  }
  if (other !== null && facts.writers.codeBy(other) !== null) {
    const because = `commit ${short} was made by ${nameOf(other)}, who wrote code here, in the name of ${nameOf(commit.author)}`
    objections.push({ against: 'independent', because })
  }
  if (!isReviewer(snapshot, commit.author, policy)) {
    const because = `commit ${short} is by ${nameOf(commit.author)}, whom the policy does not list as a reviewer`
    objections.push({ against: 'trust', because })
  }
  const unsigned = notSigned(commit)
  return unsigned === null
    ? objections
    : [...objections, { against: 'signed', because: `commit ${short} ${unsigned}` }]
}

/** A signature is the committer's; it says nothing about an author who is somebody else. */
function notSigned(commit: Commit): string | null {
  const { author, signature } = commit
  if (!signature.verified) return `has no valid signature (${signature.reason})`
  const signer = signerOf(commit)
  return samePerson(signer, author)
    ? null
    : `is signed by ${nameOf(signer)}, and not by ${nameOf(author)}`
}

/** Whether somebody is one of those whose approvals count. */
function isReviewer({ people }: Snapshot, { login }: Person, { reviewers }: Policy): boolean {
  if (reviewers.people.length === 0 && reviewers.teams.length === 0) return true
  if (login === null) return false
  const is = (name: string) => name.toLowerCase() === login.toLowerCase()
  const standing = people.find((one) => is(one.login))
  return reviewers.people.some(is) || reviewers.teams.some((team) => standing?.teams.includes(team))
}

/** Whether two approvals are the same reviewer's word, or one follows the other: then the later one speaks. */
export const supersedes = (later: JudgedApproval, earlier: JudgedApproval): boolean =>
  later !== earlier && (later.round > earlier.round || later.by === earlier.by)
