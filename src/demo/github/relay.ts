import { suiteForEvent } from './check-events.ts'
import type { CheckMemory } from './check-memory.ts'
import type { Client } from './client.ts'
import type { Conversations } from './conversations.ts'
import type { Deliveries } from './deliveries.ts'
import type { FrontRequest } from './front.ts'
import type { Installations } from './installations.ts'
import type { LivePulls } from './live-pulls.ts'
import type { NewNames } from './new-names.ts'
import { fieldsOf, jsonOf } from './replies.ts'
import { reviewedBy, reviewForEvent, simplePull } from './review-events.ts'
import type { Reviews } from './reviews.ts'
import { pullShape } from './shapes.ts'

/** The front's own path to which the emulator delivers. */
export const RELAY_PATH = '/_deliver'

/**
 * Hands a webhook of the emulator on to the App, signed anew, with what GitHub would have put in:
 * the live head, the number of the pull request, the story's dates, the author of a check.
 */
export async function relay(
  means: {
    readonly client: Client
    readonly live: LivePulls
    readonly checks: CheckMemory
    readonly talk: Conversations
    readonly reviews: Reviews
    readonly deliveries: Deliveries
    readonly installations: Installations
    readonly names: NewNames
  },
  request: FrontRequest,
): Promise<void> {
  const event = String(request.headers['x-github-event'])
  const payload = fieldsOf(jsonOf(request))
  // The emulator names no reviewer there; the rule for it sends one event for each.
  if (event === 'pull_request' && payload.action === 'review_requested') return
  const repository = String(fieldsOf(payload.repository).full_name)
  if (!means.installations.hears(repository, event)) return
  const amended = { ...payload, ...(await amendments(means, event, payload)) }
  await means.deliveries.send(event, means.names.shown(amended))
}

type Payload = Readonly<Record<string, unknown>>

async function amendments(
  { client, live, checks, talk, reviews }: Parameters<typeof relay>[0],
  event: string,
  payload: Payload,
): Promise<Payload> {
  if (event === 'pull_request') {
    const pull = await talk.counted(await live.show(pullShape.parse(payload.pull_request)))
    const changes = payload.action === 'edited' ? { changes: payload.changes ?? {} } : {}
    return { number: pull.number, pull_request: pull, ...changes }
  }
  const repository = String(fieldsOf(payload.repository).full_name)
  if (event === 'issue_comment') {
    return {
      issue: await talk.issue(repository, payload.issue),
      comment: await talk.comment(repository, payload.comment),
      ...(payload.action === 'edited'
        ? { changes: talk.changes(fieldsOf(payload.comment).id) }
        : {}),
    }
  }
  if (event === 'pull_request_review') {
    const review = reviews.show(repository, payload.review)
    const pull = await live.show(pullShape.parse(payload.pull_request))
    return {
      review: reviewForEvent(reviews, review),
      pull_request: simplePull(
        payload.action === 'submitted' ? reviewedBy(pull, review.user) : pull,
      ),
    }
  }
  const sender = String(fieldsOf(payload.sender).login)
  if (event === 'check_run') {
    return { check_run: checks.complete(payload.check_run, sender) }
  }
  if (event === 'check_suite') {
    const suite = fieldsOf(payload.check_suite)
    return { check_suite: await suiteForEvent(client, repository, suite, []) }
  }
  return {}
}
