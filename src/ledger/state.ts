import { eachOnce } from '../reading/each-once.ts'
import { cameAfter } from './came-after.ts'
import { type Decided, standingDecision } from './decisions.ts'
import type { Facts } from './facts.ts'
import type { Blocker, Decision, Link, StandingReport } from './ledger.ts'
import type { Tie } from './links/judge-link.ts'
import type { Names } from './names.ts'
import { nameOf, samePerson, writerOf } from './people.ts'
import type { Raised } from './raised-blocker.ts'

/** What the state of blockers is made of. */
export interface Standings {
  readonly facts: Facts
  readonly names: Names
  readonly ties: readonly Tie[]
  readonly decisions: Decided['decisions']
  /** Approving reports that count. */
  readonly approvals: readonly Approval[]
  readonly suggested: (blocker: Raised) => string | null
  readonly placed: (blocker: Raised) => Blocker['evidence']
}

/** An approval with what it reviewed. */
export interface Approval {
  readonly report: StandingReport
  readonly has: (sha: string) => boolean
}

/** Every blocker with the links for it, its state, and one sentence that says why. */
export function blockersOf(standings: Standings): readonly Blocker[] {
  const { facts, names, ties, decisions } = standings
  const linksOf = new Map<Raised, Link[]>(names.all.map((blocker) => [blocker, []]))
  for (const { blocker, link } of ties) linksOf.get(blocker)?.push(link)
  return names.all.map((blocker) => {
    const decided = decisions.get(blocker) ?? []
    const all = (linksOf.get(blocker) ?? []).map((link) => sinceReopened(link, decided, facts))
    const links = eachOnce(all, keyOf)
    const name = names.shortest(blocker)
    return {
      id: names.idOf(blocker),
      name,
      label: blocker.label,
      round: blocker.round,
      title: blocker.title,
      body: blocker.body,
      evidence: standings.placed(blocker),
      origin: blocker.origin,
      path: blocker.path,
      line: blocker.line,
      raisedIn: blocker.raised.commit,
      raisedBy: writerOf(facts.commit(blocker.raised.commit)),
      listed: blocker.listed,
      links,
      decisions: decided,
      suggested: standings.suggested(blocker),
      ...standingOf(name, blocker, links, decided, standings),
    }
  })
}

function standingOf(
  name: string,
  blocker: Raised,
  links: readonly Link[],
  decided: readonly Decision[],
  standings: Standings,
): Pick<Blocker, 'state' | 'verifiedBy' | 'why' | 'next'> {
  const fix = links.find((link) => link.problems.length === 0)
  if (fix !== undefined) {
    const approval = approvalOf(fix, blocker, standings)
    const verifiedBy = approval === undefined ? null : approval.path
    const state = verifiedBy === null ? 'fixed' : 'verified'
    return { state, verifiedBy, why: whyFixed(fix), next: null }
  }
  const decision = standingDecision(decided)
  if (decision?.kind === 'waive' || decision?.kind === 'defer') {
    const state = decision.kind === 'waive' ? 'waived' : 'deferred'
    return { state, verifiedBy: null, why: whyDecided(decision), next: null }
  }
  const refusal = decision === undefined ? notWithdrawn(blocker, standings.facts) : null
  if (blocker.withdrawn !== null && decision === undefined && refusal === null) {
    const { path, line, commit } = blocker.withdrawn
    const by = writerOf(standings.facts.commit(commit))
    const why = `withdrawn by ${by} at ${path}:${line}`
    return { state: 'withdrawn', verifiedBy: null, why, next: null }
  }
  return {
    state: 'open',
    verifiedBy: null,
    ...openBecause(name, blocker, links, decided, refusal, standings),
  }
}

/** The same commit named twice in one way is one link; a report's and a trailer's are two. */
const keyOf = ({ origin, said, commit, mention, problems }: Link): string =>
  `${origin} ${said.path} ${commit ?? mention?.sha ?? ''} ${problems.map(({ code }) => code)}`

/** An approving report that reviewed the fix as it is now: the report that raised the blocker, or a later round's. */
const approvalOf = (
  fix: Link,
  blocker: Raised,
  { approvals }: Standings,
): StandingReport | undefined =>
  approvals.find(
    ({ report, has }) =>
      (report.path === blocker.path || report.round > blocker.round) &&
      blocker.origin === 'report' &&
      fix.commit !== null &&
      fix.commit !== report.commit &&
      has(fix.commit),
  )?.report

/** Whoever reopens a blocker wants a fix from after that, or a word for one. */
function sinceReopened(link: Link, decided: readonly Decision[], facts: Facts): Link {
  const reopened = decided.findLast(({ kind }) => kind === 'reopen')
  if (reopened === undefined || link.commit === null) return link
  const said = link.origin === 'report' ? [link.said.commit] : []
  const isLater = [link.commit, ...said].some((sha) => cameAfter(sha, reopened.at, facts))
  const isSaidLater = Date.parse(link.comment?.at ?? '') > Date.parse(reopened.at)
  if (isLater || isSaidLater) return link
  const problem = {
    code: 'reopened' as const,
    message: `${reopened.by} reopened it (${dayOf(reopened.at)}), after commit ${link.commit.slice(0, 7)}`,
    next: 'Fix it in a newer commit, or let the next report say in which commit it is fixed.',
  }
  return { ...link, problems: [...link.problems, problem] }
}

/** Why the word of a report that a blocker was none doesn't count; null where it does, or where there is none. */
function notWithdrawn({ withdrawn, raised }: Raised, facts: Facts): Problem | null {
  const commit = withdrawn === null ? undefined : facts.commit(withdrawn.commit)
  const raiser = facts.commit(raised.commit)
  if (withdrawn === null || commit === undefined || raiser === undefined) return null
  const place = `${withdrawn.path}:${withdrawn.line} withdraws it`
  const next = `Let ${nameOf(raiser.author)}, who raised it, withdraw it, or somebody who may decide waive it in a comment.`
  const why = facts.distrusted(commit)
  if (why !== null) return { message: `${place}: disqualified because ${why}`, next }
  const other = facts.writers.inNameOf(commit)
  const writers = other === null ? [commit.author] : [other, commit.author]
  const culprit = writers.find(
    (one) => !samePerson(one, raiser.author) && facts.writers.codeBy(one) !== null,
  )
  if (culprit === undefined) return null
  const inName = culprit === other ? ` in the name of ${nameOf(commit.author)}` : ''
  return {
    message: `${place}: disqualified because commit ${commit.sha.slice(0, 7)} is by ${nameOf(culprit)}${inName}, who wrote code here and did not raise it`,
    next,
  }
}

interface Problem {
  readonly message: string
  readonly next: string
}

const whyFixed = (fix: Link): string => `${SAID[fix.origin](fix)}; ${fix.holds.join(', ')}`

const SAID: Record<Link['origin'], (link: Link) => string> = {
  trailer: () => 'named by its Fixes-Blocker trailer',
  report: ({ said }) => `named by ${said.path}:${said.line}`,
  'commit-body': () => 'listed in its own message as addressed',
  command: ({ by, comment }) => `called fixed by ${by} (${dayOf(comment?.at ?? '')})`,
}

function whyDecided({ kind, by, at, reason, issue }: Decision): string {
  const what = kind === 'waive' ? 'waived' : `deferred to #${issue}`
  return `${what} by ${by} (${dayOf(at)})${reason === '' ? '' : `: ${reason}`}`
}

const dayOf = (date: string): string => date.slice(0, 10)

function openBecause(
  name: string,
  blocker: Raised,
  links: readonly Link[],
  decided: readonly Decision[],
  refusal: Problem | null,
  { facts, suggested }: Standings,
): Pick<Blocker, 'why' | 'next'> {
  const next = nextFor(name, blocker, suggested(blocker))
  const problem = links.at(-1)?.problems[0]
  if (problem !== undefined) return { why: problem.message, next: problem.next }
  if (refusal !== null) return { why: refusal.message, next: refusal.next }
  const last = decided.at(-1)
  if (last?.kind === 'reopen') return { why: `reopened by ${last.by} (${dayOf(last.at)})`, next }
  if (last !== undefined) {
    const { by, issue, problem: why } = last
    return {
      why: `${by} deferred it to #${issue}, but ${why}`,
      next: `Defer it to an open issue: "/defer ${name} #123".`,
    }
  }
  return { why: whyUnlinked(blocker, facts), next }
}

function whyUnlinked({ listed, removed, path, raised }: Raised, facts: Facts): string {
  if (listed || removed === null) return 'no commit is linked to it yet'
  const { commit } = removed
  const isThere = facts.commit(commit)?.files.some((file) => file.path === removed.path)
  if (isThere !== true) {
    return `force-pushed away with ${path} (raised in ${raised.commit.slice(0, 7)}) without a fix`
  }
  return `removed from ${removed.path} by ${writerOf(facts.commit(commit))} in commit ${commit.slice(0, 7)}, without a fix`
}

const nextFor = (name: string, { origin, raised }: Raised, suggested: string | null): string => {
  if (origin === 'commit') {
    return `Have ${name} listed by the commit that fixes it, not by ${raised.commit.slice(0, 7)}.`
  }
  const fix = `Fix ${name} in a commit whose message ends with "Fixes-Blocker: ${name}", or name the commit in the report: "Fixed in abc1234".`
  return suggested === null
    ? fix
    : `Commit ${suggested.slice(0, 7)} touches what it cites. If that fixes it, comment "/fixed ${name} ${suggested.slice(0, 7)}"; else fix ${name} in a commit whose message ends with "Fixes-Blocker: ${name}".`
}
