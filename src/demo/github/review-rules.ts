import { allPages } from './all-pages.ts'
import type { Client } from './client.ts'
import { type Dates, issueKey } from './dates.ts'
import type { Events } from './events.ts'
import type { Reply } from './front.ts'
import { ownerOf } from './git-objects.ts'
import type { LivePulls } from './live-pulls.ts'
import { fieldsOf, jsonOf, jsonReply, paged, refusal, withJson } from './replies.ts'
import { reviewForEvent, simplePull } from './review-events.ts'
import type { Reviews } from './reviews.ts'
import { mayPush, type Roles } from './roles.ts'
import { type Call, type Rule, repositoryPath } from './rules.ts'
import { anything } from './shapes.ts'
import { NOT_ACCESSIBLE, type Users } from './users.ts'

interface Means {
  readonly client: Client
  readonly live: LivePulls
  readonly reviews: Reviews
  readonly dates: Dates
  readonly events: Events
  readonly users: Users
  readonly roles: Roles
}

/** Reviews with the story's dates, whose text can be changed after they were submitted. */
export function reviewRules(means: Means): readonly Rule[] {
  const all = repositoryPath('/pulls/:number/reviews')
  const one = repositoryPath('/pulls/:number/reviews/:id')
  const submitted = repositoryPath('/pulls/:number/reviews/:id/events')
  const dismissed = repositoryPath('/pulls/:number/reviews/:id/dismissals')
  return [
    { method: 'GET', path: all, answer: (call) => listed(means, call) },
    { method: 'POST', path: all, answer: (call) => submit(means, call) },
    {
      method: 'GET',
      path: one,
      answer: async (call) => {
        const reply = shown(means, call, await call.forward())
        return isHidden(means, call, fieldsOf(jsonOf(reply))) ? NOT_FOUND : reply
      },
    },
    { method: 'PUT', path: one, answer: (call) => edit(means, call) },
    { method: 'POST', path: submitted, answer: (call) => submit(means, call) },
    { method: 'PUT', path: dismissed, answer: (call) => dismiss(means, call) },
  ]
}

const NOT_FOUND = refusal(404, 'Not Found')

/** What nobody has submitted yet is seen by its author only. */
const isHidden = (
  { users }: Means,
  { request }: Call,
  { state, user }: Readonly<Record<string, unknown>>,
): boolean => state === 'PENDING' && fieldsOf(user).login !== users.loginOf(request)

const shown = ({ reviews }: Means, call: Call, reply: Reply): Reply =>
  reply.status < 300 ? withJson(reply, reviews.show(call.repository, jsonOf(reply))) : reply

async function listed(means: Means, call: Call): Promise<Reply> {
  const seen = await call.forward()
  if (seen.status !== 200) return seen
  const { url } = call.request
  const all = await allPages(means.client, url.pathname, ownerOf(call.repository))
  const visible = all
    .map((one) => means.reviews.show(call.repository, one))
    .filter((one) => !isHidden(means, call, one))
  const { page, link } = paged(url, visible)
  return jsonReply(200, page, link === null ? {} : { link })
}

/** Also of a pending review. */
async function submit(means: Means, call: Call): Promise<Reply> {
  const { client, live, dates, users } = means
  if (!users.mayWrite(call.request, ['pull_requests'])) return NOT_ACCESSIBLE
  const pull = await live.get(call.repository, Number(call.param('number'))).catch(() => null)
  const login = users.loginOf(call.request)
  const { event, body } = call.fields
  if (pull?.user?.login === login && (event === 'APPROVE' || event === 'REQUEST_CHANGES')) {
    const what = event === 'APPROVE' ? 'approve' : 'request changes on'
    return unprocessable(`Can not ${what} your own pull request`)
  }
  // A comment on lines may do without a text; the emulator has no such rule.
  const isEmpty = !body && !Array.isArray(call.fields.comments)
  if (isEmpty && call.param('id') === '' && (event === 'COMMENT' || event === 'REQUEST_CHANGES')) {
    return unprocessable('Could not comment pull request review.')
  }
  // The emulator takes the head that the pull request was opened with.
  const reply = shown(means, call, await call.forward(atHead(call, pull?.head.sha)))
  if (reply.status >= 300 || event === undefined) return reply
  dates.touch(issueKey(call.repository, call.param('number')))
  const path = `/repos/${call.repository}/pulls/${call.param('number')}/requested_reviewers`
  // He has done what he was asked for.
  await client.send(anything, 'DELETE', path, { reviewers: [login] }, ownerOf(call.repository))
  return reply
}

const atHead = (call: Call, sha: string | undefined) =>
  sha === undefined || call.param('id') !== '' ? undefined : { commit_id: sha, ...call.fields }

const unprocessable = (problem: string): Reply =>
  jsonReply(422, {
    message: 'Unprocessable Entity',
    errors: [problem],
    documentation_url: 'https://docs.github.com/rest',
    status: '422',
  })

/** Its author may give a review another text, and whoever may push. */
async function edit(means: Means, call: Call): Promise<Reply> {
  const { live, reviews, dates, events, users, roles } = means
  const before = await call.look(call.request.url.pathname)
  if (before.status !== 200) return before
  const review = reviews.show(call.repository, jsonOf(before))
  const login = users.loginOf(call.request)
  const isAuthor = fieldsOf(review.user).login === login
  if (!users.mayWrite(call.request, ['pull_requests'])) return NOT_ACCESSIBLE
  if (!isAuthor && !mayPush(await roles.of(call.repository, login))) {
    return refusal(403, 'Must have admin rights to Repository.')
  }
  if (review.state === 'PENDING') return shown(means, call, await call.forward())
  const { body } = call.fields
  if (typeof body !== 'string') return unprocessable('Body must be a string')
  const id = Number(review.id)
  reviews.edit(id, String(review.body), body)
  dates.touch(issueKey(call.repository, call.param('number')))
  const reply = shown(means, call, before)
  const pull = await live.get(call.repository, Number(call.param('number')))
  await events.leave('pull_request_review', call.repository, login, {
    action: 'edited',
    changes: reviews.changes(id),
    review: reviewForEvent(reviews, jsonOf(reply)),
    pull_request: simplePull(pull),
  })
  return reply
}

/** A dismissed review keeps its text, which the emulator replaces by the reason. */
async function dismiss(means: Means, call: Call): Promise<Reply> {
  const path = call.request.url.pathname.replace(/\/dismissals$/, '')
  const before = await call.look(path)
  if (before.status !== 200) return before
  const login = means.users.loginOf(call.request)
  if (!means.users.mayWrite(call.request, ['pull_requests'])) return NOT_ACCESSIBLE
  const { body } = means.reviews.show(call.repository, jsonOf(before))
  means.reviews.keep(Number(call.param('id')), String(body))
  const isApp = login.endsWith('[bot]')
  if (!isApp && !mayPush(await means.roles.of(call.repository, login))) {
    return refusal(403, 'Must have admin rights to Repository.')
  }
  const reply = await call.forward()
  if (reply.status < 300) means.dates.touch(issueKey(call.repository, call.param('number')))
  return shown(means, call, reply)
}
