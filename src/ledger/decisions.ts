import type { Command } from '../command/read-commands.ts'
import { type Decision as DecisionOrder, readOrder } from '../command/read-order.ts'
import type { Comment, Snapshot } from '../snapshot/snapshot.ts'
import type { Effort } from './effort.ts'
import type { CommandProblem, Decision, Heard, Readings, Rules } from './ledger.ts'
import type { Claims } from './links/claims.ts'
import { type Names, someOf } from './names.ts'
import type { Raised } from './raised-blocker.ts'
import { whoMay } from './who-may.ts'

/** What people said in comments: claims of fixes for the links to check, decisions about blockers, and every command. */
export interface Decided extends Pick<Claims, 'aimed'> {
  readonly decisions: ReadonlyMap<Raised, readonly Decision[]>
  readonly heard: readonly Heard[]
}

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
  const heard: Heard[] = []
  const mayGive = whoMay(snapshot, rules)

  /** What is wrong with a command; what is right with it is taken in. */
  const take = (
    comment: Comment,
    order: Ordered,
  ): Pick<Heard, 'blockers' | 'commit' | 'problems'> => {
    if ('next' in order)
      return useless([
        { code: 'malformed-command', message: `${order.message}.`, next: order.next },
      ])
    const refusal = mayGive(order.kind, comment)
    if (refusal !== null) return useless([refusal])
    if (!('refs' in order)) return useless([])
    const { meant, unclear } = meantBy(order, names)
    if (order.kind === 'fixed') {
      aimed.push({ claim: claimOf(order, comment, snapshot), blockers: meant })
    } else {
      const decision = decisionOf(order, order.kind, comment, snapshot)
      for (const blocker of meant) {
        decisions.set(blocker, [...(decisions.get(blocker) ?? []), decision])
      }
    }
    return {
      blockers: meant.map(names.shortest),
      commit: order.commit,
      problems: unclear.map((text) => unknown(text, names)),
    }
  }

  for (const { comment, command } of commandsIn(snapshot, readings)) {
    const order = readOrder(command)
    if (order === null) continue
    effort.spend(STEPS_A_COMMAND)
    if (effort.isOver()) break
    const { author, createdAt: at, url } = comment
    const { name, line } = command
    const by = author ?? 'somebody'
    heard.push({ comment: comment.id, by, at, url, name, line, ...take(comment, order) })
  }
  return { decisions, aimed, heard }
}

type Ordered = Exclude<ReturnType<typeof readOrder>, null>

/** Of bots, ourselves among them, no command is heard: that could go in circles. */
const commandsIn = (
  { comments }: Snapshot,
  { commands }: Readings,
): readonly { readonly comment: Comment; readonly command: Command }[] =>
  comments
    .filter(({ isBot }) => !isBot)
    .flatMap((comment) => (commands.get(comment.id) ?? []).map((command) => ({ comment, command })))

/** A command that names no blockers, or not to any effect. */
const useless = (problems: readonly CommandProblem[]) => ({ blockers: [], commit: null, problems })

const STEPS_A_COMMAND = 200

/** The decision that stands: the last one that counts. */
export const standingDecision = (decisions: readonly Decision[]): Decision | undefined =>
  decisions.findLast(({ problem }) => problem === null)

const unknown = (text: string, names: Names): CommandProblem => ({
  code: 'unknown-blocker',
  message: `"${text}" names no single blocker.`,
  next:
    names.all.length === 0
      ? 'There is no blocker here.'
      : `Name one of ${someOf(names.all, names)}.`,
})

function meantBy({ refs }: DecisionOrder, names: Names) {
  const found = refs.map((ref) => ({ ref, blockers: names.called(ref, () => true) }))
  return {
    meant: [...new Set(found.flatMap(({ blockers }) => (blockers.length === 1 ? blockers : [])))],
    unclear: found.flatMap(({ ref, blockers }) => (blockers.length === 1 ? [] : [ref.text])),
  }
}

const claimOf = (
  { commit, reason }: DecisionOrder,
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
  { issue, address, reason }: DecisionOrder,
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
