import { type Asking, actorOf, type Fields } from './graphql-asking.ts'
import { cursorOf } from './graphql-connections.ts'
import { asProblem, forbidden, notFound } from './graphql-errors.ts'
import { commentNode, reactionGroups } from './graphql-talk.ts'
import type { Node, NodeKind } from './nodes.ts'
import type { ReactionContent } from './reactions.ts'
import { fieldsOf, jsonOf } from './replies.ts'
import { senderOf } from './requests.ts'

interface Input<T> {
  readonly input: T & { readonly clientMutationId?: string | null }
}

type Reacting = Input<{ readonly subjectId: string; readonly content: ReactionContent }>

/** What can be changed. Comments take the way of the REST API, with its rules and webhooks. */
export function mutations(asking: Asking) {
  const { reactions } = asking.means
  return {
    addReaction: (args: Reacting) => reacting(asking, args, reactions.add),
    removeReaction: (args: Reacting) => reacting(asking, args, reactions.remove),
    addComment: async ({ input }: Input<{ readonly subjectId: string; readonly body: string }>) => {
      const { repository, number } = await subject(asking, input.subjectId, COMMENTED)
      const path = `/repos/${repository}/issues/${number}/comments`
      const comment = await change(asking, 'POST', path, input)
      const node = commentNode(asking, comment)
      return {
        clientMutationId: input.clientMutationId ?? null,
        commentEdge: { cursor: cursorOf(`c${comment.id}`), node },
      }
    },
    updateIssueComment: async ({
      input,
    }: Input<{ readonly id: string; readonly body: string }>) => {
      const comment = await change(asking, 'PATCH', await commentPath(asking, input.id), input)
      return {
        clientMutationId: input.clientMutationId ?? null,
        issueComment: commentNode(asking, comment),
      }
    },
    deleteIssueComment: async ({ input }: Input<{ readonly id: string }>) => {
      await change(asking, 'DELETE', await commentPath(asking, input.id))
      return { clientMutationId: input.clientMutationId ?? null }
    },
  }
}

const COMMENTED: readonly NodeKind[] = ['Issue', 'PullRequest']
const REACTED: readonly NodeKind[] = [...COMMENTED, 'IssueComment', 'PullRequestReview']

async function reacting(
  asking: Asking,
  { input }: Reacting,
  act: Asking['means']['reactions']['add'],
): Promise<Fields> {
  const { subjectId, content } = input
  await mayReact(asking, await subject(asking, subjectId, REACTED))
  act(subjectId, { content, login: asking.viewer })
  const user = actorOf({ login: asking.viewer })
  return {
    clientMutationId: input.clientMutationId ?? null,
    reaction: { __typename: 'Reaction', content, user },
    reactionGroups: () => reactionGroups(asking, subjectId),
    subject: { __typename: asking.means.nodes.get(subjectId)?.kind, id: subjectId },
  }
}

/** The App needs the permission for what it reacts to; of users everybody may who can read. */
async function mayReact({ means, call }: Asking, { repository, number }: Node): Promise<void> {
  if (senderOf(call.request) === null || means.users.mayWrite(call.request, ['issues'])) return
  const isPull = await means.talk.isPull(repository, number)
  if (!isPull || !means.users.mayWrite(call.request, ['pull_requests'])) throw forbidden()
}

async function subject(asking: Asking, nodeId: string, kinds: readonly NodeKind[]): Promise<Node> {
  const node = await asking.find(nodeId)
  if (node === null || !kinds.includes(node.kind)) throw notFound(nodeOf(nodeId))
  return node
}

async function commentPath(asking: Asking, nodeId: string): Promise<string> {
  const { repository, id } = await subject(asking, nodeId, ['IssueComment'])
  return `/repos/${repository}/issues/comments/${id}`
}

async function change(
  { call }: Asking,
  method: string,
  path: string,
  input?: { readonly body: string },
): Promise<Fields> {
  const body = input === undefined ? undefined : { body: input.body }
  const reply = await call.ask(method, path, body)
  if (reply.status >= 400) throw asProblem(reply, 'node with that global id')
  return fieldsOf(jsonOf(reply))
}

const nodeOf = (nodeId: string): string => `node with the global id of '${nodeId}'`
