import { allPages } from './all-pages.ts'
import type { Client } from './client.ts'
import type { Conversations } from './conversations.ts'
import { type Dates, issueKey } from './dates.ts'
import type { Reply } from './front.ts'
import { fieldsOf, jsonOf, jsonReply, paged, refusal, withJson } from './replies.ts'
import { senderOf } from './requests.ts'
import { mayPush, type Roles } from './roles.ts'
import { type Call, type Rule, repositoryPath } from './rules.ts'
import { listShape } from './shapes.ts'
import { NOT_ACCESSIBLE, type Users } from './users.ts'

interface Means {
  readonly client: Client
  readonly talk: Conversations
  readonly dates: Dates
  readonly roles: Roles
  readonly users: Users
}

/** Issues and comments with the story's dates, and issues that are pull requests. */
export function issueRules(means: Means): readonly Rule[] {
  const { talk, dates } = means
  const showOne =
    (show: Conversations['comment']) =>
    async (call: Call): Promise<Reply> => {
      const reply = await call.forward()
      return reply.status < 300
        ? withJson(reply, await show(call.repository, jsonOf(reply)))
        : reply
    }
  const comments = repositoryPath('/issues/:number/comments')
  const comment = repositoryPath('/issues/comments/:id')
  const issue = repositoryPath('/issues/:number')
  return [
    { method: 'GET', path: comments, answer: (call) => listed(means, call) },
    {
      method: 'POST',
      path: comments,
      answer: async (call) => {
        const refused = await refusedToApp(means, call, Number(call.param('number')))
        if (refused !== null) return refused
        const reply = await showOne(talk.comment)(call)
        if (reply.status < 300) dates.touch(issueKey(call.repository, call.param('number')))
        return reply
      },
    },
    { method: 'GET', path: comment, answer: showOne(talk.comment) },
    { method: 'PATCH', path: comment, answer: (call) => edit(means, call, showOne(talk.comment)) },
    {
      method: 'DELETE',
      path: comment,
      answer: async (call) => {
        const before = await changeable(means, call)
        return before.status === 200 ? touching(means, call, before, await call.forward()) : before
      },
    },
    {
      method: 'GET',
      path: issue,
      answer: async (call) => {
        const reply = await showOne(talk.issue)(call)
        return reply.status === 404 ? ofPull(means, call, reply) : reply
      },
    },
    { method: 'POST', path: repositoryPath('/issues'), answer: showOne(talk.issue) },
    { method: 'PATCH', path: issue, answer: showOne(talk.issue) },
  ]
}

async function listed({ client, talk }: Means, call: Call): Promise<Reply> {
  const reply = await call.forward()
  if (reply.status !== 200) return reply
  const since = call.request.url.searchParams.get('since')
  const show = (values: readonly unknown[]) =>
    Promise.all(values.map((value) => talk.comment(call.repository, value)))
  if (since === null) return withJson(reply, await show(listShape.parse(jsonOf(reply))))
  // The emulator holds this against today's dates.
  const all = await show(await allPages(client, call.request.url.pathname))
  const found = all.filter((one) => Date.parse(String(one.updated_at)) >= Date.parse(since))
  const { page, link } = paged(call.request.url, found)
  return jsonReply(200, page, link === null ? {} : { link })
}

async function edit(
  means: Means,
  call: Call,
  shown: (call: Call) => Promise<Reply>,
): Promise<Reply> {
  const before = await changeable(means, call)
  if (before.status !== 200) return before
  const { body } = fieldsOf(jsonOf(before))
  if (typeof call.fields.body === 'string') means.talk.edit(Number(call.param('id')), body)
  return touching(means, call, before, await shown(call))
}

/** GitHub counts a change of a comment as one of the conversation. */
function touching({ dates }: Means, call: Call, comment: Reply, reply: Reply): Reply {
  if (reply.status < 300) dates.touch(issueKey(call.repository, issueOf(comment)))
  return reply
}

const issueOf = (comment: Reply): number =>
  Number(
    String(fieldsOf(jsonOf(comment)).issue_url)
      .split('/')
      .at(-1),
  )

/** The comment, which its author may change, and whoever may push; else a refusal. */
async function changeable(means: Means, call: Call): Promise<Reply> {
  const before = await call.look(call.request.url.pathname)
  if (before.status !== 200) return before
  const { user } = fieldsOf(jsonOf(before))
  const login = means.users.loginOf(call.request)
  const isAllowed =
    fieldsOf(user).login === login || mayPush(await means.roles.of(call.repository, login))
  if (!isAllowed) return refusal(403, 'Must have admin rights to Repository.')
  return (await refusedToApp(means, call, issueOf(before))) ?? before
}

/** The App may have been given one of issues and pull requests only. */
async function refusedToApp(
  { client, talk, users }: Means,
  call: Call,
  number: number,
): Promise<Reply | null> {
  if (senderOf(call.request) === null || users.mayWrite(call.request, ['issues'])) return null
  if (await talk.isPull(call.repository, number)) {
    return users.mayWrite(call.request, ['pull_requests']) ? null : NOT_ACCESSIBLE
  }
  // What isn't there at all is not found rather than forbidden.
  const { status } = await client.ask('GET', `/repos/${call.repository}/issues/${number}`)
  return status === 200 ? NOT_ACCESSIBLE : null
}

/** The emulator doesn't count pull requests among the issues. */
async function ofPull({ talk }: Means, call: Call, notFound: Reply): Promise<Reply> {
  const number = Number(call.param('number'))
  const pull = await call.look(`/repos/${call.repository}/pulls/${number}`)
  if (pull.status !== 200) return notFound
  return jsonReply(200, await talk.issueOfPull(call.repository, number))
}
