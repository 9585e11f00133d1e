import { z } from 'zod'
import type { EventReader } from './notice.ts'
import { heardIn } from './said.ts'
import { Numbered } from './shapes.ts'

const Payload = z.object({
  action: z.string(),
  comment: z.object({
    node_id: z.string().optional(),
    body: z.string().nullish(),
    user: z.object({ type: z.string().optional() }).nullish(),
  }),
  issue: z.object({ number: Numbered, pull_request: z.unknown().optional() }),
  changes: z.object({ body: z.object({ from: z.string() }).optional() }).optional(),
})

/**
 * A command in a comment on a pull request, or one that was edited or deleted: what was decided may not count any
 * more. Apps, ourselves first of all, are not obeyed: that could go in circles.
 */
export const issueComment: EventReader = {
  events: ['issue_comment.created', 'issue_comment.edited', 'issue_comment.deleted'],
  read: (payload) => {
    const { action, comment, issue, changes } = Payload.parse(payload)
    if (issue.pull_request === undefined || comment.user?.type === 'Bot') return null
    const heard = heardIn(action, comment, changes?.body?.from)
    const look = { at: 'pull', number: issue.number } as const
    return heard === null ? null : { look, again: false, head: null, heard }
  },
}
