import { type DecisionRequest, readDecision } from '../command/read-decision.ts'
import type { Comment, Snapshot, Standing } from '../snapshot/snapshot.ts'
import type { Effort } from './effort.ts'
import type { Decision, PlacedDiagnostic, Readings, Rules } from './ledger.ts'
import type { Claims } from './links/claims.ts'
import { type Names, someOf } from './names.ts'
import type { Raised } from './raised-blocker.ts'

/** What people decided in comments: claims of fixes for the links to check, and decisions about blockers. */
export interface Decided extends Claims {
  readonly decisions: ReadonlyMap<Raised, readonly Decision[]>
}

type Said = Pick<PlacedDiagnostic, 'code' | 'message' | 'next'>

/** Roles by what they may do, the least first; GitHub's names. */
const ROLES = ['none', 'read', 'triage', 'write', 'maintain', 'admin']

/**
 * Link rule 4, and decisions by people: `/fixed B1 abc1234`, `/waive B1 reason`, `/defer B1 #123`, `/reopen B1`, each
 * by somebody with the right to. A comment counts as it was written first; one that was edited doesn't count.
 */
export function decided(
  snapshot: Snapshot,
  readings: Readings,
  names: Names,
  rules: Rules,
  effort: Effort,
): Decided {
  const decisions = new Map<Raised, Decision[]>()
  const aimed: Claims['aimed'][number][] = []
  const strays: PlacedDiagnostic[] = []
  const standings = new Map(snapshot.people.map((one) => [one.login.toLowerCase(), one]))
  for (const comment of snapshot.comments) {
    if (comment.isBot) continue
    for (const command of readings.commands.get(comment.id) ?? []) {
      const read = readDecision(command)
      if (read === null) continue
      effort.spend(STEPS_A_COMMAND)
      if (effort.isOver()) return { decisions, aimed, strays }
      const stray = (said: Said) => strays.push(strayCommand(snapshot, comment, command.line, said))
      if ('next' in read) {
        stray({ code: 'malformed-command', message: `${read.message}.`, next: read.next })
        continue
      }
      const refusal = refused(read.kind, comment, standings, rules)
      if (refusal !== null) {
        stray(refusal)
        continue
      }
      const { meant, unclear } = meantBy(read, names)
      for (const text of unclear) stray(unknown(text, names))
      if (read.kind === 'fixed') {
        aimed.push({ claim: claimOf(read, comment, snapshot), blockers: meant })
        continue
      }
      const decision = decisionOf(read, read.kind, comment, snapshot)
      for (const blocker of meant) {
        decisions.set(blocker, [...(decisions.get(blocker) ?? []), decision])
      }
    }
  }
  return { decisions, aimed, strays }
}

/** Where what doesn't count was said: no file has such a path. */
export const COMMENT_BY = 'comment by'

const STEPS_A_COMMAND = 200

/** The decision that stands: the last one that counts. */
export const standingDecision = (decisions: readonly Decision[]): Decision | undefined =>
  decisions.findLast(({ problem }) => problem === null)

function refused(
  kind: DecisionRequest['kind'],
  { author, edited }: Comment,
  standings: ReadonlyMap<string, Standing>,
  { decisions: { role, people, teams } }: Rules,
): Said | null {
  // Reopening only ever holds something up: whoever wants to be rid of it can't do so by an edit.
  if (edited && kind !== 'reopen') {
    return {
      code: 'edited-comment',
      message: `The command of ${author ?? 'somebody'} doesn't count: the comment was edited.`,
      next: 'Write it again in a new comment.',
    }
  }
  const standing = standings.get(author?.toLowerCase() ?? '')
  const isListed =
    people.some((login) => login.toLowerCase() === author?.toLowerCase()) ||
    teams.some((team) => standing?.teams.includes(team))
  const needsList = people.length > 0 || teams.length > 0
  const has = standing?.role ?? 'none'
  if (needsList ? isListed : ROLES.indexOf(has) >= ROLES.indexOf(role)) return null
  return {
    code: 'not-allowed',
    message: needsList
      ? `${author ?? 'Somebody'} may not decide on blockers here.`
      : `${author ?? 'Somebody'} may not decide on blockers here (role: ${has}).`,
    next: needsList
      ? `Ask one of ${[...people, ...teams].join(', ')}: the policy lists them.`
      : `Ask somebody whose role is ${role} or more.`,
  }
}

const unknown = (text: string, names: Names): Said => ({
  code: 'unknown-blocker',
  message: `"${text}" names no single blocker.`,
  next:
    names.all.length === 0
      ? 'There is no blocker here.'
      : `Name one of ${someOf(names.all, names)}.`,
})

function meantBy({ refs }: DecisionRequest, names: Names) {
  const found = refs.map((ref) => ({ ref, blockers: names.called(ref, () => true) }))
  return {
    meant: [...new Set(found.flatMap(({ blockers }) => (blockers.length === 1 ? blockers : [])))],
    unclear: found.flatMap(({ ref, blockers }) => (blockers.length === 1 ? [] : [ref.text])),
  }
}

const claimOf = (
  { commit, reason }: DecisionRequest,
  { author, createdAt, url }: Comment,
  { head }: Snapshot,
) => ({
  origin: 'command' as const,
  said: { commit: head.sha, path: null, line: 1 },
  mention: commit === null ? null : { sha: commit, subject: null, line: 1 },
  because: reason || null,
  by: author ?? 'somebody',
  comment: { at: createdAt, url },
  round: null,
})

function decisionOf(
  { issue, address, reason }: DecisionRequest,
  kind: Decision['kind'],
  { author, createdAt, url }: Comment,
  { issues, webUrl }: Snapshot,
): Decision {
  const facts = issues.find(({ number }) => number === issue)
  const isHere = address === null || address.toLowerCase() === `${webUrl}/issues/`.toLowerCase()
  const elsewhere = isHere ? null : 'that is an issue of another repository'
  const problem = kind === 'defer' ? (elsewhere ?? issueProblem(issue, facts)) : null
  return { kind, by: author ?? 'somebody', at: createdAt, url, reason, issue, problem }
}

/** A deferral names an issue that is there, and open: else nobody would come back to it. */
function issueProblem(issue: number | null, facts: Snapshot['issues'][number] | undefined) {
  if (facts === undefined || facts.state === 'missing') return `there is no issue #${issue} here`
  if (facts.isPull) return `#${issue} is a pull request, not an issue`
  return facts.state === 'closed' ? `issue #${issue} is closed` : null
}

const strayCommand = (
  { head }: Snapshot,
  { author }: Comment,
  line: number,
  said: Said,
): PlacedDiagnostic => ({
  ...said,
  severity: 'warning',
  path: `${COMMENT_BY} ${author ?? 'somebody'}`,
  commit: head.sha,
  line,
})
