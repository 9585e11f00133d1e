import { z } from 'zod'
import type { Conversations } from './conversations.ts'
import { type Dates, issueKey } from './dates.ts'
import type { Events } from './events.ts'
import type { Reply } from './front.ts'
import type { LivePulls } from './live-pulls.ts'
import { jsonOf, withJson } from './replies.ts'
import { type Call, type Rule, repositoryPath } from './rules.ts'
import { pullShape } from './shapes.ts'
import type { Users } from './users.ts'

interface Means {
  readonly live: LivePulls
  readonly talk: Conversations
  readonly dates: Dates
  readonly events: Events
  readonly users: Users
}

/** Pull requests that follow their branches, and whose base can be changed. */
export function pullRules(means: Means): readonly Rule[] {
  const { live } = means
  const one = repositoryPath('/pulls/:number')
  return [
    { method: 'GET', path: one, answer: async ({ forward }) => shown(means, await forward()) },
    {
      method: 'GET',
      path: repositoryPath('/pulls'),
      answer: async ({ forward }) => {
        const reply = await forward()
        if (reply.status !== 200) return reply
        return withJson(
          reply,
          await Promise.all(z.array(pullShape).parse(jsonOf(reply)).map(live.show)),
        )
      },
    },
    {
      method: 'POST',
      path: repositoryPath('/pulls'),
      answer: async ({ forward }) => {
        const reply = await forward()
        if (reply.status === 201) live.remember(pullShape.parse(jsonOf(reply)))
        return shown(means, reply)
      },
    },
    { method: 'PATCH', path: one, answer: (call) => edit(means, call) },
  ]
}

async function shown({ live, talk }: Means, reply: Reply): Promise<Reply> {
  if (reply.status >= 300) return reply
  const pull = await live.show(pullShape.parse(jsonOf(reply)))
  return withJson(reply, await talk.counted(pull))
}

async function edit(means: Means, call: Call): Promise<Reply> {
  const { live, dates, events, users } = means
  const number = Number(call.param('number'))
  const before = await live.get(call.repository, number).catch(() => null)
  // While it was open its head was live; from now on it stands still.
  if (before !== null) live.remember(before)
  const changed = await call.forward()
  if (changed.status === 200) dates.touch(issueKey(call.repository, number))
  const reply = await shown(means, changed)
  if (reply.status !== 200 || before === null) return reply
  const after = pullShape.parse(jsonOf(reply))
  live.remember(after)
  if (after.base.ref !== before.base.ref) {
    await events.pull('edited', after, users.loginOf(call.request), {
      changes: { base: { ref: { from: before.base.ref }, sha: { from: before.base.sha } } },
    })
  }
  return reply
}
