import { z } from 'zod'
import { REREVIEW_BUTTON, readExternalId } from '../../publish/check-run.ts'
import type { EventReader } from './notice.ts'

const Payload = z.object({
  action: z.string(),
  check_run: z.object({
    head_sha: z.string(),
    external_id: z.string().nullish(),
    check_suite: z.object({ head_branch: z.string().nullish() }).nullish(),
  }),
  requested_action: z.object({ identifier: z.string() }).nullish(),
})

/**
 * "Re-run" and the button under our check. The payload need not carry the pull request (it is empty for
 * forks), so our own `external_id` names it, and failing that the head.
 */
export const checkRun: EventReader = {
  events: ['check_run.rerequested', 'check_run.requested_action'],
  read: (payload) => {
    const { action, check_run: run, requested_action: button } = Payload.parse(payload)
    if (action === 'requested_action' && button?.identifier !== REREVIEW_BUTTON.identifier)
      return null
    const own = readExternalId(run.external_id)
    const asked = { again: true, head: run.head_sha }
    if (own !== null) return { look: { at: 'pull', number: own.pull }, ...asked }
    const branch = run.check_suite?.head_branch ?? null
    return { look: { at: 'head', sha: run.head_sha, branch }, ...asked }
  },
}
