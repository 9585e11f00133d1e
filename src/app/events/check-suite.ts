import { z } from 'zod'
import { isQueueBranch } from './merge-group.ts'
import type { EventReader, Look } from './notice.ts'
import { Ref, Sha } from './shapes.ts'

const Payload = z.object({
  action: z.string(),
  check_suite: z.object({ head_sha: Sha, head_branch: Ref.nullish() }),
})

/** GitHub asks for checks on a commit: by itself after a push, or because somebody pressed "Re-run all". */
export const checkSuite: EventReader = {
  events: ['check_suite.requested', 'check_suite.rerequested'],
  read: (payload) => {
    const { action, check_suite: suite } = Payload.parse(payload)
    const { head_sha: sha, head_branch: branch = null } = suite
    const look: Look =
      branch !== null && isQueueBranch(branch)
        ? { at: 'queue', sha, branch }
        : { at: 'head', sha, branch }
    const again = action === 'rerequested'
    return { look, again, head: null, net: look.at === 'head' && !again }
  },
}
