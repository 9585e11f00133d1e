import type { Blocker, Change, Heard, Link } from '../../ledger/ledger.ts'
import type { Commit, Snapshot } from '../../snapshot/snapshot.ts'
import type { Shown } from './shown.ts'
import { type RevisionSaid, revisionsSaid } from './verdicts-then.ts'

/** One thing that happened: a commit with what it did to reports and blockers, or a comment with its commands. */
export type Event = CommitEvent | CommentEvent

export interface CommitEvent {
  readonly kind: 'commit'
  readonly at: string
  readonly commit: Commit
  /** A force-push took it away. */
  readonly isGone: boolean
  readonly reports: readonly RevisionSaid[]
  readonly raised: readonly Blocker[]
  /** Fixed by this commit, as a link says that holds. */
  readonly fixed: readonly Blocker[]
  /** Said to be fixed by it, and not so. */
  readonly claimed: readonly Blocker[]
  /** What this commit made of what reports said before. */
  readonly changes: readonly Change[]
}

export interface CommentEvent {
  readonly kind: 'comment'
  readonly at: string
  readonly by: string
  readonly url: string
  readonly commands: readonly Heard[]
}

/** All that happened, oldest first. Commits keep their order, whatever dates they have. */
export function timelineOf({ snapshot, assessment: { ledger } }: Shown): readonly Event[] {
  const reports = revisionsSaid(snapshot, ledger)
  const isLost = ({ kind, commit, path }: Change) =>
    kind === 'removed' &&
    reports.some((said) => said.how === 'lost' && said.commit === commit && said.path === path)
  const events = (commits: readonly Commit[], isGone: boolean): readonly CommitEvent[] =>
    commits.map((commit) => {
      const { sha } = commit
      const by = (isSound: boolean) => (link: Link) =>
        (link.problems.length === 0) === isSound &&
        (link.commit === sha || (isGone && link.was?.sha === sha))
      const fixed = ledger.blockers.filter(({ links }) => links.some(by(true)))
      return {
        kind: 'commit',
        at: commit.committer.date,
        commit,
        isGone,
        reports: reports.filter((said) => said.commit === sha),
        raised: ledger.blockers.filter(({ raisedIn }) => raisedIn === sha),
        fixed,
        claimed: ledger.blockers.filter(
          (blocker) => !fixed.includes(blocker) && blocker.links.some(by(false)),
        ),
        changes: ledger.changes.filter((change) => change.commit === sha && !isLost(change)),
      }
    })
  const others = removedAtHead(snapshot, ledger.changes)
  const present = events(snapshot.commits, false)
  return [events(snapshot.dropped, true), present, commentsIn(ledger.heard)]
    .map(inGivenOrder)
    .reduce(woven, [])
    .map(({ event }) =>
      event === present.at(-1) && event.kind === 'commit'
        ? { ...event, changes: [...event.changes, ...others] }
        : event,
    )
}

/** What changed in no commit that is here, such as a report that a force-push took away, shows at the head. */
const removedAtHead = ({ commits, dropped }: Snapshot, changes: readonly Change[]) => {
  const known = new Set([...commits, ...dropped].map(({ sha }) => sha))
  return changes.filter(({ commit }) => !known.has(commit))
}

function commentsIn(heard: readonly Heard[]): readonly CommentEvent[] {
  const comments = new Map<string, CommentEvent>()
  for (const command of heard) {
    const { comment, at, by, url } = command
    const commands = [...(comments.get(comment)?.commands ?? []), command]
    comments.set(comment, { kind: 'comment', at, by, url, commands })
  }
  return [...comments.values()]
}

interface Timed {
  readonly event: Event
  /** Never before the one that it follows: git's dates can be anything. */
  readonly time: number
}

function inGivenOrder(events: readonly Event[]): readonly Timed[] {
  let latest = 0
  return events.map((event) => {
    latest = Math.max(latest, Date.parse(event.at) || 0)
    return { event, time: latest }
  })
}

function woven(one: readonly Timed[], other: readonly Timed[]): readonly Timed[] {
  const all: Timed[] = []
  let next = 0
  for (const timed of one) {
    for (let least = other[next]; least !== undefined && least.time < timed.time; ) {
      all.push(least)
      next += 1
      least = other[next]
    }
    all.push(timed)
  }
  return [...all, ...other.slice(next)]
}
