import { z } from 'zod'
import { isQueueBranch } from './merge-group.ts'
import type { EventReader } from './notice.ts'
import { Ref, Sha } from './shapes.ts'

const Payload = z.object({
  ref: Ref,
  after: Sha.optional(),
  deleted: z.boolean().optional(),
})

const BRANCH = 'refs/heads/'

/** A branch moved: `pull_request.synchronize` should say so too, but a missed delivery must not matter. */
export const push: EventReader = {
  events: ['push'],
  read: (payload) => {
    const { ref, after, deleted } = Payload.parse(payload)
    if (deleted === true || !ref.startsWith(BRANCH)) return null
    const branch = ref.slice(BRANCH.length)
    if (isQueueBranch(branch) && after !== undefined) {
      return { look: { at: 'queue', sha: after, branch }, again: false, head: null }
    }
    return { look: { at: 'branch', branch }, again: false, head: after ?? null, net: true }
  },
}
