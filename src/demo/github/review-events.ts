import { fieldsOf } from './replies.ts'
import type { Reviews } from './reviews.ts'
import type { Pull } from './shapes.ts'

type Fields = Readonly<Record<string, unknown>>

/** A review as a webhook has it: in lower case, and with the date of its last change. */
export function reviewForEvent(reviews: Reviews, value: unknown): Fields {
  const { body, ...review } = fieldsOf(value)
  const { created, edited } = reviews.datesOf(review.id)
  return {
    ...review,
    body: body === '' ? null : body,
    state: String(review.state).toLowerCase(),
    updated_at: edited ?? created,
  }
}

/** A pull request as the events of reviews carry it: as in a list, without what takes time to find out. */
export const simplePull = (pull: Pull): Fields =>
  Object.fromEntries(Object.entries(pull).filter(([name]) => !FULL_ONLY.has(name)))

const FULL_ONLY = new Set([
  'additions',
  'changed_files',
  'comments',
  'commits',
  'deletions',
  'maintainer_can_modify',
  'mergeable',
  'mergeable_state',
  'merged',
  'merged_by',
  'rebaseable',
  'review_comments',
])

/** The same pull request when that user has reviewed it. */
export const reviewedBy = (pull: Pull, reviewer: unknown): Pull => ({
  ...pull,
  requested_reviewers: (Array.isArray(pull.requested_reviewers)
    ? pull.requested_reviewers
    : []
  ).filter((user: unknown) => fieldsOf(user).login !== fieldsOf(reviewer).login),
})
