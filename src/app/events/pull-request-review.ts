import { z } from 'zod'
import type { EventReader } from './notice.ts'
import { heardIn } from './said.ts'
import { Numbered } from './shapes.ts'

const Payload = z.object({
  action: z.string(),
  review: z.object({
    node_id: z.string().optional(),
    body: z.string().nullish(),
    user: z.object({ type: z.string().optional() }).nullish(),
  }),
  pull_request: z.object({ number: Numbered }),
  changes: z.object({ body: z.object({ from: z.string() }).optional() }).optional(),
})

/** A command in the body of a review on GitHub, or one that was edited. */
export const pullRequestReview: EventReader = {
  events: ['pull_request_review.submitted', 'pull_request_review.edited'],
  read: (payload) => {
    const { action, review, pull_request: pull, changes } = Payload.parse(payload)
    if (review.user?.type === 'Bot') return null
    const heard = heardIn(action, review, changes?.body?.from)
    const look = { at: 'pull', number: pull.number } as const
    return heard === null ? null : { look, again: false, head: null, heard }
  },
}
