import type { Order } from '../command/read-order.ts'
import type { Comment, Snapshot, Standing } from '../snapshot/snapshot.ts'
import type { CommandProblem, Rules } from './ledger.ts'

/** Why somebody's command doesn't count, null where it does. */
export type WhoMay = (kind: Order['kind'], comment: Comment) => CommandProblem | null

/** Roles by what they may do, the least first; GitHub's names. */
const ROLES = ['none', 'read', 'triage', 'write', 'maintain', 'admin']

/**
 * Who may give which command: decisions are for those whom the policy lets decide, the next round for the author and
 * for whoever may triage, the rest for everybody. Nothing that was edited counts.
 */
export function whoMay({ author: puller, people }: Snapshot, rules: Rules): WhoMay {
  const standings = new Map(people.map((one) => [one.login.toLowerCase(), one]))
  return (kind, comment) => {
    // Reopening only ever holds something up: whoever wants to be rid of it can't do so by an edit.
    if (comment.edited && kind !== 'reopen') return edited(comment)
    const standing = standings.get(comment.author?.toLowerCase() ?? '')
    switch (kind) {
      case 'blockers':
      case 'help':
        return null
      case 'rereview':
        return comment.author === puller || has(standing, 'triage')
          ? null
          : {
              code: 'not-allowed',
              message: `${comment.author ?? 'Somebody'} may not ask for another round here (role: ${standing?.role ?? 'none'}).`,
              next: `Ask ${puller ?? 'the author'}, or somebody whose role is triage or more.`,
            }
      default:
        return mayDecide(comment, standing, rules)
    }
  }
}

const has = (standing: Standing | undefined, role: string): boolean =>
  ROLES.indexOf(standing?.role ?? 'none') >= ROLES.indexOf(role)

const edited = ({ author }: Comment): CommandProblem => ({
  code: 'edited-comment',
  message: `The command of ${author ?? 'somebody'} doesn't count: the comment was edited.`,
  next: 'Write it again in a new comment.',
})

function mayDecide(
  { author }: Comment,
  standing: Standing | undefined,
  { decisions: { role, people, teams } }: Rules,
): CommandProblem | null {
  const isListed =
    people.some((login) => login.toLowerCase() === author?.toLowerCase()) ||
    teams.some((team) => standing?.teams.includes(team))
  const needsList = people.length > 0 || teams.length > 0
  if (needsList ? isListed : has(standing, role)) return null
  return {
    code: 'not-allowed',
    message: needsList
      ? `${author ?? 'Somebody'} may not decide on blockers here.`
      : `${author ?? 'Somebody'} may not decide on blockers here (role: ${standing?.role ?? 'none'}).`,
    next: needsList
      ? `Ask one of ${[...people, ...teams].join(', ')}: the policy lists them.`
      : `Ask somebody whose role is ${role} or more.`,
  }
}
