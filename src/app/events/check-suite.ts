import { z } from 'zod'
import type { EventReader } from './notice.ts'

const Payload = z.object({
  action: z.string(),
  check_suite: z.object({ head_sha: z.string(), head_branch: z.string().nullish() }),
})

/** GitHub asks for checks on a commit: by itself after a push, or because somebody pressed "Re-run all". */
export const checkSuite: EventReader = {
  events: ['check_suite.requested', 'check_suite.rerequested'],
  read: (payload) => {
    const { action, check_suite: suite } = Payload.parse(payload)
    const look = { at: 'head', sha: suite.head_sha, branch: suite.head_branch ?? null } as const
    return { look, again: action === 'rerequested', head: null }
  },
}
