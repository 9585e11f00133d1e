import { z } from 'zod'
import { REREVIEW_BUTTON, readExternalId } from '../../publish/check-run.ts'
import { isQueueBranch } from './merge-group.ts'
import type { Asked, EventReader } from './notice.ts'
import { Ref, Sha } from './shapes.ts'

const Payload = z.object({
  action: z.string(),
  check_run: z.object({
    name: z.string(),
    head_sha: Sha,
    external_id: z.string().nullish(),
    check_suite: z.object({ head_branch: Ref.nullish() }).nullish(),
  }),
  requested_action: z.object({ identifier: z.string() }).nullish(),
})

/**
 * "Re-run" and the button under our check. The payload need not carry the pull request (it is empty for
 * forks), so our own `external_id` names it, and failing that the head. And a check of somebody else that ended: it
 * may show what a report claims.
 */
export const checkRun: EventReader = {
  events: ['check_run.completed', 'check_run.rerequested', 'check_run.requested_action'],
  read: (payload) => {
    const { action, check_run: run, requested_action: button } = Payload.parse(payload)
    if (action === 'completed') return completed(run)
    if (action === 'requested_action' && button?.identifier !== REREVIEW_BUTTON.identifier)
      return null
    const own = readExternalId(run.external_id)
    const asked = { again: true, head: run.head_sha }
    const branch = run.check_suite?.head_branch ?? null
    switch (own?.about) {
      case 'pull':
        return { look: { at: 'pull', number: own.pull }, ...asked }
      case 'record':
        return null
      default:
        return branch !== null && isQueueBranch(branch)
          ? { look: { at: 'queue', sha: run.head_sha, branch }, again: true, head: null }
          : { look: { at: 'head', sha: run.head_sha, branch }, ...asked }
    }
  },
}

type Run = z.infer<typeof Payload>['check_run']

/** Our own checks end, too, and tell us nothing. */
function completed({
  name,
  head_sha: sha,
  external_id: id,
  check_suite: suite,
}: Run): Asked | null {
  if (readExternalId(id) !== null) return null
  const look = { at: 'check', sha, branch: suite?.head_branch ?? null, name } as const
  return { look, again: false, head: null }
}
