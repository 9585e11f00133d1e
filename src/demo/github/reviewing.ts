import { z } from 'zod'
import type { Client } from './client.ts'
import { anything } from './shapes.ts'
import { HOUSEKEEPER, type User } from './world.ts'

export type ReviewEvent = 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT'

/** Reviewing pull requests in one repository. */
export interface Reviewing {
  /** Submits a review; a comment by default. */
  readonly review: (
    number: number,
    body: string,
    as: User,
    event?: ReviewEvent,
  ) => Promise<{ readonly id: number; readonly nodeId: string }>
  readonly editReview: (number: number, id: number, body: string, as: User) => Promise<void>
  readonly dismissReview: (number: number, id: number, message: string, as?: User) => Promise<void>
  readonly requestReview: (number: number, reviewers: readonly User[], as?: User) => Promise<void>
}

export function reviewing(outside: Client, repository: string): Reviewing {
  const pulls = `/repos/${repository}/pulls`
  return {
    review: async (number, body, as, event = 'COMMENT') => {
      const path = `${pulls}/${number}/reviews`
      const made = await outside.send(reviewShape, 'POST', path, { body, event }, as)
      return { id: made.id, nodeId: made.node_id }
    },
    editReview: async (number, id, body, as) => {
      await outside.send(anything, 'PUT', `${pulls}/${number}/reviews/${id}`, { body }, as)
    },
    dismissReview: async (number, id, message, as = HOUSEKEEPER) => {
      const path = `${pulls}/${number}/reviews/${id}/dismissals`
      await outside.send(anything, 'PUT', path, { message }, as)
    },
    requestReview: async (number, reviewers, as = HOUSEKEEPER) => {
      const path = `${pulls}/${number}/requested_reviewers`
      await outside.send(anything, 'POST', path, { reviewers }, as)
    },
  }
}

const reviewShape = z.looseObject({ id: z.number(), node_id: z.string() })
