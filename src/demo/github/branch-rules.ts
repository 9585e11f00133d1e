import type { Client } from './client.ts'
import type { Deliveries } from './deliveries.ts'
import { type Events, isInstalledOn } from './events.ts'
import type { Reply } from './front.ts'
import { branchHead, ownerOf, transplant } from './git-objects.ts'
import type { LivePulls } from './live-pulls.ts'
import { fieldsOf, jsonOf } from './replies.ts'
import { type Call, type Rule, repositoryPath } from './rules.ts'
import { anything } from './shapes.ts'
import type { Users } from './users.ts'

interface Means {
  readonly client: Client
  readonly live: LivePulls
  readonly events: Events
  readonly deliveries: Deliveries
  readonly users: Users
  /** Fork → the repository that it was forked from. */
  readonly forks: Map<string, string>
}

/** What follows when a branch moves: fork objects reach the base repository, pull requests are synchronized. */
export function branchRules(means: Means): readonly Rule[] {
  const moving = async (call: Call) => {
    const reply = await call.forward()
    if (reply.status < 400) await afterMove(means, call, branchOf(call))
    return reply
  }
  return [
    { method: 'POST', path: repositoryPath('/git/refs'), answer: moving },
    { method: 'PATCH', path: repositoryPath('/git/refs/heads/*branch'), answer: moving },
    { method: 'POST', path: repositoryPath('/forks'), answer: (call) => fork(means, call) },
  ]
}

function branchOf(call: Call): string {
  if (call.param('branch') !== '') return call.param('branch')
  return String(call.fields.ref).replace('refs/heads/', '')
}

async function afterMove(means: Means, call: Call, branch: string): Promise<void> {
  const { client, live, events, deliveries, forks } = means
  const origin = forks.get(call.repository)
  const head = await branchHead(client, call.repository, branch)
  if (origin !== undefined && head !== null) {
    await transplant(client, call.repository, origin, head)
  }
  const sender = means.users.loginOf(call.request)
  for (const base of [call.repository, ...(origin === undefined ? [] : [origin])]) {
    for (const { pull, before, after } of await live.moved(base)) {
      // GitHub sends the push first; the emulator's is on its way while we are here.
      if (isInstalledOn(call.repository)) await deliveries.begun(isPushTo(after), 500)
      await events.pull('synchronize', pull, sender, { before, after })
    }
  }
}

const isPushTo =
  (sha: string) =>
  ({ event, payload }: { readonly event: string; readonly payload: unknown }): boolean =>
    event === 'push' && fieldsOf(payload).after === sha

/** The emulator gives a fork a history of its own; GitHub's has that of its origin. */
async function fork({ client, forks }: Means, call: Call): Promise<Reply> {
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
