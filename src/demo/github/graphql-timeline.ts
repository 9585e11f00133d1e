import type { Activity, ActivityType } from './activity.ts'
import { type Asking, actorOf, type Fields } from './graphql-asking.ts'
import { connection, type PageArguments } from './graphql-connections.ts'
import { commitNode } from './graphql-git.ts'
import type { Pull } from './shapes.ts'

export type TimelineArguments = PageArguments & {
  readonly itemTypes?: readonly string[] | null
  readonly since?: string | null
  readonly skip?: number | null
}

/** What became of the head branch since the pull request was opened, oldest first. */
export function timelineOf(
  asking: Asking,
  repository: string,
  pull: Pull,
  args: TimelineArguments,
) {
  const wanted = args.itemTypes ?? []
  const isServed = wanted.length > 0 && wanted.every((type) => NODES.has(type))
  if (!isServed || args.since != null || args.skip != null) {
    throw new Error(
      `Of timelineItems the embedded GitHub has ${[...NODES.keys()].join(', ')} only, and neither since nor skip`,
    )
  }
  const entries = eventsOf(asking, pull)
    .filter(({ type }) => wanted.includes(type))
    .map(({ type, activity }) => ({
      key: `t${activity.id}`,
      node: NODES.get(type)?.(asking, { repository, pull, activity }),
    }))
  return connection('timelineItems', entries, args)
}

interface Happened {
  readonly repository: string
  readonly pull: Pull
  readonly activity: Activity
}

const NODES: ReadonlyMap<string, (asking: Asking, happened: Happened) => Fields> = new Map([
  [
    'HEAD_REF_FORCE_PUSHED_EVENT',
    (asking, { repository, activity: { before, after, ...activity } }) => ({
      __typename: 'HeadRefForcePushedEvent',
      ...common(activity),
      beforeCommit: commitNode(asking, repository, before),
      afterCommit: commitNode(asking, repository, after),
    }),
  ],
  [
    'HEAD_REF_DELETED_EVENT',
    (_, { pull, activity }) => ({
      __typename: 'HeadRefDeletedEvent',
      ...common(activity),
      headRefName: pull.head.ref,
    }),
  ],
  [
    'HEAD_REF_RESTORED_EVENT',
    (_, { activity }) => ({ __typename: 'HeadRefRestoredEvent', ...common(activity) }),
  ],
])

const TYPES: Readonly<Partial<Record<ActivityType, string>>> = {
  force_push: 'HEAD_REF_FORCE_PUSHED_EVENT',
  branch_deletion: 'HEAD_REF_DELETED_EVENT',
  branch_creation: 'HEAD_REF_RESTORED_EVENT',
}

/** A closed pull request doesn't follow its branch, but GitHub still says that the branch was deleted. */
function eventsOf({ means }: Asking, pull: Pull) {
  const ref = `refs/heads/${pull.head.ref}`
  const home = means.live.headRepository(pull)
  const closed = typeof pull.closed_at === 'string' ? pull.closed_at : null
  return (home === null ? [] : means.activity.list(home))
    .filter((one) => one.ref === ref && one.timestamp > String(pull.created_at))
    .toReversed()
    .flatMap((activity) => {
      const type = TYPES[activity.type]
      const isPast =
        activity.type === 'force_push' && closed !== null && activity.timestamp > closed
      return type === undefined || isPast ? [] : [{ type, activity }]
    })
}

const common = ({ timestamp, actor }: Pick<Activity, 'timestamp' | 'actor'>): Fields => ({
  createdAt: timestamp,
  actor: actorOf({ login: actor }),
})
