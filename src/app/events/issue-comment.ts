import { z } from 'zod'
import { type Command, readCommands } from '../../command/read-commands.ts'
import { readDecision } from '../../command/read-decision.ts'
import type { EventReader } from './notice.ts'

const Payload = z.object({
  action: z.string(),
  comment: z.object({
    body: z.string().nullish(),
    user: z.object({ type: z.string().optional() }).nullish(),
  }),
  issue: z.object({ number: z.number(), pull_request: z.unknown().optional() }),
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
    const isOurs = action === 'created' ? isCommand : isDecision
    const said = [comment.body, changes?.body?.from]
    if (!said.some((body) => readCommands(body ?? '').some(isOurs))) return null
    return { look: { at: 'pull', number: issue.number }, again: false, head: null }
  },
}

const isDecision = (command: Command): boolean => readDecision(command) !== null

/** What is edited in is no command: that would be one in somebody else's name. */
const isCommand = (command: Command): boolean => command.name === 'rereview' || isDecision(command)
