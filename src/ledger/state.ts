import { eachOnce } from '../reading/each-once.ts'
import type { Tie } from './judge-link.ts'
import type { Blocker, Link, StandingReport } from './ledger.ts'
import type { Names } from './names.ts'
import type { Raised } from './raised-blocker.ts'

type WasBefore = (earlier: string, later: string) => boolean

/** Every blocker with the links for it, its state, and one sentence that says why. */
export function blockersOf(
  names: Names,
  ties: readonly Tie[],
  reports: readonly StandingReport[],
  wasBefore: WasBefore,
): readonly Blocker[] {
  const approving = reports.filter(
    ({ removed, verdict }) => !removed && verdict.outcome === 'approve',
  )
  const linksOf = new Map<Raised, Link[]>(names.all.map((blocker) => [blocker, []]))
  for (const { blocker, link } of ties) linksOf.get(blocker)?.push(link)
  return names.all.map((blocker) => {
    const links = eachOnce(linksOf.get(blocker) ?? [], keyOf)
    const fix = links.find((link) => link.problems.length === 0)
    const approval = fix && approvalAfter(fix, blocker, approving, wasBefore)
    const name = names.shortest(blocker)
    return {
      id: names.idOf(blocker),
      name,
      label: blocker.label,
      round: blocker.round,
      title: blocker.title,
      body: blocker.body,
      evidence: blocker.evidence,
      origin: blocker.origin,
      path: blocker.path,
      line: blocker.line,
      raisedIn: blocker.raised.commit,
      listed: blocker.listed,
      links,
      ...standingOf(name, blocker, links, fix, approval),
    }
  })
}

function standingOf(
  name: string,
  blocker: Raised,
  links: readonly Link[],
  fix: Link | undefined,
  approval: StandingReport | undefined,
): Pick<Blocker, 'state' | 'why' | 'next'> {
  if (fix !== undefined) {
    const state = approval === undefined ? 'fixed' : 'verified'
    return { state, why: whyFixed(fix, approval), next: null }
  }
  if (blocker.withdrawn !== null) {
    const { path, line } = blocker.withdrawn
    return { state: 'withdrawn', why: `withdrawn by ${path}:${line}`, next: null }
  }
  return { state: 'open', why: whyOpen(blocker, links), next: nextFor(name, blocker) }
}

/** The same commit named twice in one way is one link; a report's and a trailer's are two. */
const keyOf = ({ origin, said, commit, mention, problems }: Link): string =>
  `${origin} ${said.path} ${commit ?? mention?.sha ?? ''} ${problems.map(({ code }) => code)}`

/** An approving report that was written when the fix was there, by the same report or in a later round. */
const approvalAfter = (
  fix: Link,
  blocker: Raised,
  approving: readonly StandingReport[],
  wasBefore: WasBefore,
): StandingReport | undefined =>
  approving.find(
    (report) =>
      (report.path === blocker.path || report.round > blocker.round) &&
      blocker.origin === 'report' &&
      fix.commit !== null &&
      fix.commit !== report.commit &&
      wasBefore(fix.commit, report.commit),
  )

const whyFixed = (fix: Link, approval: StandingReport | undefined): string =>
  approval === undefined
    ? SAID[fix.origin](fix)
    : `${SAID[fix.origin](fix)}, approved by ${approval.path} (round ${approval.round})`

const SAID: Record<Link['origin'], (link: Link) => string> = {
  trailer: () => 'named by its Fixes-Blocker trailer',
  report: ({ said }) => `named by ${said.path}:${said.line}`,
  'commit-body': () => 'listed in its own message as addressed',
}

function whyOpen(blocker: Raised, links: readonly Link[]): string {
  const last = links.at(-1)
  const problem = last?.problems[0]
  if (problem !== undefined) return problem.message
  return blocker.listed
    ? 'no commit is linked to it yet'
    : `removed from ${blocker.path} without a fix`
}

const nextFor = (name: string, { origin, raised }: Raised): string =>
  origin === 'commit'
    ? `Have ${name} listed by the commit that fixes it, not by ${raised.commit.slice(0, 7)}.`
    : `Fix ${name} in a commit whose message ends with "Fixes-Blocker: ${name}", or name the commit in the report: "Fixed in abc1234".`
