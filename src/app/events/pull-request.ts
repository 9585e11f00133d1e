import { z } from 'zod'
import type { EventReader, Look } from './notice.ts'
import { Numbered, Sha } from './shapes.ts'

const Payload = z.object({
  action: z.string(),
  pull_request: z.object({
    number: Numbered,
    head: z.object({ sha: Sha }),
    merged: z.boolean().nullish(),
  }),
  changes: z.object({ base: z.unknown().optional() }).optional(),
})

/** A pull request appeared or moved. An edit matters only when it changes the base. */
export const pullRequest: EventReader = {
  events: [
    'pull_request.opened',
    'pull_request.reopened',
    'pull_request.synchronize',
    'pull_request.ready_for_review',
    'pull_request.edited',
    'pull_request.closed',
  ],
  read: (payload) => {
    const { action, pull_request: pull, changes } = Payload.parse(payload)
    if (action === 'edited' && changes?.base === undefined) return null
    // A closed one no longer holds back others that share its head; a merged one gets its record.
    if (action === 'closed') {
      const { number, head, merged } = pull
      const look: Look = merged
        ? { at: 'merged', number, sha: head.sha }
        : { at: 'head', sha: head.sha, branch: null }
      return { look, again: false, head: null }
    }
    return { look: { at: 'pull', number: pull.number }, again: false, head: pull.head.sha }
  },
}
