import { z } from 'zod'
import type { EventReader } from './notice.ts'
import { Ref, Sha } from './shapes.ts'

const Payload = z.object({
  action: z.string(),
  merge_group: z.object({ head_sha: Sha, head_ref: Ref }),
})

/** GitHub asks for checks on a merge group; without an answer on its head the queue stands still. */
export const mergeGroup: EventReader = {
  events: ['merge_group.checks_requested'],
  read: (payload) => {
    const { merge_group: group } = Payload.parse(payload)
    const branch = group.head_ref.replace(/^refs\/heads\//u, '')
    return { look: { at: 'queue', sha: group.head_sha, branch }, again: false, head: null }
  },
}

/** GitHub makes one branch for each entry of a queue, and removes it afterwards. */
export const isQueueBranch = (branch: string): boolean => branch.startsWith('gh-readonly-queue/')
