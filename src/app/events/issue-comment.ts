import { z } from 'zod'
import { readCommands } from '../../command/read-commands.ts'
import type { EventReader } from './notice.ts'

const Payload = z.object({
  comment: z.object({
    body: z.string().nullish(),
    user: z.object({ type: z.string().optional() }).nullish(),
  }),
  issue: z.object({ number: z.number(), pull_request: z.unknown().optional() }),
})

/** `/rereview` in a comment on a pull request. Apps, ourselves first of all, are not obeyed: that could go in circles. */
export const issueComment: EventReader = {
  events: ['issue_comment.created'],
  read: (payload) => {
    const { comment, issue } = Payload.parse(payload)
    if (issue.pull_request === undefined || comment.user?.type === 'Bot') return null
    const asks = readCommands(comment.body ?? '').some(({ name }) => name === 'rereview')
    if (!asks) return null
    return { look: { at: 'pull', number: issue.number }, again: false, head: null }
  },
}
