import type { Client } from './client.ts'
import type { Conversations } from './conversations.ts'
import { type Dates, issueKey } from './dates.ts'
import type { Reply } from './front.ts'
import { fieldsOf, jsonOf, jsonReply, paged, refusal, withJson } from './replies.ts'
import { mayPush, type Roles } from './roles.ts'
import { type Call, type Rule, repositoryPath } from './rules.ts'
import { listShape } from './shapes.ts'
import type { Users } from './users.ts'

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
        const reply = await showOne(talk.comment)(call)
        if (reply.status < 300) dates.touch(issueKey(call.repository, call.param('number')))
        return reply
      },
    },
    { method: 'GET', path: comment, answer: showOne(talk.comment) },
    { method: 'PATCH', path: comment, answer: (call) => edit(means, call, showOne(talk.comment)) },
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
  const all = await show(await allComments(client, call))
  const found = all.filter((one) => Date.parse(String(one.updated_at)) >= Date.parse(since))
  const { page, link } = paged(call.request.url, found)
  return jsonReply(200, page, link === null ? {} : { link })
}

async function allComments(client: Client, call: Call): Promise<readonly unknown[]> {
  const all: unknown[] = []
  for (let page = 1; ; page++) {
    const path = `${call.request.url.pathname}?per_page=100&page=${page}`
    const found = await client.get(listShape, path)
    all.push(...found)
    if (found.length < 100) return all
  }
}

/** Its author may change a comment, and whoever may push. */
async function edit(
  { talk, roles, users }: Means,
  call: Call,
  shown: (call: Call) => Promise<Reply>,
): Promise<Reply> {
  const before = await call.look(call.request.url.pathname)
  if (before.status !== 200) return before
  const { body, user } = fieldsOf(jsonOf(before))
  const login = users.loginOf(call.request)
  const isAllowed =
    fieldsOf(user).login === login || mayPush(await roles.of(call.repository, login))
  if (!isAllowed) return refusal(403, 'Must have admin rights to Repository.')
  if (typeof call.fields.body === 'string') talk.edit(Number(call.param('id')), body)
  return shown(call)
}

/** The emulator doesn't count pull requests among the issues. */
async function ofPull({ talk }: Means, call: Call, notFound: Reply): Promise<Reply> {
  const number = Number(call.param('number'))
  const pull = await call.look(`/repos/${call.repository}/pulls/${number}`)
  if (pull.status !== 200) return notFound
  return jsonReply(200, await talk.issueOfPull(call.repository, number))
}
