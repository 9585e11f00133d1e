import { type ActivityLog, type ActivityType, NO_COMMIT } from './activity.ts'
import type { Client } from './client.ts'
import type { Deliveries } from './deliveries.ts'
import type { Events } from './events.ts'
import type { Reply } from './front.ts'
import { branchHead, hasCommit, ownerOf, transplant } from './git-objects.ts'
import type { Installations } from './installations.ts'
import type { LivePulls } from './live-pulls.ts'
import { fieldsOf, jsonOf } from './replies.ts'
import { type Call, type Rule, repositoryPath } from './rules.ts'
import { anything, comparedShape } from './shapes.ts'
import type { Users } from './users.ts'

export interface BranchMeans {
  readonly client: Client
  readonly live: LivePulls
  readonly events: Events
  readonly deliveries: Deliveries
  readonly installations: Installations
  readonly users: Users
  readonly activity: ActivityLog
  /** Fork → the repository that it was forked from. */
  readonly forks: Map<string, string>
}

/**
 * What follows when a branch moves: the movement is written down, fork objects reach the base repository,
 * pull requests are synchronized.
 */
export function branchRules(means: BranchMeans): readonly Rule[] {
  const one = repositoryPath('/git/refs/heads/*branch')
  return [
    {
      method: 'POST',
      path: repositoryPath('/git/refs'),
      answer: (call) => moving(means, call, String(call.fields.ref).replace('refs/heads/', '')),
    },
    {
      method: 'PATCH',
      path: one,
      answer: (call) => moving(means, call, call.param('branch')),
    },
    { method: 'DELETE', path: one, answer: (call) => deleting(means, call) },
    { method: 'POST', path: repositoryPath('/forks'), answer: (call) => fork(means, call) },
  ]
}

async function moving(means: BranchMeans, call: Call, branch: string): Promise<Reply> {
  const { repository, fields } = call
  const before = await branchHead(means.client, repository, branch)
  const after = String(fields.sha)
  const actor = means.users.loginOf(call.request)
  const type = await typeOf(means.client, call, before, after)
  const origin = means.forks.get(repository)
  // The base repository shows a fork's commit no later than the pull request shows its new head.
  if (origin !== undefined && (await hasCommit(means.client, repository, after))) {
    await transplant(means.client, repository, origin, after)
  }
  // Written down first: the App may ask as soon as it hears of the push.
  const undo =
    before === after
      ? () => undefined
      : means.activity.record(repository, {
          ref: `refs/heads/${branch}`,
          before: before ?? NO_COMMIT,
          after,
          type,
          actor,
        })
  const reply = await call.forward()
  if (reply.status >= 400) undo()
  else await afterMove(means, repository, branch, actor)
  return reply
}

async function typeOf(
  client: Client,
  { repository, fields }: Call,
  before: string | null,
  after: string,
): Promise<ActivityType> {
  if (before === null) return 'branch_creation'
  if (fields.force !== true) return 'push'
  const path = `/repos/${repository}/compare/${before}...${after}`
  const { status, body } = await client.ask('GET', path, undefined, ownerOf(repository))
  const isForward = status === 200 && comparedShape.parse(body).status === 'ahead'
  return isForward ? 'push' : 'force_push'
}

async function deleting({ client, activity, users }: BranchMeans, call: Call): Promise<Reply> {
  const branch = call.param('branch')
  const before = await branchHead(client, call.repository, branch)
  const reply = await call.forward()
  if (reply.status < 400 && before !== null) {
    activity.record(call.repository, {
      ref: `refs/heads/${branch}`,
      before,
      after: NO_COMMIT,
      type: 'branch_deletion',
      actor: users.loginOf(call.request),
    })
  }
  return reply
}

/** To be called when a branch of that repository has moved. */
export async function afterMove(
  means: Omit<BranchMeans, 'users' | 'activity'>,
  repository: string,
  branch: string,
  sender: string,
): Promise<void> {
  const { client, live, events, deliveries, installations, forks } = means
  const origin = forks.get(repository)
  const head = await branchHead(client, repository, branch)
  if (origin !== undefined && head !== null) {
    await transplant(client, repository, origin, head)
  }
  for (const base of [repository, ...(origin === undefined ? [] : [origin])]) {
    for (const { pull, before, after } of await live.moved(base, { repository, name: branch })) {
      // GitHub sends the push first; the emulator's is on its way while we are here.
      if (installations.hears(repository, 'push')) await deliveries.begun(isPushTo(after), 500)
      await events.pull('synchronize', pull, sender, { before, after })
    }
  }
}

const isPushTo =
  (sha: string) =>
  ({ event, payload }: { readonly event: string; readonly payload: unknown }): boolean =>
    event === 'push' && fieldsOf(payload).after === sha

/** The emulator gives a fork a history of its own; GitHub's has that of its origin. */
async function fork({ client, forks }: BranchMeans, call: Call): Promise<Reply> {
  const reply = await call.forward()
  const name = fieldsOf(jsonOf(reply)).full_name
  if (reply.status >= 400 || typeof name !== 'string') return reply
  const branch = String(fieldsOf(jsonOf(reply)).default_branch)
  const head = await branchHead(client, call.repository, branch)
  forks.set(name, call.repository)
  if (head === null) return reply
  await transplant(client, call.repository, name, head)
  const path = `/repos/${name}/git/refs/heads/${branch}`
  await client.send(anything, 'PATCH', path, { sha: head, force: true }, ownerOf(name))
  return reply
}
