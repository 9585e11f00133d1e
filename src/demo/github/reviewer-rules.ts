import { z } from 'zod'
import type { Client } from './client.ts'
import { type Dates, issueKey } from './dates.ts'
import type { Events } from './events.ts'
import type { Reply } from './front.ts'
import { ownerOf } from './git-objects.ts'
import type { LivePulls } from './live-pulls.ts'
import { person } from './people.ts'
import { jsonOf, jsonReply, refusal } from './replies.ts'
import { simplePull } from './review-events.ts'
import { mayPush, type Roles } from './roles.ts'
import { type Call, type Rule, repositoryPath } from './rules.ts'
import { type Pull, pullShape } from './shapes.ts'
import { NOT_ACCESSIBLE, type Users } from './users.ts'

interface Means {
  readonly client: Client
  readonly live: LivePulls
  readonly events: Events
  readonly dates: Dates
  readonly users: Users
  readonly roles: Roles
}

/** Who is asked for a review: GitHub asks collaborators only, and says whom it asked. */
export function reviewerRules(means: Means): readonly Rule[] {
  const path = repositoryPath('/pulls/:number/requested_reviewers')
  return [
    { method: 'GET', path, answer: (call) => listed(means, call) },
    { method: 'POST', path, answer: (call) => request(means, call) },
    { method: 'DELETE', path, answer: (call) => withdraw(means, call) },
  ]
}

const pullPath = (call: Call) => `/repos/${call.repository}/pulls/${call.param('number')}`

async function listed(_: Means, call: Call): Promise<Reply> {
  const seen = await call.look(pullPath(call))
  if (seen.status !== 200) return seen
  const { requested_reviewers: users = [], requested_teams: teams = [] } = pullShape.parse(
    jsonOf(seen),
  )
  return jsonReply(200, { users, teams })
}

async function request(means: Means, call: Call): Promise<Reply> {
  const { roles } = means
  const seen = await before(means, call)
  if ('refusal' in seen) return seen.refusal
  const { pull, asked } = seen
  if (asked.some((login) => login === pull.user?.login)) {
    return refusal(422, 'Review cannot be requested from pull request author.')
  }
  for (const login of asked) {
    if ((await roles.given(call.repository, login)) === null) {
      return refusal(
        422,
        `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${call.repository} repository.`,
      )
    }
  }
  return change(means, call, pull, 'review_requested')
}

async function withdraw(means: Means, call: Call): Promise<Reply> {
  const seen = await before(means, call)
  return 'refusal' in seen ? seen.refusal : change(means, call, seen.pull, 'review_request_removed')
}

/** The pull request, and who is named; or why it isn't for the sender to change. */
async function before(
  { users, roles }: Means,
  call: Call,
): Promise<
  { readonly refusal: Reply } | { readonly pull: Pull; readonly asked: readonly string[] }
> {
  const seen = await call.look(pullPath(call))
  if (seen.status !== 200) return { refusal: seen }
  const pull = pullShape.parse(jsonOf(seen))
  const login = users.loginOf(call.request)
  const isBot = login.endsWith('[bot]')
  const isAllowed = isBot
    ? users.mayWrite(call.request, ['pull_requests'])
    : mayPush(await roles.of(call.repository, login))
  return isAllowed
    ? { pull, asked: z.array(z.string()).catch([]).parse(call.fields.reviewers) }
    : { refusal: NOT_ACCESSIBLE }
}

/** Has the emulator change the list, and tells of everybody who came or went. */
async function change(
  { client, live, events, dates, users }: Means,
  call: Call,
  pull: Pull,
  action: 'review_requested' | 'review_request_removed',
): Promise<Reply> {
  const reply = await call.forward()
  if (reply.status >= 300) return reply
  const [old, now] = [reviewersOf(pull), reviewersOf(pullShape.parse(jsonOf(reply)))]
  const moved =
    action === 'review_requested'
      ? now.filter((login) => !old.includes(login))
      : old.filter((login) => !now.includes(login))
  if (moved.length > 0) dates.touch(issueKey(call.repository, pull.number))
  const path = pullPath(call)
  const after = await live.show(await client.get(pullShape, path, ownerOf(call.repository)))
  const sender = users.loginOf(call.request)
  for (const login of moved) {
    const reviewer = await person(client, login)
    await events.pull(action, after, sender, { requested_reviewer: reviewer })
  }
  return jsonReply(action === 'review_requested' ? 201 : 200, simplePull(after))
}

const userListShape = z.array(z.looseObject({ login: z.string() })).catch([])

const reviewersOf = (pull: Pull): readonly string[] =>
  userListShape.parse(pull.requested_reviewers).map(({ login }) => login)
